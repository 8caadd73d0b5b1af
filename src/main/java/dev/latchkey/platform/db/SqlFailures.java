package dev.latchkey.platform.db;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Tells the three kinds of failure apart: at odds with the schema, unavailable, or a bug of ours.
final class SqlFailures {
    private SqlFailures() {}

    static RuntimeException translate(SQLException e) {
        if (e instanceof BatchUpdateException batch) {
            var reason = batch.getNextException() == null ? batch.getCause() : batch.getNextException();
            if (reason instanceof SQLException first) {
                return translate(first);
            }
        }
        if (e instanceof SQLiteException sqlite) {
            return sqlite(sqlite);
        }
        return postgresql(e);
    }

    private static RuntimeException sqlite(SQLiteException e) {
        var code = e.getResultCode();
        if (code == SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE || code == SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY) {
            return new ConstraintViolation(ConstraintViolation.Kind.UNIQUE, e);
        }
        if (code == SQLiteErrorCode.SQLITE_CONSTRAINT_FOREIGNKEY) {
            return new ConstraintViolation(ConstraintViolation.Kind.REFERENCE, e);
        }
        return switch (code.code & 0xff) {
            case 9 -> new DbTooSlow(e); // INTERRUPT, which nothing but the limit brings about
            case 19 -> new ConstraintViolation(ConstraintViolation.Kind.OTHER, e);
            // BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB
            case 5, 6, 8, 10, 11, 13, 14, 26 ->
                new DbUnavailable("SQLite cannot read or write now: " + e.getMessage(), e);
            default -> new IllegalStateException(e);
        };
    }

    /// SQLSTATE classes: 23 integrity, 08 connection, 53 resources, 57 operator intervention, 58 system error, 25006
    /// read-only, 40 a deadlock or a serialization failure.
    private static RuntimeException postgresql(SQLException e) {
        var state = String.valueOf(e.getSQLState());
        return switch (state) {
            case "23505" -> new ConstraintViolation(ConstraintViolation.Kind.UNIQUE, e);
            case "57014" -> new DbTooSlow(e); // query_canceled
            case "23503" -> new ConstraintViolation(ConstraintViolation.Kind.REFERENCE, e);
            default -> {
                if (state.startsWith("23")) {
                    yield new ConstraintViolation(ConstraintViolation.Kind.OTHER, e);
                }
                var message = "PostgreSQL cannot be used now: " + e.getMessage();
                if (state.startsWith("40")) {
                    yield DbUnavailable.givenUpForAnother(message, e);
                }
                var unavailable = state.matches("(08|53|57|58).*|25006") || !(e instanceof PSQLException);
                yield unavailable ? new DbUnavailable(message, e) : new IllegalStateException(e);
            }
        };
    }
}
