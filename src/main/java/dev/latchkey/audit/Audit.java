package dev.latchkey.audit;

import dev.latchkey.platform.crypto.Uuid7;
import dev.latchkey.platform.db.Sql;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Json;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/// Adds to the audit log.
public final class Audit {
    private final SecureRandom random;

    public Audit(SecureRandom random) {
        this.random = random;
    }

    /// The `User-Agent`s with which something was done from an address before now, on a person's account.
    public List<String> agentsBefore(Tx tx, String userId, String ip) {
        return tx.sql("""
                select distinct user_agent from audit_log
                 where user_id = :user and ip = :ip and created_at < :now and (actor_id is null or actor_id = :user)
                """)
                .bind("user", userId)
                .bind("ip", ip)
                .bind("now", tx.now())
                .list(row -> row.text("user_agent"));
    }

    /// Part of the caller's transaction: without the change there is no entry, and without the entry no change.
    ///
    /// @return the id of the entry
    public String record(Tx tx, AuditEntry entry) {
        var id = Uuid7.next(tx.now(), random);
        bind(insert(tx), id, entry).update();
        return id;
    }

    /// As [#record], for what was done to many at once.
    public void recordAll(Tx tx, Collection<AuditEntry> entries) {
        insert(tx).updateEach(entries, (sql, entry) -> bind(sql, Uuid7.next(tx.now(), random), entry));
    }

    private static Sql insert(Tx tx) {
        return tx.sql("""
                insert into audit_log (id, created_at, event, user_id, actor_id, client_id, client_name, ip, country, city,
                                       user_agent, data)
                values (:id, :now, :event, :user, :actor, :client, :clientName, :ip, :country, :city, :userAgent, :data)
                """).bind("now", tx.now());
    }

    private static Sql bind(Sql sql, String id, AuditEntry entry) {
        var place = Place.of(entry.ip());
        return sql.bind("id", id)
                .bind("event", entry.event())
                .bind("user", entry.userId().orElse(null))
                .bind("actor", entry.actorId().orElse(null))
                .bind("client", entry.clientId().orElse(null))
                .bind("clientName", entry.data().getOrDefault("clientName", ""))
                .bind("ip", entry.ip())
                .bind("country", place.country())
                .bind("city", place.city())
                .bind("userAgent", entry.userAgent())
                .bind("data", Json.text(new TreeMap<>(entry.data())));
    }
}
