package dev.latchkey.oidc.logout;

import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Parameters;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/// What apps posted. The form of another site carries no session cookie, the `GET` that it is answered with does; and
/// apps post what is too long for an address, so it waits here meanwhile.
final class PostedLogouts {
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final SecureRandom random;

    PostedLogouts(SecureRandom random) {
        this.random = random;
    }

    /// @param parameters form-encoded
    /// @return what finds them again
    Secret keep(Tx tx, String parameters) {
        var id = Secret.random(random, 16);
        tx.sql("insert into posted_logouts (id_hash, parameters, expires_at) values (:id, :parameters, :expires)")
                .bind("id", id.hash())
                .bind("parameters", parameters)
                .bind("expires", tx.now().plus(LIFE))
                .update();
        return id;
    }

    /// Takes it out again; nothing if it is over.
    Optional<Parameters> take(Tx tx, Secret id) {
        return tx.sql("delete from posted_logouts where id_hash = :id and expires_at > :now returning parameters")
                .bind("id", id.hash())
                .bind("now", tx.now())
                .first(row -> Parameters.parse(row.text("parameters")));
    }

    int removeExpired(Tx tx, int most) {
        return tx.sql("""
                delete from posted_logouts
                 where id_hash in (select id_hash from posted_logouts where expires_at <= :now limit :most)
                """).bind("now", tx.now()).bind("most", most).update();
    }
}
