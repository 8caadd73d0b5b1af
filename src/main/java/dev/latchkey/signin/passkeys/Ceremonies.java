package dev.latchkey.signin.passkeys;

import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Cookie;
import dev.latchkey.signin.sessions.SignInCookies;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Ceremonies under way: each challenge is good for one answer, for five minutes, in one browser, for one purpose.
///
/// The cookie names the browser and the answer names the challenge, so that several tabs can wait at the same time.
final class Ceremonies {
    private static final int BYTES = 32;
    private static final Pattern OWN_TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final Db db;
    private final SecureRandom random;
    private final SignInCookies cookies;

    Ceremonies(Db db, SecureRandom random, SignInCookies cookies) {
        this.db = db;
        this.random = random;
        this.cookies = cookies;
    }

    /// What an answer to a challenge may be used for.
    enum Purpose {
        /// Signing in; and proving oneself again, for who was signed in when it began.
        ASSERTION,
        REGISTRATION,
        /// The first administrator's passkey.
        SET_UP
    }

    /// @param challenge base64url
    record Begun(String challenge, Cookie cookie) {}

    /// @param user who was signed in when it began, or is to get the passkey
    /// @param draft what is to be made together with the passkey
    record Ceremony(Purpose purpose, Optional<String> user, Optional<String> draft, String challenge) {}

    Begun begin(Call call, Tx tx, Purpose purpose, Optional<String> user, Optional<String> draft) {
        var token = token(call)
                .filter(known -> OWN_TOKEN.matcher(known.reveal()).matches())
                .orElseGet(() -> Secret.random(random, BYTES));
        var challenge = Secret.random(random, BYTES).reveal();
        tx.sql("""
                insert into ceremonies (token_hash, challenge, purpose, user_id, draft, expires_at)
                values (:token, :challenge, :purpose, :user, :draft, :expires)
                """)
                .bind("token", token.hash())
                .bind("challenge", challenge)
                .bind("purpose", purpose.name().toLowerCase(Locale.ROOT))
                .bind("user", user.orElse(null))
                .bind("draft", draft.orElse(null))
                .bind("expires", tx.now().plus(RelyingParty.TIMEOUT))
                .update();
        return new Begun(challenge, cookies.cookie(SignInCookies.Kind.CEREMONY, token.reveal(), RelyingParty.TIMEOUT));
    }

    /// Refuses a browser that began nothing.
    void require(Call call) {
        if (token(call).isEmpty()) {
            throw PasskeyRefusals.noCeremony().asException();
        }
    }

    /// What became of an answer's challenge.
    sealed interface Taken {
        record Good(Ceremony ceremony) implements Taken {}

        /// The browser has no ceremony (any more), or one for another purpose.
        record Over() implements Taken {}

        /// The browser has ceremonies, and the answer is to another challenge.
        record Foreign() implements Taken {}
    }

    /// Uses up the challenge that an answer names. In a transaction of its own: whatever is wrong with the answer, the
    /// challenge is gone. An answer to a challenge that this browser was not given uses up all that it has.
    Taken take(Call call, Purpose purpose, String challenge) {
        var token = token(call).orElseThrow(() -> PasskeyRefusals.noCeremony().asException());
        return db.write(tx -> {
            var taken = tx.sql("""
                    delete from ceremonies where token_hash = :token and challenge = :challenge
                    returning purpose, user_id, draft, expires_at
                    """)
                    .bind("token", token.hash())
                    .bind("challenge", challenge)
                    .list(row -> Optional.of(new Ceremony(
                                    Purpose.valueOf(row.text("purpose").toUpperCase(Locale.ROOT)),
                                    row.optionalText("user_id"),
                                    row.optionalText("draft"),
                                    challenge))
                            .filter(ceremony -> row.instant("expires_at").isAfter(tx.now()))
                            .filter(ceremony -> ceremony.purpose() == purpose));
            if (taken.isEmpty()) {
                return takeAll(tx, token) ? new Taken.Foreign() : new Taken.Over();
            }
            return taken.getFirst().<Taken>map(Taken.Good::new).orElseGet(Taken.Over::new);
        });
    }

    /// Removes challenges that nobody answered in time.
    int removeExpired(Tx tx, int most) {
        return tx.sql("""
                delete from ceremonies
                 where (token_hash, challenge) in (select token_hash, challenge from ceremonies
                                                    where expires_at <= :now limit :most)
                """).bind("now", tx.now()).bind("most", most).update();
    }

    private static boolean takeAll(Tx tx, Secret token) {
        return tx.sql("delete from ceremonies where token_hash = :token and expires_at > :now")
                        .bind("token", token.hash())
                        .bind("now", tx.now())
                        .update()
                > 0;
    }

    private Optional<Secret> token(Call call) {
        return cookies.read(call, SignInCookies.Kind.CEREMONY).map(Secret::new);
    }
}
