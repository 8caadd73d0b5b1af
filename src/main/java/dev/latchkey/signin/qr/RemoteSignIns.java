package dev.latchkey.signin.qr;

import dev.latchkey.directory.users.UserId;
import dev.latchkey.platform.crypto.Alphabet;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.crypto.ServerKey;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Call;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/// Requests to be signed in from another device. Each is decided once, and used up once.
public final class RemoteSignIns {
    static final Duration LIFE = Duration.ofMinutes(5);

    /// The first letter tells pages and people what kind of code it is.
    private static final char KIND = 'P';

    private static final int RANDOM_CHARACTERS = 7;
    static final int CODE_CHARACTERS = 1 + RANDOM_CHARACTERS;
    private static final int BROWSER_CHARACTERS = 32;
    private static final int CHOICES = 3;
    static final int SMALLEST = 10;
    static final int LARGEST = 99;

    private final ServerKey key;
    private final SecureRandom random;

    public RemoteSignIns(ServerKey key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    /// A new request.
    ///
    /// @param code what the other device is shown
    /// @param browser what binds it to the browser that began it
    record Begun(String code, Secret browser, Instant expiresAt) {}

    /// One that waits for its person.
    ///
    /// @param code normalised
    /// @param address where the waiting browser is
    /// @param userAgent what it calls itself
    public record Waiting(String code, String address, String userAgent, Instant expiresAt) {}

    /// What a code leads to.
    public sealed interface Lookup {
        record Found(Waiting waiting) implements Lookup {}

        /// Expired or decided already.
        record Over() implements Lookup {}

        record Unknown() implements Lookup {}
    }

    /// How a request stands, as its own browser may know.
    enum State {
        PENDING,
        APPROVED,
        DENIED,
        /// Approved by somebody who has been disabled since.
        DISABLED
    }

    /// @param expiresAt when it is over whatever is decided
    record Standing(State state, Instant expiresAt) {}

    /// Whether this is a code of this kind.
    ///
    /// @param typed as a person typed it
    public static boolean isCode(String typed) {
        var code = normalise(typed);
        return code.length() == CODE_CHARACTERS && code.charAt(0) == KIND;
    }

    private static String normalise(String typed) {
        return typed.replaceAll("[\\s-]", "")
                .toUpperCase(Locale.ROOT)
                .replace('I', '1')
                .replace('O', '0');
    }

    Begun begin(Tx tx, Call call) {
        while (true) {
            var code = KIND + Alphabet.UPPER_UNAMBIGUOUS.random(random, RANDOM_CHARACTERS);
            var browser = new Secret(Alphabet.ALPHANUMERIC.random(random, BROWSER_CHARACTERS));
            var expires = tx.now().plus(LIFE);
            int stored = tx.sql("""
                    insert into remote_sign_ins (code_hmac, browser_hash, ip_address, user_agent, created_at,
                                                 expires_at, denied)
                    values (:code, :browser, :address, :agent, :now, :expires, false)
                    on conflict (code_hmac) do nothing
                    """)
                    .bind("code", hmac(code))
                    .bind("browser", browser.hash())
                    .bind("address", call.address().text())
                    .bind("agent", call.userAgent())
                    .bind("now", tx.now())
                    .bind("expires", expires)
                    .update();
            if (stored == 1) {
                return new Begun(code, browser, expires);
            }
        }
    }

    /// The numbers that the approving device offers, always the same three in the same order for a code, so that
    /// looking again tells nothing about which one it is.
    public List<Integer> choices(String code) {
        var bytes = key.mac("remote sign-in numbers", code.getBytes(StandardCharsets.UTF_8));
        return IntStream.range(0, bytes.length)
                .map(i -> SMALLEST + (bytes[i] & 0xff) % (LARGEST - SMALLEST + 1))
                .distinct()
                .limit(CHOICES)
                .boxed()
                .toList();
    }

    /// The number that the waiting browser shows.
    public int number(String code) {
        var bytes = key.mac("remote sign-in number", code.getBytes(StandardCharsets.UTF_8));
        var choices = choices(code);
        return choices.get((bytes[0] & 0xff) % choices.size());
    }

    /// @param typed as a person typed it
    public Lookup find(Tx tx, String typed) {
        var code = normalise(typed);
        record Row(Waiting waiting, boolean open) {}
        var found = tx.sql("""
                select ip_address, user_agent, expires_at, denied, user_id
                  from remote_sign_ins
                 where code_hmac = :code
                """)
                .bind("code", hmac(code))
                .first(row -> new Row(
                        new Waiting(code, row.text("ip_address"), row.text("user_agent"), row.instant("expires_at")),
                        !row.flag("denied")
                                && row.optionalText("user_id").isEmpty()
                                && row.instant("expires_at").isAfter(tx.now())));
        if (found.isEmpty()) {
            return new Lookup.Unknown();
        }
        return found.get().open() ? new Lookup.Found(found.get().waiting()) : new Lookup.Over();
    }

    /// Approves it, in one statement, so that of several decisions only one counts.
    ///
    /// @return whether it was still waiting
    public boolean approve(Tx tx, Waiting waiting, UserId user) {
        return tx.sql("""
                update remote_sign_ins
                   set user_id = :user
                 where code_hmac = :code and denied = false and user_id is null and expires_at > :now
                """)
                        .bind("user", user.value())
                        .bind("code", hmac(waiting.code()))
                        .bind("now", tx.now())
                        .update()
                == 1;
    }

    /// @return whether it was still waiting
    public boolean deny(Tx tx, Waiting waiting) {
        return tx.sql("""
                update remote_sign_ins
                   set denied = true
                 where code_hmac = :code and denied = false and user_id is null and expires_at > :now
                """)
                        .bind("code", hmac(waiting.code()))
                        .bind("now", tx.now())
                        .update()
                == 1;
    }

    /// How it stands for the browser that began it; nothing if it is over, or that of another browser.
    Optional<Standing> standing(Tx tx, String code, Secret browser) {
        return tx.sql("""
                select r.denied, r.user_id, r.expires_at, u.disabled
                  from remote_sign_ins r left join users u on u.id = r.user_id
                 where r.code_hmac = :code and r.browser_hash = :browser and r.used_at is null and r.expires_at > :now
                   and (r.user_id is null or u.disabled = true or r.created_at > coalesce(u.disabled_at, 0))
                """)
                .bind("code", hmac(code))
                .bind("browser", browser.hash())
                .bind("now", tx.now())
                .first(row -> {
                    var expires = row.instant("expires_at");
                    if (row.flag("denied")) {
                        return new Standing(State.DENIED, expires);
                    }
                    if (row.optionalText("user_id").isEmpty()) {
                        return new Standing(State.PENDING, expires);
                    }
                    return new Standing(row.flag("disabled") ? State.DISABLED : State.APPROVED, expires);
                });
    }

    /// Uses up an approval, in one statement, so that of several requests only one gets a session.
    ///
    /// @return who approved it; nobody if it is not approved, used, that of another browser, or its person disabled
    Optional<UserId> redeem(Tx tx, String code, Secret browser) {
        return tx.sql("""
                update remote_sign_ins
                   set used_at = :now
                 where code_hmac = :code and browser_hash = :browser and denied = false and used_at is null
                   and expires_at > :now
                   and user_id in (select u.id from users u
                                    where u.disabled = false
                                      and remote_sign_ins.created_at > coalesce(u.disabled_at, 0))
                returning user_id
                """)
                .bind("code", hmac(code))
                .bind("browser", browser.hash())
                .bind("now", tx.now())
                .first(row -> new UserId(row.text("user_id")));
    }

    /// Takes a request back. Nothing happens if there is none of this browser's.
    void cancel(Tx tx, String code, Secret browser) {
        tx.sql("delete from remote_sign_ins where code_hmac = :code and browser_hash = :browser and used_at is null")
                .bind("code", hmac(code))
                .bind("browser", browser.hash())
                .update();
    }

    int removeExpired(Tx tx, int most) {
        return tx.sql("""
                delete from remote_sign_ins
                 where code_hmac in (select code_hmac from remote_sign_ins where expires_at <= :now limit :most)
                """).bind("now", tx.now()).bind("most", most).update();
    }

    private String hmac(String code) {
        return key.hmac("remote sign-in", code);
    }
}
