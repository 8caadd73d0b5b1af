package dev.latchkey.platform.http;

import dev.latchkey.platform.db.Row;
import dev.latchkey.platform.db.Sql;
import dev.latchkey.platform.db.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// One list of the REST API: the table, and what it may be sorted and filtered by. A page of it takes two statements,
/// one that counts and one that reads.
///
/// Column texts are ours; of a request only values are bound. Whatever is searchable stands folded in a column
/// `search_text` of the table.
public final class Listing {
    private final String table;
    private final String columns;
    private final String order;
    private final Map<String, String> sortable;
    private final Map<String, Filter> filters;

    private record Filter(String column, boolean flag) {}

    private Listing(
            String table, String columns, String order, Map<String, String> sortable, Map<String, Filter> filters) {
        this.table = table;
        this.columns = columns;
        this.order = order;
        this.sortable = Map.copyOf(sortable);
        this.filters = Map.copyOf(filters);
    }

    /// In the order of creation unless the query names a column.
    ///
    /// @param table one that has `id`, `created_at` and, where it is searched, `search_text`;
    ///     or a query in brackets that has a name
    public static Listing of(String table, String columns) {
        return new Listing(table, columns, "created_at", Map.of(), Map.of());
    }

    /// @param property the JSON name
    /// @param expression a column, or an expression over the row
    public Listing sort(String property, String expression) {
        var more = new LinkedHashMap<>(sortable);
        more.put(property, expression);
        return new Listing(table, columns, order, more, filters);
    }

    /// @param column a boolean one
    public Listing filterFlag(String property, String column) {
        return filter(property, new Filter(column, true));
    }

    /// @param expression of type text
    public Listing filterText(String property, String expression) {
        return filter(property, new Filter(expression, false));
    }

    private Listing filter(String property, Filter filter) {
        var more = new LinkedHashMap<>(filters);
        more.put(property, filter);
        return new Listing(table, columns, order, sortable, more);
    }

    public <T> Page<T> page(Tx tx, ListQuery query, Function<Row, T> map) {
        return page(tx, query, Map.of(), map);
    }

    /// @param fixed what the table, if it is a query itself, is bound to
    public <T> Page<T> page(Tx tx, ListQuery query, Map<String, Object> fixed, Function<Row, T> map) {
        var values = new HashMap<String, Object>(fixed);
        var where = where(query, values);
        long items =
                bind(tx.sql("select count(*) from " + table + where), values).count();
        var pagination = Page.Pagination.of(query, items);
        var rows = bind(
                        tx.sql("select " + columns + " from " + table + where + order(query)
                                + " limit :limit offset :offset"),
                        values)
                .bind("limit", pagination.itemsPerPage())
                .bind("offset", pagination.offset())
                .list(map);
        return new Page<>(rows, pagination);
    }

    private static Sql bind(Sql sql, Map<String, Object> values) {
        values.forEach(sql::bind);
        return sql;
    }

    private String where(ListQuery query, Map<String, Object> values) {
        var conditions = new ArrayList<String>();
        query.search().ifPresent(text -> {
            conditions.add("search_text like :search escape '\\'");
            values.put("search", "%" + text.toLowerCase(Locale.ROOT).replace("\\", "\\\\") + "%");
        });
        query.filters()
                .forEach((name, wanted) -> named(filters, name).ifPresent(filter -> {
                    var parameter = "filter" + conditions.size();
                    conditions.add(filter.column() + " in (:" + parameter + ")");
                    values.put(parameter, filter.flag() ? flags(wanted) : wanted);
                }));
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    private static List<Boolean> flags(List<String> wanted) {
        return wanted.stream()
                .filter(value -> value.equals("true") || value.equals("false"))
                .map(Boolean::valueOf)
                .toList();
    }

    /// Ties are broken by id, so that pages neither overlap nor leave rows out.
    private String order(ListQuery query) {
        var expression = query.column().flatMap(column -> named(sortable, column));
        var direction = expression.isPresent() && query.descending() ? " desc" : "";
        return " order by " + expression.orElse(order) + direction + ", id" + direction;
    }

    /// The case of a name's first letter does not matter.
    private static <T> Optional<T> named(Map<String, T> known, String name) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        return Optional.ofNullable(known.get(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1)));
    }
}
