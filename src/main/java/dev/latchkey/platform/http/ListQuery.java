package dev.latchkey.platform.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Which part of a list is wanted, read from the address: `pagination[page]`, `pagination[limit]`, `sort[column]`,
/// `sort[direction]`, `search`, `filters[name]`. Nothing here is ever an error: what cannot be used counts as absent.
///
/// @param page from 1
/// @param limit 1 to 100
/// @param column the JSON name of a property
/// @param direction `asc` or `desc`; empty if none of the two was asked for
/// @param filters values by name; several values of one name are alternatives
public record ListQuery(
        int page,
        int limit,
        Optional<String> column,
        Optional<String> direction,
        Optional<String> search,
        Map<String, List<String>> filters) {
    private static final int DEFAULT_LIMIT = 20;
    private static final int MOST = 100;

    public static ListQuery of(Call call) {
        var query = call.query();
        return new ListQuery(
                Math.max(1, number(query.first("pagination[page]"), 1)),
                limit(number(query.first("pagination[limit]"), DEFAULT_LIMIT)),
                query.value("sort[column]"),
                query.value("sort[direction]")
                        .map(direction -> direction.strip().toLowerCase(Locale.ROOT))
                        .filter(direction -> direction.equals("asc") || direction.equals("desc")),
                query.value("search"),
                filters(query));
    }

    /// For lists that are not searched.
    public ListQuery withoutSearch() {
        return new ListQuery(page, limit, column, direction, Optional.empty(), filters);
    }

    public boolean descending() {
        return direction.filter("desc"::equals).isPresent();
    }

    /// What the column that is asked for is called in the database; empty if there is none of that name.
    ///
    /// @param sortable by the JSON names of properties
    public <T> Optional<T> sortedBy(Map<String, T> sortable) {
        return column.flatMap(name -> named(sortable, name));
    }

    /// The case of a name's first letter does not matter.
    static <T> Optional<T> named(Map<String, T> known, String name) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        return Optional.ofNullable(known.get(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1)));
    }

    private static int number(Optional<String> text, int otherwise) {
        return text.filter(digits -> digits.matches("[+-]?[0-9]{1,9}"))
                .map(Integer::parseInt)
                .orElse(otherwise);
    }

    private static int limit(int asked) {
        return asked < 1 ? DEFAULT_LIMIT : Math.min(asked, MOST);
    }

    /// `filters[name]`, `filters[name][]`, `filters[name][0]` all add to the values of `name`.
    private static Map<String, List<String>> filters(Parameters query) {
        var filters = new LinkedHashMap<String, List<String>>();
        for (var parameter : query.names()) {
            int end = parameter.indexOf(']');
            if (parameter.startsWith("filters[") && end > 0) {
                var values = query.all(parameter).stream().map(String::strip).toList();
                filters.computeIfAbsent(parameter.substring("filters[".length(), end), _ -> new ArrayList<>())
                        .addAll(values);
            }
        }
        return filters;
    }
}
