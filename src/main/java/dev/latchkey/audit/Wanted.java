package dev.latchkey.audit;

import dev.latchkey.audit.places.Place;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.ListQuery;
import java.net.InetAddress;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Which entries are asked for: `filters[event]`, `[userID]`, `[clientID]`, `[clientName]`, `[location]`, a period from
/// `filters[from]` until before `filters[to]`, and a text to look for.
///
/// A text is looked up in what entries have in common (events, apps, places, people), and entries are then found by
/// their indexes: nothing reads the whole table.
final class Wanted {
    private static final Map<String, String> COLUMNS =
            Map.of("event", "event", "userID", "user_id", "clientID", "client_id", "clientName", "client_name");

    /// What entries have in common that a text may be part of; each is the first column of an index.
    private static final List<String> SEARCHED = List.of("event", "client_name", "country", "city");

    private final ListQuery query;
    private final Map<String, List<String>> filters;
    private final Optional<Instant> from;
    private final Optional<Instant> to;

    private Wanted(ListQuery query, Map<String, List<String>> filters) {
        this.query = query;
        this.filters = filters;
        this.from = instant(filters, "from");
        this.to = instant(filters, "to");
    }

    /// @throws dev.latchkey.platform.RefusalException `validation_failed` if a point in time is none: leaving it out
    ///     would show what nobody asked for
    static Wanted of(Call call) {
        var query = ListQuery.of(call);
        var filters = new HashMap<String, List<String>>();
        query.filters().forEach((name, values) -> {
            if (!name.isEmpty()) {
                filters.put(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1), values);
            }
        });
        return new Wanted(query, filters);
    }

    private static Optional<Instant> instant(Map<String, List<String>> filters, String name) {
        return filters.getOrDefault(name, List.of()).stream()
                .filter(text -> !text.isEmpty())
                .findFirst()
                .map(text -> {
                    try {
                        // What a `long` of milliseconds cannot hold is none of our moments.
                        return Instant.ofEpochMilli(Instant.parse(text).toEpochMilli());
                    } catch (DateTimeParseException | ArithmeticException _) {
                        throw new Refusal.Invalid(
                                        "filters[" + name + "]", "invalid_format", "must be a date and time (RFC 3339)")
                                .asException();
                    }
                });
    }

    /// Page and order, nothing else.
    ListQuery paging() {
        return query.withoutSearch().withFilters(Map.of());
    }

    /// What was asked for, for the entry about an export.
    String text() {
        var parts = new ArrayList<String>();
        filters.forEach((name, values) -> parts.add(name + "=" + String.join("|", values)));
        query.search().ifPresent(text -> parts.add("search=" + text));
        parts.sort(null);
        var text = String.join(", ", parts);
        return text.length() > 500 ? text.substring(0, 500) : text;
    }

    /// A condition over the columns of `audit_log`, and what is bound in it.
    record Condition(String sql, Map<String, Object> values) {}

    /// The entries of one person.
    Condition ownedBy(Tx tx, String person) {
        var condition = condition(tx, List.of());
        var values = new HashMap<>(condition.values());
        values.put("person", person);
        return new Condition("user_id = :person and " + condition.sql(), values);
    }

    /// Everybody's entries.
    Condition everybodys(Tx tx, PeopleFinder people) {
        return condition(tx, query.search().map(text -> people.find(tx, text)).orElse(List.of()));
    }

    /// Finds people by a part of their names.
    @FunctionalInterface
    interface PeopleFinder {
        List<String> find(Tx tx, String text);
    }

    private Condition condition(Tx tx, List<String> people) {
        var conditions = new ArrayList<String>();
        var values = new HashMap<String, Object>();
        COLUMNS.forEach((name, column) -> {
            if (filters.containsKey(name)) {
                conditions.add(column + " in (:" + name + ")");
                values.put(name, filters.get(name));
            }
        });
        conditions.addAll(places());
        from.ifPresent(time -> {
            conditions.add("created_at >= :from");
            values.put("from", time);
        });
        to.ifPresent(time -> {
            conditions.add("created_at < :to");
            values.put("to", time);
        });
        query.search().ifPresent(text -> {
            conditions.add(found(tx, text, people, values));
        });
        conditions.add("1 = 1");
        return new Condition(String.join(" and ", conditions), values);
    }

    /// A place that nobody knows is no filter.
    private List<String> places() {
        var known = filters.getOrDefault("location", List.of()).stream()
                .filter(place -> place.equals("internal") || place.equals("external"))
                .distinct()
                .toList();
        return known.size() != 1
                ? List.of()
                : List.of(
                        "country " + (known.getFirst().equals("internal") ? "=" : "<>") + " '" + Place.INTERNAL + "'");
    }

    private static String found(Tx tx, String text, List<String> people, Map<String, Object> values) {
        var found = new ArrayList<String>();
        for (var column : SEARCHED) {
            var part = text.toLowerCase(Locale.ROOT);
            var words = column.equals("event") ? part.replace(' ', '_') : part;
            var fitting = Distinct.of(tx, column).stream()
                    .filter(value -> value.toLowerCase(Locale.ROOT).contains(words))
                    .toList();
            if (!fitting.isEmpty()) {
                found.add(column + " in (:found_" + column + ")");
                values.put("found_" + column, fitting);
            }
        }
        address(text).ifPresent(ip -> {
            found.add("ip = :found_ip");
            values.put("found_ip", ip);
        });
        if (!people.isEmpty()) {
            found.add("user_id in (:found_people)");
            found.add("actor_id in (:found_people)");
            values.put("found_people", people);
        }
        return found.isEmpty() ? "1 = 0" : "(" + String.join(" or ", found) + ")";
    }

    /// A whole address, in the form that entries have it in.
    private static Optional<String> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text.strip()).getHostAddress());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
