package dev.latchkey.platform.db;

import dev.latchkey.platform.logs.LogSettings;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One statement: bind its parameters, then run it once.
///
/// A parameter may be text, a number, a boolean, bytes, an [Instant] (stored as UTC milliseconds), null, or a
/// collection of texts, which stands for a list as in `in (:ids)` and may be empty. PostgreSQL also takes an array of
/// texts, which is one value however many they are.
public final class Sql {
    private static final Logger LOG = LoggerFactory.getLogger(Sql.class);

    private final DbConnection session;
    private final String text;
    private final Map<String, @Nullable Object> values = new HashMap<>();
    private boolean plannedAnew;

    Sql(DbConnection session, String text) {
        this.session = session;
        this.text = text;
    }

    public Sql bind(String name, @Nullable Object value) {
        values.put(name, value);
        return this;
    }

    /// Has PostgreSQL plan it for the values it is bound to. What has run ten times it otherwise plans once and for any
    /// values, and goes through all rows for one that few have. SQLite always plans once.
    public Sql plannedAnew() {
        plannedAnew = true;
        return this;
    }

    /// What it runs on.
    public Dialect dialect() {
        return session.dialect();
    }

    /// Runs it and tells how many rows it changed.
    public int update() {
        return run((prepared, _) -> prepared.statement().executeUpdate());
    }

    /// Runs it once for each of several rows, bound to what belongs to all and then to what belongs to the row: one
    /// trip
    /// to the database, not one for each.
    ///
    /// @param bind binds what belongs to a row; no lists, and the same parameters each time
    public <T> void updateEach(Collection<T> rows, BiConsumer<Sql, T> bind) {
        if (rows.isEmpty()) {
            return;
        }
        bind.accept(this, rows.iterator().next());
        run((prepared, parsed) -> {
            var statement = prepared.statement();
            for (var row : rows) {
                bind.accept(this, row);
                bindAll(statement, parsed.names());
                statement.addBatch();
            }
            return statement.executeBatch();
        });
    }

    /// Runs it and maps every row.
    public <T> List<T> list(Function<Row, T> map) {
        return run((prepared, parsed) -> {
            try (var results = prepared.query()) {
                var row = new Row(results, parsed.columns(results));
                var rows = new ArrayList<T>();
                while (results.next()) {
                    rows.add(map.apply(row));
                }
                return rows;
            }
        });
    }

    /// Runs it and maps the first row, if there is one.
    public <T> Optional<T> first(Function<Row, T> map) {
        return run((prepared, parsed) -> {
            try (var results = prepared.query()) {
                return results.next()
                        ? Optional.of(map.apply(new Row(results, parsed.columns(results))))
                        : Optional.<T>empty();
            }
        });
    }

    /// Runs it and makes one thing of all rows: of the first, to which then every row is added, the first as well.
    public <T> Optional<T> gather(Function<Row, T> first, BiConsumer<T, Row> add) {
        return run((prepared, parsed) -> {
            try (var results = prepared.query()) {
                if (!results.next()) {
                    return Optional.<T>empty();
                }
                var row = new Row(results, parsed.columns(results));
                var whole = first.apply(row);
                do {
                    add.accept(whole, row);
                } while (results.next());
                return Optional.of(whole);
            }
        });
    }

    /// Whether it finds a row.
    public boolean exists() {
        return first(_ -> true).isPresent();
    }

    /// The first column of the first row, as a whole number; 0 without a row.
    public long count() {
        return run((prepared, _) -> {
            try (var results = prepared.query()) {
                return results.next() ? results.getLong(1) : 0L;
            }
        });
    }

    private interface Step<T> {
        T run(Prepared prepared, NamedSql parsed) throws SQLException;
    }

    private <T> T run(Step<T> step) {
        var parsed = NamedSql.parse(text);
        var sql = parsed.expand(values);
        if (LogSettings.statements()) {
            LOG.debug(
                    "statement sql=\"{}\" parameters={}", text.strip().replaceAll("\\s+", " "), kinds(parsed.names()));
        }
        try {
            var prepared = session.prepare(sql, plannedAnew);
            boolean whole = false;
            try {
                bindAll(prepared.statement(), parsed.names());
                var result = step.run(prepared, parsed);
                whole = true;
                return result;
            } finally {
                session.release(sql, prepared, whole);
            }
        } catch (SQLException e) {
            throw SqlFailures.translate(e);
        }
    }

    /// What is bound, by type and length: values may be secrets.
    private Map<String, String> kinds(List<String> names) {
        var kinds = new LinkedHashMap<String, String>();
        names.forEach(name -> kinds.put(name, kind(values.get(name))));
        return kinds;
    }

    private static String kind(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof String one) {
            return "text(" + one.length() + ")";
        }
        if (value instanceof byte[] bytes) {
            return "bytes(" + bytes.length + ")";
        }
        if (value instanceof Collection<?> many) {
            return "list(" + many.size() + ")";
        }
        return value.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private void bindAll(PreparedStatement statement, List<String> names) throws SQLException {
        int index = 1;
        for (var name : names) {
            var value = values.get(name);
            if (value instanceof Collection<?> many) {
                for (var one : many) {
                    set(statement, index++, one);
                }
            } else {
                set(statement, index++, value);
            }
        }
    }

    private static void set(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        // No `switch` over types: its first use generates a class, at every start anew, before the server listens.
        if (value == null) {
            statement.setNull(index, Types.NULL);
        } else if (value instanceof String text) {
            statement.setString(index, text);
        } else if (value instanceof Instant time) {
            statement.setLong(index, time.toEpochMilli());
        } else if (value instanceof Long number) {
            statement.setLong(index, number);
        } else if (value instanceof Integer number) {
            statement.setInt(index, number);
        } else if (value instanceof Boolean flag) {
            statement.setBoolean(index, flag);
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else if (value instanceof String[] texts) {
            statement.setArray(index, statement.getConnection().createArrayOf("text", texts));
        } else {
            throw new IllegalArgumentException("cannot bind a " + value.getClass());
        }
    }
}
