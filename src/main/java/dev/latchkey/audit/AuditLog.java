package dev.latchkey.audit;

import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Area;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Caller;
import dev.latchkey.platform.http.RateLimits;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.jobs.CleanUp;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// `/api/audit-logs`: everybody's own entries, and all of them for administrators, as lists and as files; and when they
/// go.
public final class AuditLog {
    /// How many entries of a file are read at a time. Between them no connection is held.
    private static final int BATCH = 1000;

    private static final RateLimits.Policy EXPORTS = new RateLimits.Policy("export", Duration.ofSeconds(10), 10);

    private final Db db;
    private final Audit audit;
    private final People people;
    private final UnaryOperator<String> device;
    private final Duration retention;
    private final RateLimits limits;

    /// @param people what people are called now
    /// @param device what a `User-Agent` says, in words
    /// @param retention how long entries are kept
    public AuditLog(
            Db db, Audit audit, People people, UnaryOperator<String> device, Duration retention, RateLimits limits) {
        this.db = db;
        this.audit = audit;
        this.people = people;
        this.device = device;
        this.retention = retention;
        this.limits = limits;
    }

    /// Tells what people are called now.
    public interface People {
        /// @return the usernames of those who still exist, by id
        Map<String, String> usernames(Tx tx, Collection<String> ids);

        /// @return the ids of people whose names contain a text; of more than a thousand, some
        List<String> matching(Tx tx, String text);
    }

    public void routes(Routes routes) {
        routes.signedIn().get("/api/audit-logs", this::own).get("/api/audit-logs/export", this::exportOwn);
        routes.administrator(Area.AUDIT)
                .get("/api/audit-logs/all", this::all)
                .get("/api/audit-logs/all/export", this::exportAll)
                .get("/api/audit-logs/activity", this::activity)
                .get(
                        "/api/audit-logs/filters/client-names",
                        _ -> Reply.json(200, db.read(tx -> Distinct.of(tx, Column.CLIENT_NAME))))
                .get("/api/audit-logs/filters/users", _ -> Reply.json(200, db.read(this::everybody)));
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

    private Reply own(Call call) {
        var person = call.caller(Caller.class).userId();
        var wanted = EntryQuery.of(call);
        return Reply.json(200, db.read(tx -> {
            var page = EntryList.page(tx, wanted.ownedBy(tx, person), wanted.query());
            var called = called(tx, page.data().stream().map(StoredEntry::actorId));
            return page.map(entry -> entry.view("", called, device));
        }));
    }

    private Reply all(Call call) {
        var wanted = EntryQuery.of(call);
        return Reply.json(200, db.read(tx -> {
            var page = EntryList.page(tx, wanted.everybodys(tx, people::matching), wanted.query());
            var called = called(tx, page.data().stream().flatMap(StoredEntry::people));
            return page.map(entry -> entry.view(called.getOrDefault(entry.userId(), ""), called, device));
        }));
    }

    private Reply activity(Call call) {
        var zone = Activity.zone(call.query().value("zone"));
        return Reply.json(200, db.read(tx -> Activity.of(tx, zone)));
    }

    private Reply exportOwn(Call call) {
        var caller = call.caller(Caller.class);
        var format = AuditExport.parse(call.query().value("format"));
        var wanted = EntryQuery.of(call);
        limits.take(EXPORTS, caller.userId());
        var criteria = db.read(tx -> wanted.ownedBy(tx, caller.userId()));
        return file(format, criteria, _ -> "");
    }

    /// Whoever takes everybody's entries away leaves one.
    private Reply exportAll(Call call) {
        var caller = call.caller(Caller.class);
        var format = AuditExport.parse(call.query().value("format"));
        var wanted = EntryQuery.of(call);
        limits.take(EXPORTS, caller.userId());
        var criteria = db.write(tx -> {
            audit.record(
                    tx,
                    AuditEntry.of(call, "AUDIT_LOG_EXPORTED")
                            .actor(caller.userId())
                            .data("format", format.spelling())
                            .data("filters", wanted.text()));
            return wanted.everybodys(tx, people::matching);
        });
        return file(format, criteria, StoredEntry::userId);
    }

    /// @param named the id of whom an entry's `username` names
    private Reply file(AuditExport format, Criteria criteria, Function<StoredEntry, String> named) {
        var until = db.now();
        var name = "audit-log-" + LocalDate.ofInstant(until, ZoneOffset.UTC) + "." + format.spelling();
        return Reply.stream(200, format.contentType(), out -> write(out, format, criteria, until, named))
                .asFile(name);
    }

    private record Batch(List<StoredEntry> entries, Map<String, String> called) {}

    /// Oldest first, up to the moment it was asked for.
    private void write(
            OutputStream out, AuditExport format, Criteria criteria, Instant until, Function<StoredEntry, String> named)
            throws IOException {
        format.begin(out);
        boolean first = true;
        var after = Instant.EPOCH;
        var id = "";
        while (true) {
            var batch = batch(criteria, until, after, id);
            for (var entry : batch.entries()) {
                var username = batch.called().getOrDefault(named.apply(entry), "");
                format.write(out, entry.view(username, batch.called(), device), first);
                first = false;
            }
            if (batch.entries().size() < BATCH) {
                break;
            }
            after = batch.entries().getLast().createdAt();
            id = batch.entries().getLast().id();
        }
        format.end(out);
    }

    private Batch batch(Criteria criteria, Instant until, Instant after, String id) {
        return db.read(tx -> {
            var sql = tx.sql("""
                    select %s from audit_log
                     where %s and (created_at, id) > (:after, :afterId) and created_at <= :until
                     order by created_at, id limit :most
                    """.formatted(StoredEntry.COLUMNS, criteria.sql(tx.dialect())));
            var entries = criteria.bind(sql)
                    .bind("after", after)
                    .bind("afterId", id)
                    .bind("until", until)
                    .bind("most", BATCH)
                    .list(StoredEntry::of);
            return new Batch(entries, called(tx, entries.stream().flatMap(StoredEntry::people)));
        });
    }

    private Map<String, String> called(Tx tx, Stream<String> ids) {
        return people.usernames(tx, ids.filter(id -> !id.isEmpty()).distinct().toList());
    }

    private Map<String, String> everybody(Tx tx) {
        return people.usernames(tx, Distinct.of(tx, Column.USER));
    }
}
