package dev.latchkey.oidc.device;

import dev.latchkey.directory.users.UserId;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.db.Tx;
import java.time.Duration;
import java.time.Instant;

/// Wrong codes of either kind, counted by person: a code has about 35 bits, which holds only as long as nobody may
/// guess often (RFC 8628 §5.1). The counters are rows, so that replicas count together and a restart forgets
/// nothing.
final class UserCodeGuesses {
    static final int MOST = 10;
    private static final Duration WINDOW = Duration.ofMinutes(15);

    /// @throws dev.latchkey.platform.RefusalException if this person has guessed too often lately
    void check(Tx tx, UserId user) {
        var window = window(tx.now());
        long guesses = tx.sql("select guesses from user_code_guesses where user_id = :user and window_start = :window")
                .bind("user", user.value())
                .bind("window", window)
                .count();
        if (guesses >= MOST) {
            var left = Duration.between(tx.now(), window.plus(WINDOW));
            throw new Refusal.TooMany(Math.max(1, left.toSeconds())).asException();
        }
    }

    void count(Tx tx, UserId user) {
        tx.sql("""
                insert into user_code_guesses (user_id, window_start, guesses) values (:user, :window, 1)
                on conflict (user_id, window_start) do update set guesses = user_code_guesses.guesses + 1
                """).bind("user", user.value()).bind("window", window(tx.now())).update();
    }

    /// Removes the counters of windows that are over.
    int removeExpired(Tx tx, int most) {
        return tx.sql("""
                delete from user_code_guesses
                 where (user_id, window_start) in (select user_id, window_start from user_code_guesses
                                                    where window_start < :window limit :most)
                """).bind("window", window(tx.now())).bind("most", most).update();
    }

    private static Instant window(Instant now) {
        long length = WINDOW.toMillis();
        return Instant.ofEpochMilli(now.toEpochMilli() / length * length);
    }
}
