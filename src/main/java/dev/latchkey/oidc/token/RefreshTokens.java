package dev.latchkey.oidc.token;

import dev.latchkey.clients.Client;
import dev.latchkey.clients.ClientId;
import dev.latchkey.oidc.grants.GrantId;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.crypto.ServerKey;
import dev.latchkey.platform.db.Tx;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/// Refresh tokens: opaque, good once, each followed by one successor (RFC 9700 §4.14.2).
///
/// The successor is derived from the token under the server key, so it can be given again when an answer was lost,
/// though nothing that could be read from the table would give it away; and there can be only one.
public final class RefreshTokens {
    static final String PREFIX = "lk_rt_";
    /// How long after its use the same client may have the same successor again.
    static final Duration GRACE = Duration.ofSeconds(30);

    private static final String SUCCESSOR = "refresh-token-successor";

    private final ServerKey serverKey;
    private final SecureRandom random;

    public RefreshTokens(ServerKey serverKey, SecureRandom random) {
        this.serverKey = serverKey;
        this.random = random;
    }

    /// Where a token is in its family.
    sealed interface State {
        /// None of ours, another client's, or expired.
        record Unknown() implements State {}

        /// Not used yet.
        record Current(GrantId grant) implements State {}

        /// Used a moment ago, and its successor is not used yet.
        record JustUsed(GrantId grant) implements State {}

        /// Used, and its time to be asked again is over.
        record Reused(GrantId grant) implements State {}
    }

    /// The first of a family.
    Secret first(Tx tx, GrantId grant, Client client) {
        var token = Secret.random(random, 32, PREFIX);
        insert(tx, token, grant, client);
        return token;
    }

    State look(Tx tx, ClientId client, Secret token) {
        var successor = successor(token);
        return tx.sql("""
                select t.grant_id, s.issued_at as successor_at, u.hash is not null as successor_used
                  from refresh_tokens t
                  join grants g on g.id = t.grant_id
                  left join refresh_tokens s on s.hash = :successor
                  left join refresh_tokens u on u.hash = :after
                 where t.hash = :hash and t.expires_at > :now and g.client_id = :client
                """)
                .bind("hash", token.hash())
                .bind("successor", successor.hash())
                .bind("after", successor(successor).hash())
                .bind("client", client.value())
                .bind("now", tx.now())
                .<State>first(row -> {
                    var grant = new GrantId(row.text("grant_id"));
                    var usedAt = row.optionalInstant("successor_at");
                    if (usedAt.isEmpty()) {
                        return new State.Current(grant);
                    }
                    boolean again = !row.flag("successor_used")
                            && tx.now().isBefore(usedAt.get().plus(GRACE));
                    return again ? new State.JustUsed(grant) : new State.Reused(grant);
                })
                .orElseGet(State.Unknown::new);
    }

    /// Uses a token up. That its successor is there is what "used" means, and of two requests at once one writes it;
    /// both get it.
    Secret rotate(Tx tx, Secret token, GrantId grant, Client client) {
        var successor = successor(token);
        insert(tx, successor, grant, client);
        return successor;
    }

    Secret successor(Secret token) {
        var derived = serverKey.mac(SUCCESSOR, token.reveal().getBytes(StandardCharsets.UTF_8));
        return new Secret(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(derived));
    }

    /// The row stays until the access token that is issued beside it has expired too, since the grant of that one
    /// has to be there.
    private static void insert(Tx tx, Secret token, GrantId grant, Client client) {
        var expires = tx.now().plus(client.refreshTokenLife());
        var accessExpires = tx.now().plus(client.accessTokenLife()).plus(GRACE);
        tx.sql("""
                insert into refresh_tokens (hash, grant_id, issued_at, expires_at, kept_until)
                values (:hash, :grant, :now, :expires, :kept)
                on conflict (hash) do nothing
                """)
                .bind("hash", token.hash())
                .bind("grant", grant.value())
                .bind("now", tx.now())
                .bind("expires", expires)
                .bind("kept", expires.isAfter(accessExpires) ? expires : accessExpires)
                .update();
    }

    /// A token that would be taken now.
    public record Usable(GrantId grant, Instant issuedAt, Instant expiresAt) {}

    /// Looks a token up without using it. What was used is not usable, whoever might get its successor again.
    public Optional<Usable> usable(Tx tx, ClientId client, Secret token) {
        return tx.sql("""
                select t.grant_id, t.issued_at, t.expires_at
                  from refresh_tokens t
                  join grants g on g.id = t.grant_id
                 where t.hash = :hash and t.expires_at > :now and g.client_id = :client
                   and not exists (select 1 from refresh_tokens s where s.hash = :successor)
                """)
                .bind("hash", token.hash())
                .bind("successor", successor(token).hash())
                .bind("client", client.value())
                .bind("now", tx.now())
                .first(row -> new Usable(
                        new GrantId(row.text("grant_id")), row.instant("issued_at"), row.instant("expires_at")));
    }

    /// The grant that a token belongs to, used or not, expired or not.
    public Optional<GrantId> grantOf(Tx tx, ClientId client, Secret token) {
        return tx.sql("""
                select t.grant_id from refresh_tokens t join grants g on g.id = t.grant_id
                 where t.hash = :hash and g.client_id = :client
                """)
                .bind("hash", token.hash())
                .bind("client", client.value())
                .first(row -> new GrantId(row.text("grant_id")));
    }

    /// Removes what has no more use. Grants follow it.
    public int removeExpired(Tx tx, int most) {
        return tx.sql("""
                delete from refresh_tokens
                 where hash in (select hash from refresh_tokens where kept_until < :now limit :most)
                """).bind("now", tx.now()).bind("most", most).update();
    }
}
