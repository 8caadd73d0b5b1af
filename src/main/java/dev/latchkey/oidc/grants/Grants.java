package dev.latchkey.oidc.grants;

import dev.latchkey.clients.ClientId;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.platform.crypto.Uuid7;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.signin.sessions.SessionId;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/// Begins and ends grants. What comes of one counts as long as it is live: `oidc.claims.LiveGrants`.
public final class Grants {
    private final SecureRandom random;

    public Grants(SecureRandom random) {
        this.random = random;
    }

    /// Begins one.
    public GrantId start(Tx tx, NewGrant grant) {
        var id = new GrantId(Uuid7.next(tx.now(), random));
        tx.sql("""
                insert into grants (id, user_id, client_id, session_id, kind, scopes, requested_claims, auth_time, amr,
                                    created_at)
                values (:id, :user, :client, :session, :kind, :scopes, :claims, :authTime, :amr, :now)
                """)
                .bind("id", id.value())
                .bind("user", grant.user().value())
                .bind("client", grant.client().value())
                .bind("session", grant.session().map(SessionId::value).orElse(null))
                .bind("kind", grant.kind().name())
                .bind("scopes", grant.scopes().format())
                .bind("claims", grant.requestedClaims().orElse(null))
                .bind("authTime", grant.authTime())
                .bind("amr", String.join(" ", grant.amr()))
                .bind("now", tx.now())
                .update();
        return id;
    }

    /// Ends one.
    ///
    /// @return whose it was; nobody's if it had ended before
    public Optional<UserId> end(Tx tx, GrantId id, EndReason reason) {
        return tx.sql("""
                update grants
                   set ended_at = :now, end_reason = :reason
                 where id = :id and ended_at is null
                returning user_id
                """)
                .bind("id", id.value())
                .bind("reason", reason.name())
                .bind("now", tx.now())
                .first(row -> new UserId(row.text("user_id")));
    }

    /// Ends all that a person gave a client.
    public void endOf(Tx tx, UserId user, ClientId client, EndReason reason) {
        tx.sql("""
                update grants
                   set ended_at = :now, end_reason = :reason
                 where user_id = :user and client_id = :client and ended_at is null
                """)
                .bind("user", user.value())
                .bind("client", client.value())
                .bind("reason", reason.name())
                .bind("now", tx.now())
                .update();
    }

    /// Ends what was given in sessions that are signed out of, but for what was asked for with `offline_access`
    /// (OpenID Connect Core §11): that is meant to outlive the session, and so are devices, which name no session.
    public void endOfSessions(Tx tx, Collection<SessionId> sessions) {
        tx.sql("""
                update grants
                   set ended_at = :now, end_reason = :reason
                 where session_id in (:sessions) and ended_at is null
                   and ' ' || scopes || ' ' not like '% offline_access %'
                """)
                .bind("sessions", sessions.stream().map(SessionId::value).toList())
                .bind("reason", EndReason.SIGNED_OUT.name())
                .bind("now", tx.now())
                .update();
    }

    /// Removes grants that no refresh token hangs from any more: that was the last of what they gave to expire. With
    /// them go their codes. One whose code was never redeemed has none from the beginning, and is given a day.
    public int removeExpired(Tx tx, int most) {
        return tx.sql("""
                delete from grants
                 where id in (select g.id from grants g
                               where g.created_at < :old
                                 and not exists (select 1 from refresh_tokens t where t.grant_id = g.id)
                               limit :most)
                """)
                .bind("old", tx.now().minus(Duration.ofDays(1)))
                .bind("most", most)
                .update();
    }
}
