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
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Which entries are asked for: `filters[event]`, `[userID]`, `[clientID]`, `[clientName]`, `[location]`, a period from
/// `filters[from]` until before `filters[to]`, and a text to look for.
///
/// A text is looked up in what entries have in common (events, apps, places, people), which are few, and entries are
/// then found by the indexes of those: [EntryList].
final class EntryQuery {
    private static final Map<String, Column> FILTERS = Map.of(
            "event", Column.EVENT,
            "userID", Column.USER,
            "clientID", Column.CLIENT,
            "clientName", Column.CLIENT_NAME);

    /// What entries have in common that a text may be part of.
    private static final List<Column> SEARCHED = List.of(Column.EVENT, Column.CLIENT_NAME, Column.COUNTRY, Column.CITY);

    private final ListQuery query;
    private final Map<String, List<String>> filters;
    private final Optional<Instant> from;
    private final Optional<Instant> to;

    private EntryQuery(ListQuery query, Map<String, List<String>> filters) {
        this.query = query;
        this.filters = filters;
        this.from = instant(filters, "from");
        this.to = instant(filters, "to");
    }

    /// @throws dev.latchkey.platform.RefusalException `validation_failed` if a point in time is none: leaving it out
    ///     would show what nobody asked for
    static EntryQuery of(Call call) {
        var query = ListQuery.of(call);
        var filters = new HashMap<String, List<String>>();
        query.filters().forEach((name, values) -> {
            if (!name.isEmpty()) {
                filters.put(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1), values);
            }
        });
        return new EntryQuery(query, filters);
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

    /// Which part of them, and in which order.
    ListQuery query() {
        return query;
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

    /// The entries of one person.
    Criteria ownedBy(Tx tx, String person) {
        return criteria(tx, List.of()).and(Criterion.of("owned", Column.USER, List.of(person)));
    }

    /// Everybody's entries.
    Criteria everybodys(Tx tx, PeopleFinder people) {
        return criteria(tx, query.search().map(text -> people.find(tx, text)).orElse(List.of()));
    }

    /// Finds people by a part of their names.
    @FunctionalInterface
    interface PeopleFinder {
        List<String> find(Tx tx, String text);
    }

    private Criteria criteria(Tx tx, List<String> people) {
        var all = new ArrayList<Criterion>();
        query.search().ifPresent(text -> all.add(new Criterion("found", found(tx, text, people))));
        FILTERS.forEach((name, column) -> {
            if (filters.containsKey(name)) {
                all.add(Criterion.of("filter", column, filters.get(name)));
            }
        });
        place().ifPresent(inside -> all.add(Criterion.of("place", Column.COUNTRY, countries(tx, inside))));
        var period = new Criteria.Period(
                from.map(Instant::toEpochMilli).orElse(Criteria.Period.ALWAYS.from()),
                to.map(Instant::toEpochMilli).orElse(Criteria.Period.ALWAYS.to()));
        return new Criteria(period, all, query.search().isPresent());
    }

    /// Whether entries from inside are wanted, or those from outside. A place that nobody knows is no filter.
    private Optional<Boolean> place() {
        var known = filters.getOrDefault("location", List.of()).stream()
                .filter(place -> place.equals("internal") || place.equals("external"))
                .distinct()
                .toList();
        return known.size() == 1 ? Optional.of(known.getFirst().equals("internal")) : Optional.empty();
    }

    /// Of addresses outside the country may be unknown.
    private static List<String> countries(Tx tx, boolean inside) {
        return inside
                ? List.of(Place.INTERNAL)
                : Stream.concat(Stream.of(""), Distinct.of(tx, Column.COUNTRY).stream())
                        .filter(country -> !country.equals(Place.INTERNAL))
                        .toList();
    }

    private static Map<Column, List<String>> found(Tx tx, String text, List<String> people) {
        var found = new EnumMap<Column, List<String>>(Column.class);
        var part = text.toLowerCase(Locale.ROOT);
        for (var column : SEARCHED) {
            var words = column == Column.EVENT ? part.replace(' ', '_') : part;
            found.put(
                    column,
                    Distinct.of(tx, column).stream()
                            .filter(value -> value.toLowerCase(Locale.ROOT).contains(words))
                            .toList());
        }
        found.put(Column.ADDRESS, address(text).stream().toList());
        found.put(Column.USER, people);
        found.put(Column.ACTOR, people);
        return found;
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
