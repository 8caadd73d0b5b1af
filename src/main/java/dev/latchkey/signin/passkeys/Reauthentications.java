package dev.latchkey.signin.passkeys;

import dev.latchkey.directory.users.UserId;
import dev.latchkey.platform.crypto.Alphabet;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Cookie;
import dev.latchkey.signin.sessions.SignInCookies;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Proofs that a person used their passkey just now. Each lives three minutes and is good for one protected act. What
/// counts as just now, the act decides: it is told when that was.
final class Reauthentications {
    private static final Duration LIFE = Duration.ofMinutes(3);
    private static final int LENGTH = 32;

    private final SecureRandom random;
    private final SignInCookies cookies;

    Reauthentications(SecureRandom random, SignInCookies cookies) {
        this.random = random;
        this.cookies = cookies;
    }

    /// @param at when the passkey was used: what is asked for later than that wants it used again
    Cookie issue(Tx tx, UserId user, Instant at) {
        var token = new Secret(Alphabet.ALPHANUMERIC.random(random, LENGTH));
        tx.sql("""
                insert into reauthentications (token_hash, user_id, created_at, expires_at)
                values (:token, :user, :at, :expires)
                """)
                .bind("token", token.hash())
                .bind("user", user.value())
                .bind("at", at)
                .bind("expires", tx.now().plus(LIFE))
                .update();
        return cookies.cookie(SignInCookies.Kind.REAUTHENTICATION, token.reveal(), LIFE);
    }

    /// Removes proofs that nothing was done with in time.
    int removeExpired(Tx tx, int most) {
        return tx.sql("""
                delete from reauthentications
                 where token_hash in (select token_hash from reauthentications where expires_at <= :now limit :most)
                """).bind("now", tx.now()).bind("most", most).update();
    }

    /// Uses up the proof this browser carries; when the passkey was used, if it is this person's and still good.
    Optional<Instant> consume(Call call, Tx tx, UserId user) {
        return cookies.read(call, SignInCookies.Kind.REAUTHENTICATION)
                .map(Secret::new)
                .flatMap(token -> tx.sql("""
                        delete from reauthentications
                         where token_hash = :token and user_id = :user and expires_at > :now
                        returning created_at
                        """)
                        .bind("token", token.hash())
                        .bind("user", user.value())
                        .bind("now", tx.now())
                        .first(row -> row.instant("created_at")));
    }
}
