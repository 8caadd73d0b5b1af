package dev.latchkey.audit;

import dev.latchkey.audit.places.Place;
import dev.latchkey.audit.places.Places;
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
    private final Places places;

    public Audit(SecureRandom random, Places places) {
        this.random = random;
        this.places = places;
    }

    /// Where an address is, as entries say it.
    ///
    /// @param ip an address, or nothing
    public Place placeOf(String ip) {
        return places.of(ip);
    }

    /// The `User-Agent`s with which something was done from an address before now, by a person on their own account.
    /// What was refused was not done.
    public List<String> agentsBefore(Tx tx, String userId, String ip) {
        return tx.sql("""
                select distinct user_agent from audit_log
                 where user_id = :user and ip = :ip and created_at < :now and (actor_id is null or actor_id = :user)
                   and event not in (:refusals)
                """)
                .bind("user", userId)
                .bind("ip", ip)
                .bind("now", tx.now())
                .bind("refusals", Activity.REFUSALS)
                .list(row -> row.text("user_agent"));
    }

    /// The countries a person signed in from before now, as far as they are known.
    public List<String> countriesBefore(Tx tx, String userId) {
        return tx.sql("""
                select distinct country from audit_log
                 where user_id = :user and created_at < :now and event in (:signIns) and country not in ('', :internal)
                """)
                .bind("user", userId)
                .bind("now", tx.now())
                .bind("signIns", Activity.SIGN_INS)
                .bind("internal", Place.INTERNAL)
                .list(row -> row.text("country"));
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

    private Sql bind(Sql sql, String id, AuditEntry entry) {
        var place = placeOf(entry.ip());
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
