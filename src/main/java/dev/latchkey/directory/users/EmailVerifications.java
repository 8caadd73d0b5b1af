package dev.latchkey.directory.users;

import dev.latchkey.platform.crypto.Alphabet;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.crypto.ServerKey;
import dev.latchkey.platform.db.Tx;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/// Whether an address is its owner's: a code is sent there, and whoever is signed in as that person brings it back.
/// There is one for a person at a time, for the address they had when it was made.
public final class EmailVerifications {
    public static final Duration LIFE = Duration.ofHours(24);

    private static final int LENGTH = 32;
    private static final int MOST_GUESSES = 10;

    private final ServerKey key;
    private final SecureRandom random;

    public EmailVerifications(ServerKey key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    /// A new code for an address; the one before it is void.
    public Secret issue(Tx tx, UserId user, String email) {
        var code = Alphabet.ALPHANUMERIC.random(random, LENGTH);
        tx.sql("""
                insert into email_verifications (user_id, email, code_hmac, guesses, expires_at)
                values (:user, :email, :code, 0, :expires)
                on conflict (user_id) do update
                   set email = excluded.email, code_hmac = excluded.code_hmac, guesses = 0,
                       expires_at = excluded.expires_at
                """)
                .bind("user", user.value())
                .bind("email", email)
                .bind("code", hmac(code))
                .bind("expires", tx.now().plus(LIFE))
                .update();
        return new Secret(code);
    }

    /// Uses a code up. A wrong one counts as a guess, and ten of them void the right one.
    ///
    /// @return the address that is verified now, unless the code is wrong or the person has another address by now
    public Optional<String> redeem(Tx tx, UserId user, String code) {
        var verified = tx.sql("""
                delete from email_verifications
                 where user_id = :user and code_hmac = :code and expires_at > :now and guesses < :most
                   and email = (select u.email from users u where u.id = :user)
                returning email
                """)
                .bind("user", user.value())
                .bind("code", hmac(code))
                .bind("now", tx.now())
                .bind("most", MOST_GUESSES)
                .first(row -> row.text("email"));
        if (verified.isEmpty()) {
            tx.sql("update email_verifications set guesses = guesses + 1 where user_id = :user")
                    .bind("user", user.value())
                    .update();
        }
        return verified;
    }

    public static int removeExpired(Tx tx, int most) {
        return tx.sql("""
                delete from email_verifications
                 where user_id in (select user_id from email_verifications where expires_at <= :now limit :most)
                """).bind("now", tx.now()).bind("most", most).update();
    }

    private String hmac(String code) {
        return key.hmac("email-verification", code);
    }
}
