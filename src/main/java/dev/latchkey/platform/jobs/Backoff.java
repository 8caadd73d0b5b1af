package dev.latchkey.platform.jobs;

import java.time.Duration;
import java.util.List;

/// How long to wait after a failure: briefly at first, for what was a hiccup, then ever longer, up to an hour.
final class Backoff {
    private static final List<Duration> WAITS = List.of(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1));

    private Backoff() {}

    /// @param attempts how many there were, the failed one included
    static Duration after(int attempts) {
        return WAITS.get(Math.clamp(attempts - 1L, 0, WAITS.size() - 1));
    }
}
