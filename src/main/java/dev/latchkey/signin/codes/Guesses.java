package dev.latchkey.signin.codes;

import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.ClientAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Counts wrong guesses at login codes, in windows of ten minutes. A guess is counted before it is looked at, and taken
/// back if it was right, so that many at once do not slip through together.
final class Guesses {
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final long PER_NETWORK = 20;
    private static final long IN_ALL = 1000;
    private static final String ALL = "login_code";

    /// Below this length a code could be guessed by many networks together.
    private static final int STRONG_LENGTH = 12;

    private final boolean limited;

    /// @param limited whether there are limits at all
    Guesses(boolean limited) {
        this.limited = limited;
    }

    /// Counts one guess.
    ///
    /// @return how long to wait, if there were too many
    Optional<Duration> count(Tx tx, ClientAddress from, String code) {
        if (!limited) {
            return Optional.empty();
        }
        boolean refused =
                bump(tx, network(from)) > PER_NETWORK || (code.length() < STRONG_LENGTH && bump(tx, ALL) > IN_ALL);
        return refused ? Optional.of(Duration.between(tx.now(), window(tx).plus(WINDOW))) : Optional.empty();
    }

    /// It was right after all.
    void takeBack(Tx tx, ClientAddress from, String code) {
        if (limited) {
            lower(tx, network(from));
            if (code.length() < STRONG_LENGTH) {
                lower(tx, ALL);
            }
        }
    }

    /// Removes the counters of windows that are over.
    static int removeExpired(Tx tx, int most) {
        return tx.sql("""
                delete from guess_counters
                 where (counter, window_start) in (select counter, window_start from guess_counters
                                                    where window_start < :current limit :most)
                """).bind("current", window(tx)).bind("most", most).update();
    }

    private static long bump(Tx tx, String counter) {
        return tx.sql("""
                insert into guess_counters (counter, window_start, guesses) values (:counter, :start, 1)
                on conflict (counter, window_start) do update set guesses = guess_counters.guesses + 1
                returning guesses
                """)
                .bind("counter", counter)
                .bind("start", window(tx))
                .first(row -> row.number("guesses"))
                .orElseThrow();
    }

    private static void lower(Tx tx, String counter) {
        tx.sql("update guess_counters set guesses = guesses - 1 where counter = :counter and window_start = :start")
                .bind("counter", counter)
                .bind("start", window(tx))
                .update();
    }

    private static String network(ClientAddress from) {
        return ALL + " " + from.limitKey();
    }

    private static Instant window(Tx tx) {
        long length = WINDOW.toMillis();
        return Instant.ofEpochMilli(tx.now().toEpochMilli() / length * length);
    }
}
