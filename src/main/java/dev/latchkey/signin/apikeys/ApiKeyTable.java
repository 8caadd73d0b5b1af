package dev.latchkey.signin.apikeys;

import dev.latchkey.directory.users.UserId;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.crypto.Alphabet;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.crypto.Uuid7;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.ListQuery;
import dev.latchkey.platform.http.Listing;
import dev.latchkey.platform.http.Page;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The keys, and the rules over them: everybody has their own and nobody else's, and only an expired one is renewed.
final class ApiKeyTable {
    /// Use is for people to see, who need it to the minute; a write for each request would be waste.
    private static final Duration USE_WRITTEN_EVERY = Duration.ofMinutes(5);

    private static final int LENGTH = 32;

    private static final Listing LISTING = Listing.of(
                    "(select " + ApiKey.COLUMNS + " from api_keys where user_id = :owner) own", ApiKey.COLUMNS)
            .sort("createdAt", "created_at")
            .sort("name", "name")
            .sort("expiresAt", "expires_at")
            .sort("lastUsedAt", "coalesce(last_used_at, 0)");

    private final SecureRandom random;

    ApiKeyTable(SecureRandom random) {
        this.random = random;
    }

    /// A key, and its value, to be shown once.
    record Fresh(ApiKey key, Secret value) {}

    /// A key that was sent, and what its owner is at this moment.
    record Sent(ApiKey key, boolean administrator, boolean disabled, boolean useIsDue) {}

    Page<ApiKey> list(Tx tx, UserId owner, ListQuery query) {
        return LISTING.page(tx, query, Map.of("owner", owner.value()), ApiKey::of);
    }

    Optional<Sent> sent(Tx tx, Secret value) {
        return tx.sql("""
                select k.id, k.user_id, k.name, k.description, k.scopes, k.address_ranges, k.ok_after_delete,
                       k.mail_login_code, k.expires_at, k.expiration_email_sent, k.created_at, k.last_used_at, k.last_used_ip,
                       u.is_admin, u.disabled
                  from api_keys k join users u on u.id = k.user_id
                 where k.hash = :hash and k.expires_at > :now
                """).bind("hash", value.hash()).bind("now", tx.now()).first(row -> {
            var key = ApiKey.of(row);
            boolean due = key.lastUsedAt()
                    .filter(used -> used.isAfter(tx.now().minus(USE_WRITTEN_EVERY)))
                    .isEmpty();
            return new Sent(key, row.flag("is_admin"), row.flag("disabled"), due);
        });
    }

    void used(Tx tx, ApiKey key, String ip) {
        tx.sql("""
                update api_keys set last_used_at = :now, last_used_ip = :ip
                 where id = :id and (last_used_at is null or last_used_at <= :due)
                """)
                .bind("id", key.id())
                .bind("now", tx.now())
                .bind("due", tx.now().minus(USE_WRITTEN_EVERY))
                .bind("ip", ip)
                .update();
    }

    /// Notes that a key came from where it may not be used.
    ///
    /// @return whether that is news: a program that tries on and on is told of once in a while
    boolean refused(Tx tx, ApiKey key) {
        return tx.sql("""
                update api_keys set last_refused_at = :now
                 where id = :id and (last_refused_at is null or last_refused_at <= :due)
                """)
                        .bind("id", key.id())
                        .bind("now", tx.now())
                        .bind("due", tx.now().minus(USE_WRITTEN_EVERY))
                        .update()
                == 1;
    }

    /// @throws dev.latchkey.platform.RefusalException `invalid_api_key_expiration`
    Fresh create(Tx tx, UserId owner, NewApiKey wanted) {
        NewApiKey.refusePast(wanted.expiresAt(), tx.now());
        var id = Uuid7.next(tx.now(), random);
        var value = value();
        tx.sql("""
                insert into api_keys (id, user_id, hash, name, description, scopes, address_ranges, ok_after_delete,
                                      mail_login_code, expires_at, expiration_email_sent, created_at)
                values (:id, :owner, :hash, :name, :description, :scopes, :ranges, :okAfterDelete, :mailLoginCode,
                        :expires, false, :now)
                """)
                .bind("id", id)
                .bind("owner", owner.value())
                .bind("hash", value.hash())
                .bind("name", wanted.name())
                .bind("description", wanted.description().orElse(null))
                .bind("scopes", ApiKey.joined(wanted.scopes()))
                .bind("ranges", wanted.ranges().joined())
                .bind("okAfterDelete", wanted.okAfterDelete())
                .bind("mailLoginCode", wanted.mailLoginCode())
                .bind("expires", wanted.expiresAt())
                .bind("now", tx.now())
                .update();
        return new Fresh(own(tx, owner, id).orElseThrow(), value);
    }

    /// The keys that end before a moment and whose owners can be told of it and were not, marked as told. The condition
    /// stands outside as well, because PostgreSQL looks at it again after it has waited for another replica.
    static List<ApiKey> takeEnding(Tx tx, Instant before, int most) {
        return tx.sql("""
                update api_keys set expiration_email_sent = true
                 where expiration_email_sent = false
                   and id in (select k.id from api_keys k join users u on u.id = k.user_id
                               where k.expires_at > :now and k.expires_at <= :before
                                 and k.expiration_email_sent = false and u.email is not null and u.disabled = false
                               order by k.expires_at limit :most)
                returning
                """ + ApiKey.COLUMNS)
                .bind("now", tx.now())
                .bind("before", before)
                .bind("most", most)
                .list(ApiKey::of);
    }

    /// Gives an expired key a new value and a new end, of which its owner is reminded anew. Of two who renew at once
    /// one finds it renewed.
    ///
    /// @throws dev.latchkey.platform.RefusalException `invalid_api_key_expiration`, `api_key_not_found`,
    ///     `api_key_not_expired`
    Fresh renew(Tx tx, UserId owner, String id, Instant expiresAt) {
        NewApiKey.refusePast(expiresAt, tx.now());
        var value = value();
        boolean renewed = tx.sql("""
                update api_keys set hash = :hash, expires_at = :expires, expiration_email_sent = false
                 where id = :id and user_id = :owner and expires_at <= :now
                """)
                        .bind("hash", value.hash())
                        .bind("expires", expiresAt)
                        .bind("id", id)
                        .bind("owner", owner.value())
                        .bind("now", tx.now())
                        .update()
                == 1;
        var key = own(tx, owner, id).orElseThrow(() -> notFound().asException());
        if (!renewed) {
            throw new Refusal.Conflict("api_key_not_expired", "API key is not expired yet", Map.of()).asException();
        }
        return new Fresh(key, value);
    }

    /// @throws dev.latchkey.platform.RefusalException `api_key_not_found`
    ApiKey revoke(Tx tx, UserId owner, String id) {
        return tx.sql("delete from api_keys where id = :id and user_id = :owner returning " + ApiKey.COLUMNS)
                .bind("id", id)
                .bind("owner", owner.value())
                .first(ApiKey::of)
                .orElseThrow(() -> notFound().asException());
    }

    private static Optional<ApiKey> own(Tx tx, UserId owner, String id) {
        return tx.sql("select " + ApiKey.COLUMNS + " from api_keys where id = :id and user_id = :owner")
                .bind("id", id)
                .bind("owner", owner.value())
                .first(ApiKey::of);
    }

    /// 190 bits: nobody guesses it, and its hash needs no salt.
    private Secret value() {
        return new Secret(Alphabet.ALPHANUMERIC.random(random, LENGTH));
    }

    private static Refusal notFound() {
        return new Refusal.NotFound("api_key_not_found", "API key not found", null);
    }
}
