package dev.latchkey.signin.codes;

import dev.latchkey.directory.users.User;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.platform.crypto.Alphabet;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.crypto.ServerKey;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.ClientAddress;
import dev.latchkey.platform.jobs.CleanUp;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The codes themselves: made, looked at, used up.
public final class LoginCodes {
    private static final int SHORT = 6;
    private static final int LONG = 12;

    /// What lives longer than this is longer, too.
    private static final Duration SHORT_LIVES = Duration.ofMinutes(15);

    private final ServerKey key;
    private final SecureRandom random;
    private final Guesses guesses;

    /// @param limited whether wrong guesses are limited
    public LoginCodes(ServerKey key, SecureRandom random, boolean limited) {
        this.key = key;
        this.random = random;
        this.guesses = new Guesses(limited);
    }

    /// A new code, to be handed to its person.
    public Secret issue(Tx tx, UserId user, Duration life) {
        return issue(tx, user, life, "");
    }

    /// A new code that works in one browser.
    ///
    /// @param device the hash of what that browser holds; empty if any will do
    Secret issue(Tx tx, UserId user, Duration life, String device) {
        var code = random(life);
        store(tx, List.of(Map.entry(user, code)), life, device);
        return code;
    }

    /// A new code for each of several people.
    Map<User, Secret> issueAll(Tx tx, Collection<User> people, Duration life) {
        var codes = new LinkedHashMap<User, Secret>();
        people.forEach(user -> codes.put(user, random(life)));
        var rows = codes.entrySet().stream()
                .map(code -> Map.entry(code.getKey().id(), code.getValue()))
                .toList();
        store(tx, rows, life, "");
        return codes;
    }

    private Secret random(Duration life) {
        return new Secret(Alphabet.UNAMBIGUOUS.random(random, life.compareTo(SHORT_LIVES) > 0 ? LONG : SHORT));
    }

    private void store(Tx tx, List<Map.Entry<UserId, Secret>> codes, Duration life, String device) {
        tx.sql("""
                insert into login_codes (code_hmac, user_id, created_at, expires_at, device_hash)
                values (:code, :user, :now, :expires, :device)
                """)
                .bind("now", tx.now())
                .bind("expires", tx.now().plus(life))
                .bind("device", device.isEmpty() ? null : device)
                .updateEach(
                        codes,
                        (sql, code) -> sql.bind("code", hmac(code.getValue().reveal()))
                                .bind("user", code.getKey().value()));
    }

    void cleanUp(CleanUp cleanUp) {
        cleanUp.add("login_codes", LoginCodes::removeExpired).add("guess_counters", Guesses::removeExpired);
    }

    private static int removeExpired(Tx tx, int most) {
        return tx.sql("""
                delete from login_codes
                 where code_hmac in (select code_hmac from login_codes where expires_at <= :now limit :most)
                """).bind("now", tx.now()).bind("most", most).update();
    }

    /// What became of a code.
    sealed interface Attempt {
        record Good(UserId user) implements Attempt {}

        /// Unknown, used or expired.
        record Wrong() implements Attempt {}

        /// Good, and asked for in another browser; it stays.
        record OtherDevice() implements Attempt {}

        /// Good, but its person may not sign in; it stays.
        record Disabled() implements Attempt {}

        record TooMany(Duration retryAfter) implements Attempt {}
    }

    /// How many codes for some browser a person has.
    int pending(Tx tx, UserId user) {
        return (int)
                tx.sql("""
                select count(*) from login_codes
                 where user_id = :user and device_hash is not null and expires_at > :now
                """).bind("user", user.value()).bind("now", tx.now()).count();
    }

    /// Uses a code up.
    ///
    /// @param device what the browser holds; empty if nothing
    Attempt redeem(Tx tx, ClientAddress from, String typed, String device) {
        return attempt(
                tx,
                from,
                typed,
                code -> tx.sql("""
                delete from login_codes
                 where code_hmac = :code and expires_at > :now and (device_hash is null or device_hash = :device)
                   and exists (select 1 from users u
                                where u.id = login_codes.user_id and u.disabled = false
                                  and login_codes.created_at > coalesce(u.disabled_at, 0))
                returning user_id
                """)
                        .bind("code", hmac(code))
                        .bind("now", tx.now())
                        .bind("device", device)
                        .first(row -> new UserId(row.text("user_id"))));
    }

    /// Whose code it is, without using it up. A wrong one counts as a guess here as well.
    Attempt look(Tx tx, ClientAddress from, String typed, String device) {
        return attempt(
                tx,
                from,
                typed,
                code -> tx.sql("""
                select c.user_id from login_codes c join users u on u.id = c.user_id
                 where c.code_hmac = :code and c.expires_at > :now
                   and u.disabled = false and c.created_at > coalesce(u.disabled_at, 0)
                   and (c.device_hash is null or c.device_hash = :device)
                """)
                        .bind("code", hmac(code))
                        .bind("now", tx.now())
                        .bind("device", device)
                        .first(row -> new UserId(row.text("user_id"))));
    }

    private interface Use {
        Optional<UserId> of(String code);
    }

    private Attempt attempt(Tx tx, ClientAddress from, String typed, Use use) {
        if (typed.length() != SHORT && typed.length() != LONG) {
            return new Attempt.Wrong();
        }
        var wait = guesses.count(tx, from, typed);
        if (wait.isPresent()) {
            return new Attempt.TooMany(wait.get());
        }
        var code = unambiguous(typed);
        var user = use.of(code);
        if (user.isPresent()) {
            guesses.takeBack(tx, from, typed);
            return new Attempt.Good(user.get());
        }
        return kept(tx, code)
                .map(kept -> {
                    guesses.takeBack(tx, from, typed);
                    return kept;
                })
                .orElseGet(Attempt.Wrong::new);
    }

    /// Why a code that exists was not taken.
    private Optional<Attempt> kept(Tx tx, String code) {
        return tx.sql("""
                select u.disabled from login_codes c join users u on u.id = c.user_id
                 where c.code_hmac = :code and c.expires_at > :now
                   and (u.disabled = true or c.created_at > coalesce(u.disabled_at, 0))
                """)
                .bind("code", hmac(code))
                .bind("now", tx.now())
                .first(row -> row.flag("disabled") ? new Attempt.Disabled() : new Attempt.OtherDevice());
    }

    /// Letters that no code has, read as the digits they look like.
    private static String unambiguous(String typed) {
        return typed.replace('I', '1').replace('i', '1').replace('O', '0').replace('o', '0');
    }

    private String hmac(String code) {
        return key.hmac("login-code", code);
    }
}
