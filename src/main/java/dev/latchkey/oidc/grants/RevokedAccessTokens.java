package dev.latchkey.oidc.grants;

import dev.latchkey.platform.db.Tx;
import java.time.Instant;

/// Access tokens that were revoked one by one. All others are judged by their grant.
public final class RevokedAccessTokens {
    /// @param expiresAt when it would have expired, until which it is remembered
    public void add(Tx tx, String jti, Instant expiresAt) {
        tx.sql("""
                insert into revoked_access_tokens (jti, expires_at) values (:jti, :expires)
                on conflict (jti) do nothing
                """).bind("jti", jti).bind("expires", expiresAt).update();
    }

    /// Forgets those that have expired.
    public int removeExpired(Tx tx, int most) {
        return tx.sql("""
                delete from revoked_access_tokens
                 where jti in (select jti from revoked_access_tokens where expires_at < :now limit :most)
                """).bind("now", tx.now()).bind("most", most).update();
    }
}
