package dev.latchkey.platform.db;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.core.CoreResultSet;

/// A statement that may run again and again.
///
/// SQLite's driver asks the library for the name of every column, one by one, each time a statement runs, which takes
/// longer than reading a row. A statement has one result object, and a text always the same columns: they are asked for
/// once.
final class Prepared {
    private final PreparedStatement statement;
    private @Nullable CoreResultSet results;
    private String[] columns = {};

    Prepared(PreparedStatement statement) {
        this.statement = statement;
    }

    PreparedStatement statement() {
        return statement;
    }

    ResultSet query() throws SQLException {
        var again = results;
        if (again != null) {
            statement.execute();
            again.colsMeta = columns;
            return statement.getResultSet();
        }
        var first = statement.executeQuery();
        if (first instanceof CoreResultSet ofSqlite) {
            results = ofSqlite;
            columns = ofSqlite.colsMeta;
        }
        return first;
    }
}
