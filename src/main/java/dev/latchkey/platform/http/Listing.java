package dev.latchkey.platform.http;

import dev.latchkey.platform.db.Containing;
import dev.latchkey.platform.db.Dialect;
import dev.latchkey.platform.db.Row;
import dev.latchkey.platform.db.Sql;
import dev.latchkey.platform.db.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// One list of the REST API: the table, and what it may be sorted and filtered by. A page of it takes three statements:
/// one counts, one puts ids in order, which indexes hold, and one reads the rows of the page. A search is a fourth: a
/// text within texts is found by reading them all, so that is done once, and where it finds few, the others look at
/// those alone.
///
/// Column texts are ours; of a request only values are bound. Whatever is searchable stands folded in a column
/// `search_text` of the table.
public final class Listing {
    /// Up to how many rows that a search found are named one by one.
    private static final int FEW = 500;

    private final String table;
    private final String columns;
    private final String order;
    private final Map<String, Order> sortable;
    private final Map<String, Filter> filters;
    private final Optional<String> elsewhere;

    private record Filter(String column, boolean flag) {}

    /// @param directed whether it counts only where a direction is asked for as well
    private record Order(String expression, boolean directed) {}

    private Listing(
            String table,
            String columns,
            String order,
            Map<String, Order> sortable,
            Map<String, Filter> filters,
            Optional<String> elsewhere) {
        this.table = table;
        this.columns = columns;
        this.order = order;
        this.sortable = Map.copyOf(sortable);
        this.filters = Map.copyOf(filters);
        this.elsewhere = elsewhere;
    }

    /// In the order of creation unless the query names a column.
    ///
    /// @param table one that has `id`, `created_at` and, where it is searched, `search_text`;
    ///     or a query in brackets that has a name
    public static Listing of(String table, String columns) {
        return new Listing(table, columns, "created_at", Map.of(), Map.of(), Optional.empty());
    }

    /// @param property the JSON name
    /// @param expression a column, or an expression over the row
    public Listing sort(String property, String expression) {
        return sort(property, new Order(expression, false));
    }

    /// The same for what is not a column of the rows: it is ignored unless `sort[direction]` is `asc` or `desc`.
    ///
    /// @param property the JSON name
    public Listing sortIfDirected(String property, String expression) {
        return sort(property, new Order(expression, true));
    }

    private Listing sort(String property, Order order) {
        var more = new LinkedHashMap<>(sortable);
        more.put(property, order);
        return new Listing(table, columns, this.order, more, filters, elsewhere);
    }

    /// With a search that also finds what is not in `search_text`.
    ///
    /// @param ids a query for ids of rows that are there, as `id`; what it is bound to is given with the page
    public Listing alsoFound(String ids) {
        return new Listing(table, columns, order, sortable, filters, Optional.of(ids));
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
        return new Listing(table, columns, order, sortable, more, elsewhere);
    }

    public <T> Page<T> page(Tx tx, ListQuery query, Function<Row, T> map) {
        return page(tx, query, Map.of(), map);
    }

    /// @param fixed what the table, if it is a query itself, is bound to
    public <T> Page<T> page(Tx tx, ListQuery query, Map<String, Object> fixed, Function<Row, T> map) {
        var values = new HashMap<String, Object>(fixed);
        var filtered = filtered(query, values);
        if (query.search().isEmpty()) {
            return page(tx, query, where(filtered), values, map);
        }
        var containing =
                Containing.of(tx.dialect(), "search_text", query.search().get());
        values.putAll(containing.values());
        var found = few(tx, containing.sql(), filtered, values);
        if (found.size() > FEW) {
            var searched = elsewhere
                    .map(ids -> "(" + containing.sql() + " or id in (" + ids + "))")
                    .orElse(containing.sql());
            return page(tx, query, where(searched, filtered), values, map);
        }
        values.put("found", found);
        if (elsewhere.isEmpty()) {
            return rows(tx, query, " where id in (:found)", values, found.size(), map);
        }
        var named = found.isEmpty() ? "" : " union all select id from " + table + " where id in (:found)";
        var ids = elsewhere.get() + named;
        var where = where("id in (" + ids + ")", filtered);
        long items = filtered.isEmpty()
                ? bind(tx.sql("select count(distinct id) from (" + ids + ") as ids"), values)
                        .count()
                : count(tx, where, values);
        if (items > FEW && tx.dialect() == Dialect.SQLITE) {
            // It would look all of them up and put them in order; this way it follows the order and sees who is found.
            where = where("+id in (" + ids + ")", filtered);
        }
        return rows(tx, query, where, values, items, map);
    }

    private <T> Page<T> page(Tx tx, ListQuery query, String where, Map<String, Object> values, Function<Row, T> map) {
        return rows(tx, query, where, values, count(tx, where, values), map);
    }

    /// What fits a condition, or one more than are named.
    private List<String> few(Tx tx, String searched, List<String> filtered, Map<String, Object> values) {
        return bind(tx.sql("select id from " + table + where(searched, filtered) + " limit :few"), values)
                .bind("few", FEW + 1)
                .list(row -> row.text("id"));
    }

    private long count(Tx tx, String where, Map<String, Object> values) {
        return bind(tx.sql("select count(*) from " + table + where), values).count();
    }

    private <T> Page<T> rows(
            Tx tx, ListQuery query, String where, Map<String, Object> values, long items, Function<Row, T> map) {
        var sql = "select id from " + table + where + order(query) + " limit :limit offset :offset";
        return Page.of(query, items, (limit, offset) -> {
            var ids = bind(tx.sql(sql), values)
                    .bind("limit", limit)
                    .bind("offset", offset)
                    .list(row -> row.text("id"));
            return byId(tx, ids, values, map);
        });
    }

    private <T> List<T> byId(Tx tx, List<String> ids, Map<String, Object> values, Function<Row, T> map) {
        var rows = new HashMap<String, T>();
        bind(tx.sql("select id as listed, " + columns + " from " + table + " where id in (:listed)"), values)
                .bind("listed", ids)
                .list(row -> rows.put(row.text("listed"), map.apply(row)));
        return ids.stream().flatMap(id -> Stream.ofNullable(rows.get(id))).toList();
    }

    private static Sql bind(Sql sql, Map<String, Object> values) {
        values.forEach(sql::bind);
        return sql.plannedAnew();
    }

    private static String where(List<String> conditions) {
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    private static String where(String searched, List<String> filtered) {
        return where(Stream.concat(Stream.of(searched), filtered.stream()).toList());
    }

    private List<String> filtered(ListQuery query, Map<String, Object> values) {
        var conditions = new ArrayList<String>();
        query.filters()
                .forEach((name, wanted) -> ListQuery.named(filters, name).ifPresent(filter -> {
                    var parameter = "filter" + conditions.size();
                    conditions.add(filter.column() + " in (:" + parameter + ")");
                    values.put(parameter, filter.flag() ? flags(wanted) : wanted);
                }));
        return conditions;
    }

    private static List<Boolean> flags(List<String> wanted) {
        return wanted.stream()
                .filter(value -> value.equals("true") || value.equals("false"))
                .map(Boolean::valueOf)
                .toList();
    }

    /// Ties are broken by id, so that pages neither overlap nor leave rows out.
    private String order(ListQuery query) {
        var wanted = query.sortedBy(sortable)
                .filter(column -> !column.directed() || query.direction().isPresent());
        var direction = wanted.isPresent() && query.descending() ? " desc" : "";
        return " order by " + wanted.map(Order::expression).orElse(order) + direction + ", id" + direction;
    }
}
