package dev.latchkey.audit;

import dev.latchkey.platform.db.Dialect;
import dev.latchkey.platform.db.Sql;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// One thing that entries have to be: what they have in one of some columns is one of some values.
///
/// @param name what its parameters begin with
/// @param alternatives the values by column; a column without values is left out
record Criterion(String name, Map<Column, List<String>> alternatives) {
    Criterion {
        var some = new LinkedHashMap<Column, List<String>>();
        alternatives.forEach((column, values) -> {
            if (!values.isEmpty()) {
                some.put(column, List.copyOf(values));
            }
        });
        alternatives = some;
    }

    static Criterion of(String name, Column column, List<String> values) {
        return new Criterion(name, Map.of(column, values));
    }

    /// Whether no entry can be that.
    boolean impossible() {
        return alternatives.isEmpty();
    }

    /// Whether an index has all such entries in the order of time.
    boolean ordered() {
        return alternatives.size() == 1
                && alternatives.values().iterator().next().size() == 1;
    }

    /// That an entry is that.
    String sql(Dialect dialect) {
        return impossible()
                ? "1 = 0"
                : alternatives.keySet().stream()
                        .map(column -> sql(dialect, column))
                        .collect(Collectors.joining(" or ", "(", ")"));
    }

    /// That it is that by one of the columns.
    String sql(Dialect dialect, Column column) {
        return column.isOneOf(
                dialect,
                parameter(column),
                alternatives.getOrDefault(column, List.of()).size());
    }

    void bind(Sql sql) {
        alternatives.forEach((column, values) -> {
            Object many = sql.dialect() == Dialect.SQLITE ? values : values.toArray(String[]::new);
            sql.bind(parameter(column), values.size() == 1 ? values.getFirst() : many);
        });
    }

    private String parameter(Column column) {
        return name + "_" + column.sql();
    }
}
