package dev.latchkey.audit;

import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.DbUnavailable;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.ClientAddress;
import dev.latchkey.platform.jobs.Repeated;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Adds to the audit log what anybody may try as often as they like: sign-ins that failed, requests of apps that were
/// refused. Who tries a thousand times must not fill the log, nor keep the database busy.
///
/// The same attempt (what, why, at which app, on whose account, from which network) is one entry a minute that counts;
/// and beyond a hundred different ones in a minute, the rest of them is one entry for each kind of event. Each process
/// of several keeps its own count.
public final class RefusedAttempts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RefusedAttempts.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final int MOST = 100;

    private final Db db;
    private final Audit audit;
    private final Repeated repeated = new Repeated("refused-attempts", EVERY, EVERY, this::store);

    private final Map<Kind, Counted> counted = new HashMap<>();
    private Instant minute = Instant.EPOCH;

    /// What makes two attempts the same.
    private record Kind(
            String event, String cause, Optional<String> user, Optional<String> client, Optional<String> network) {}

    /// The entry of this minute, and how often it happened again since it was written or counted.
    private static final class Counted {
        private final String id;
        private long more;

        private Counted(String id) {
            this.id = id;
        }
    }

    public RefusedAttempts(Db db, Audit audit) {
        this.db = db;
        this.audit = audit;
    }

    /// Notes an attempt. Not part of a transaction: a refusal changes nothing, and is answered whether this is stored
    /// or not.
    ///
    /// @param cause a word for why, which the entry gets as `cause`
    public synchronized void note(ClientAddress from, AuditEntry entry, String cause) {
        var kind = new Kind(entry.event(), cause, entry.userId(), entry.clientId(), Optional.of(from.limitKey()));
        try {
            beginMinute(db.now().truncatedTo(ChronoUnit.MINUTES));
            if (counted.containsKey(kind) || counted.size() < MOST) {
                count(kind, entry);
            } else {
                var rest = new Kind(entry.event(), "many", Optional.empty(), Optional.empty(), Optional.empty());
                count(rest, AuditEntry.local(entry.event()));
            }
        } catch (DbUnavailable e) {
            LOG.warn("refused_attempt_not_stored event={} cause={}", entry.event(), cause, e);
        }
    }

    private void beginMinute(Instant now) {
        if (!now.equals(minute)) {
            store();
            counted.clear();
            minute = now;
        }
    }

    private void count(Kind kind, AuditEntry entry) {
        var known = counted.get(kind);
        if (known == null) {
            var id = db.write(tx -> audit.record(tx, entry.data("cause", kind.cause())));
            counted.put(kind, new Counted(id));
        } else {
            known.more++;
        }
    }

    /// Writes down what was only counted so far.
    synchronized void store() {
        if (counted.values().stream().allMatch(known -> known.more == 0)) {
            return;
        }
        db.write(tx -> {
            counted.values().stream().filter(known -> known.more > 0).forEach(known -> add(tx, known));
            return true;
        });
        counted.values().forEach(known -> known.more = 0);
    }

    private static void add(Tx tx, Counted known) {
        tx.sql("update audit_log set times = times + :more where id = :id")
                .bind("more", known.more)
                .bind("id", known.id)
                .update();
    }

    public void start() {
        repeated.start();
    }

    @Override
    public void close() {
        repeated.close();
        try {
            store();
        } catch (DbUnavailable e) {
            LOG.warn("refused_attempts_not_stored", e);
        }
    }
}
