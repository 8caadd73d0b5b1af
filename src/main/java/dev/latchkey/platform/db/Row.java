package dev.latchkey.platform.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// The current row of a result, by column name.
public final class Row {
    private final ResultSet results;
    private final Map<String, Integer> columns;

    Row(ResultSet results, Map<String, Integer> columns) {
        this.results = results;
        this.columns = columns;
    }

    /// The text of a column that is never null.
    public String text(String column) {
        try {
            return results.getString(index(column));
        } catch (SQLException e) {
            throw SqlFailures.translate(e);
        }
    }

    public Optional<String> optionalText(String column) {
        return Optional.ofNullable(text(column));
    }

    public boolean flag(String column) {
        try {
            return results.getBoolean(index(column));
        } catch (SQLException e) {
            throw SqlFailures.translate(e);
        }
    }

    public int integer(String column) {
        return Math.toIntExact(number(column));
    }

    public long number(String column) {
        try {
            return results.getLong(index(column));
        } catch (SQLException e) {
            throw SqlFailures.translate(e);
        }
    }

    public byte[] bytes(String column) {
        try {
            return results.getBytes(index(column));
        } catch (SQLException e) {
            throw SqlFailures.translate(e);
        }
    }

    public Instant instant(String column) {
        return Instant.ofEpochMilli(number(column));
    }

    public Optional<Instant> optionalInstant(String column) {
        try {
            long milliseconds = results.getLong(index(column));
            return results.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(milliseconds));
        } catch (SQLException e) {
            throw SqlFailures.translate(e);
        }
    }

    private int index(String column) {
        var index = columns.get(column);
        if (index == null) {
            throw new IllegalArgumentException("the statement has no column " + column);
        }
        return index;
    }
}
