package dev.latchkey.audit;

import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Row;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Area;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Caller;
import dev.latchkey.platform.http.Json;
import dev.latchkey.platform.http.ListQuery;
import dev.latchkey.platform.http.Listing;
import dev.latchkey.platform.http.Page;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.jobs.CleanUp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// `/api/audit-logs`: everybody's own entries, and all of them for administrators; and when they go.
public final class AuditLog {
    private static final String COLUMNS =
            "id, created_at, event, user_id, actor_id, ip, user_agent, country, city, client_name, data";

    private static final Listing ALL = listing("audit_log")
            .filterText("clientName", "client_name")
            .filterText("location", "case when country = '" + Place.INTERNAL + "' then 'internal' else 'external' end");

    private static final Listing OWN = listing("(select " + COLUMNS + " from audit_log where user_id = :person) own");

    private final Db db;
    private final Names names;
    private final UnaryOperator<String> device;
    private final Duration retention;

    /// @param names what people are called now
    /// @param device what a `User-Agent` says, in words
    /// @param retention how long entries are kept
    public AuditLog(Db db, Names names, UnaryOperator<String> device, Duration retention) {
        this.db = db;
        this.names = names;
        this.device = device;
        this.retention = retention;
    }

    /// Tells what people are called now.
    @FunctionalInterface
    public interface Names {
        /// @return the usernames of those who still exist, by id
        Map<String, String> of(Tx tx, Collection<String> ids);
    }

    public void routes(Routes routes) {
        routes.signedIn().get("/api/audit-logs", this::own);
        routes.administrator(Area.AUDIT)
                .get("/api/audit-logs/all", this::all)
                .get("/api/audit-logs/filters/client-names", _ -> Reply.json(200, db.read(AuditLog::clientNames)))
                .get("/api/audit-logs/filters/users", _ -> Reply.json(200, db.read(this::people)));
        routes.described(AuditDescription::write);
    }

    public void cleanUp(CleanUp cleanUp) {
        cleanUp.add("audit_log", this::removeExpired);
    }

    private int removeExpired(Tx tx, int most) {
        return tx.sql("""
                delete from audit_log
                 where id in (select id from audit_log where created_at < :oldest order by created_at, id limit :most)
                """)
                .bind("oldest", tx.now().minus(retention))
                .bind("most", most)
                .update();
    }

    private static Listing listing(String table) {
        return Listing.of(table, COLUMNS)
                .sort("createdAt", "created_at")
                .sort("event", "event")
                .sort("ipAddress", "ip")
                .sort("country", "country")
                .sort("city", "city")
                .sort("userAgent", "user_agent")
                .filterText("event", "event")
                .filterText("userID", "user_id");
    }

    private record Stored(
            String id,
            Instant createdAt,
            String event,
            String userId,
            String actorId,
            String ip,
            String userAgent,
            Place place,
            Map<String, String> data) {
        static Stored of(Row row) {
            return new Stored(
                    row.text("id"),
                    row.instant("created_at"),
                    row.text("event"),
                    row.optionalText("user_id").orElse(""),
                    row.optionalText("actor_id").orElse(""),
                    row.text("ip"),
                    row.text("user_agent"),
                    new Place(row.text("country"), row.text("city")),
                    texts(row.text("data")));
        }

        private static Map<String, String> texts(String json) {
            var texts = new TreeMap<String, String>();
            Json.mapper()
                    .readTree(json)
                    .properties()
                    .forEach(member ->
                            texts.put(member.getKey(), member.getValue().asString()));
            return texts;
        }
    }

    private Reply own(Call call) {
        var person = call.caller(Caller.class).userId();
        var query = ListQuery.of(call).withoutSearch();
        return Reply.json(200, db.read(tx -> {
            var page = OWN.page(tx, query, Map.of("person", person), Stored::of);
            var called = called(tx, page.data().stream().map(Stored::actorId));
            return page.map(entry -> view(entry, "", called));
        }));
    }

    private Reply all(Call call) {
        var query = knownPlaces(ListQuery.of(call).withoutSearch());
        return Reply.json(200, db.read(tx -> shown(tx, ALL.page(tx, query, Stored::of))));
    }

    private Page<EntryView> shown(Tx tx, Page<Stored> page) {
        var called = called(tx, page.data().stream().flatMap(entry -> Stream.of(entry.userId(), entry.actorId())));
        return page.map(entry -> view(entry, called.getOrDefault(entry.userId(), ""), called));
    }

    /// A place that nobody knows is no filter.
    private static ListQuery knownPlaces(ListQuery query) {
        var filters = new HashMap<>(query.filters());
        filters.computeIfPresent("location", (_, places) -> {
            var known = places.stream()
                    .filter(place -> place.equals("internal") || place.equals("external"))
                    .toList();
            return known.isEmpty() ? null : known;
        });
        return query.withFilters(filters);
    }

    private Map<String, String> called(Tx tx, Stream<String> ids) {
        return names.of(tx, ids.filter(id -> !id.isEmpty()).distinct().toList());
    }

    private EntryView view(Stored entry, String username, Map<String, String> called) {
        var somebodyElse = entry.actorId().equals(entry.userId()) ? "" : called.getOrDefault(entry.actorId(), "");
        return new EntryView(
                entry.id(),
                entry.createdAt(),
                entry.event(),
                entry.ip(),
                entry.place().country(),
                entry.place().city(),
                device.apply(entry.userAgent()),
                entry.userId(),
                username,
                entry.data().getOrDefault("actorUsername", somebodyElse),
                entry.data());
    }

    /// Hops from one value to the next in the index: `distinct` would read every entry there is.
    private static List<String> clientNames(Tx tx) {
        return tx.sql("""
                with recursive found (name) as (
                  select min(client_name) from audit_log where client_name > ''
                  union all
                  select (select min(client_name) from audit_log where client_name > found.name)
                    from found where found.name is not null)
                select name from found where name is not null order by name
                """).list(row -> row.text("name"));
    }

    private Map<String, String> people(Tx tx) {
        var ids = tx.sql("""
                with recursive found (id) as (
                  select min(user_id) from audit_log
                  union all
                  select (select min(user_id) from audit_log where user_id > found.id)
                    from found where found.id is not null)
                select id from found where id is not null
                """).list(row -> row.text("id"));
        return names.of(tx, ids);
    }
}
