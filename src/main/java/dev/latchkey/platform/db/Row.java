package dev.latchkey.platform.db;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.core.CoreResultSet;

/// The current row of a result, by column name.
public final class Row {
    private final ResultSet results;
    private final Map<String, Integer> columns;

    /// SQLite's driver gives a text through a buffer that the library makes for each one; its bytes come at once.
    private final boolean ofSqlite;

    Row(ResultSet results, Map<String, Integer> columns) {
        this.results = results;
        this.columns = columns;
        this.ofSqlite = results instanceof CoreResultSet;
    }

    /// The text of a column that is never null.
    public String text(String column) {
        return Objects.requireNonNull(nullableText(column), column);
    }

    public Optional<String> optionalText(String column) {
        return Optional.ofNullable(nullableText(column));
    }

    private @Nullable String nullableText(String column) {
        try {
            int index = index(column);
            if (!ofSqlite) {
                return results.getString(index);
            }
            var bytes = results.getBytes(index);
            return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
        } catch (SQLException e) {
            throw SqlFailures.translate(e);
        }
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
