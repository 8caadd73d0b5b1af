package dev.latchkey.badinput;

import dev.latchkey.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Everything that a database holds, but for what counts attempts: those are to be remembered.
record Contents(TreeMap<String, TreeSet<String>> rows) {
    private static final Set<String> ATTEMPTS = Set.of("ceremonies", "guess_counters", "user_code_guesses");

    /// The events of the audit log that say so.
    private static final Set<String> REFUSALS = Set.of("SIGN_IN_REFUSED", "CLIENT_REFUSED");

    /// Of an authorization code, which wrong requests do not use up until there were many.
    private static final String FAILURES = "failures";

    static Contents of(TestDatabase database) {
        var rows = new TreeMap<String, TreeSet<String>>();
        try (var connection = DriverManager.getConnection(database.jdbc())) {
            for (var table : tables(connection)) {
                rows.put(table, rows(connection, table));
            }
            return new Contents(rows);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> tables(Connection connection) throws SQLException {
        var tables = new TreeSet<String>();
        @Nullable
        String schema = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL") ? "public" : null;
        try (var found = connection.getMetaData().getTables(null, schema, "%", new String[] {"TABLE"})) {
            while (found.next()) {
                tables.add(found.getString("TABLE_NAME"));
            }
        }
        tables.removeAll(ATTEMPTS);
        tables.removeIf(name -> name.startsWith("sqlite_"));
        return tables;
    }

    private static TreeSet<String> rows(Connection connection, String table) throws SQLException {
        var rows = new TreeSet<String>();
        try (var statement = connection.createStatement();
                var found = statement.executeQuery("select * from " + table)) {
            int columns = found.getMetaData().getColumnCount();
            while (found.next()) {
                var row = new ArrayList<String>();
                for (int i = 1; i <= columns; i++) {
                    if (found.getMetaData().getColumnName(i).equals(FAILURES)) {
                        continue;
                    }
                    row.add(String.valueOf(
                            found.getObject(i) instanceof byte[] bytes ? Arrays.toString(bytes) : found.getObject(i)));
                }
                if (Collections.disjoint(row, REFUSALS)) {
                    rows.add(String.join(" | ", row));
                }
            }
        }
        return rows;
    }

    /// The rows that only one of the two has.
    List<String> differences(Contents other) {
        var differences = new ArrayList<String>();
        for (var table : rows.keySet()) {
            var here = rows.get(table);
            var there = other.rows.getOrDefault(table, new TreeSet<>());
            here.stream().filter(row -> !there.contains(row)).forEach(row -> differences.add(table + " - " + row));
            there.stream().filter(row -> !here.contains(row)).forEach(row -> differences.add(table + " + " + row));
        }
        return differences;
    }
}
