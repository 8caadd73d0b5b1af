package dev.latchkey.platform.db;

import dev.latchkey.platform.Memo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// SQL cut at its `:name` parameters, parsed once per text. Quoted text and `::casts` are left alone.
final class NamedSql {
    /// More texts than there are in the code: lists put theirs together as a request asks for them.
    private static final Memo<String, NamedSql> PARSED = new Memo<>(2_048, NamedSql::cut);

    /// The text between parameters; one more than there are names.
    private final List<String> parts;
    private final List<String> names;
    private final String withoutLists;
    private volatile @Nullable Map<String, Integer> columns;

    private NamedSql(List<String> parts, List<String> names) {
        this.parts = parts;
        this.names = names;
        this.withoutLists = String.join("?", parts);
    }

    static NamedSql parse(String sql) {
        return PARSED.of(sql);
    }

    List<String> names() {
        return names;
    }

    /// The columns of its results by name, counted from 1. One text always has the same.
    Map<String, Integer> columns(ResultSet results) throws SQLException {
        var known = columns;
        if (known == null) {
            var metadata = results.getMetaData();
            known = new HashMap<>();
            for (int i = 1; i <= metadata.getColumnCount(); i++) {
                known.put(metadata.getColumnLabel(i), i);
            }
            columns = known;
        }
        return known;
    }

    /// The text for the driver, with as many `?` for a list as it has elements (`null` for an empty one, which matches
    /// nothing in `in (…)`).
    String expand(Map<String, @Nullable Object> values) {
        boolean lists = false;
        for (var name : names) {
            var value = values.get(name);
            if (value == null && !values.containsKey(name)) {
                throw new IllegalArgumentException("no value for :" + name);
            }
            lists |= value instanceof Collection<?>;
        }
        return lists ? withLists(values) : withoutLists;
    }

    private String withLists(Map<String, @Nullable Object> values) {
        var sql = new StringBuilder(parts.getFirst());
        for (int i = 0; i < names.size(); i++) {
            var name = names.get(i);
            sql.append(values.get(name) instanceof Collection<?> many ? marks(many.size()) : "?");
            sql.append(parts.get(i + 1));
        }
        return sql.toString();
    }

    private static String marks(int count) {
        return count == 0 ? "null" : "?" + ",?".repeat(count - 1);
    }

    private static NamedSql cut(String sql) {
        var parts = new ArrayList<String>();
        var names = new ArrayList<String>();
        var part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            quoted ^= c == '\'';
            boolean cast = c == ':' && (next(sql, i) == ':' || (i > 0 && sql.charAt(i - 1) == ':'));
            if (quoted || c != ':' || cast || !Character.isJavaIdentifierStart(next(sql, i))) {
                part.append(c);
                continue;
            }
            int end = i + 1;
            while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
                end++;
            }
            names.add(sql.substring(i + 1, end));
            parts.add(part.toString());
            part.setLength(0);
            i = end - 1;
        }
        parts.add(part.toString());
        return new NamedSql(List.copyOf(parts), List.copyOf(names));
    }

    private static char next(String sql, int i) {
        return i + 1 < sql.length() ? sql.charAt(i + 1) : ' ';
    }
}
