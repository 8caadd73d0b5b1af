package dev.latchkey.platform.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A job under way.
///
/// @param payload still sealed
/// @param uselessAfter when there is no more point in it
/// @param attempts how many there were, this one included; tells this attempt from a later one that took over
record Job(String id, String kind, String payload, Instant createdAt, Optional<Instant> uselessAfter, int attempts) {
    /// A mail server can be away over a long weekend.
    private static final Duration PATIENCE = Duration.ofDays(4);

    boolean useless(Instant now) {
        return uselessAfter.filter(end -> !end.isAfter(now)).isPresent();
    }

    /// When to try again after a failure, unless it is time to give up.
    Optional<Instant> nextAttempt(Instant now) {
        var next = now.plus(Backoff.after(attempts));
        return Optional.of(next).filter(time -> !useless(time) && time.isBefore(createdAt.plus(PATIENCE)));
    }
}
