package dev.latchkey.platform.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// The current row of a result, by column name.
public final class Row {
    private final ResultSet results;

    Row(ResultSet results) {
        this.results = results;
    }

    private interface Reading<T> {
        T read() throws SQLException;
    }

    /// The text of a column that is never null.
    public String text(String column) {
        return read(() -> results.getString(column));
    }

    public Optional<String> optionalText(String column) {
        return read(() -> Optional.ofNullable(results.getString(column)));
    }

    public boolean flag(String column) {
        return read(() -> results.getBoolean(column));
    }

    public int integer(String column) {
        return read(() -> results.getInt(column));
    }

    public long number(String column) {
        return read(() -> results.getLong(column));
    }

    public byte[] bytes(String column) {
        return read(() -> results.getBytes(column));
    }

    public Instant instant(String column) {
        return read(() -> Instant.ofEpochMilli(results.getLong(column)));
    }

    public Optional<Instant> optionalInstant(String column) {
        return read(() -> {
            long milliseconds = results.getLong(column);
            return results.wasNull() ? Optional.<Instant>empty() : Optional.of(Instant.ofEpochMilli(milliseconds));
        });
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (SQLException e) {
            throw SqlFailures.translate(e);
        }
    }
}
