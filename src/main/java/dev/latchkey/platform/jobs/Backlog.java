package dev.latchkey.platform.jobs;

import java.time.Instant;
import java.util.Optional;

/// What is left to do of one kind.
///
/// @param waiting how many wait for their first attempt or for another, or are under way
/// @param givenUp how many failed for good
/// @param lastFailure the youngest failure of any of them
public record Backlog(int waiting, int givenUp, Optional<Failure> lastFailure) {
    public record Failure(Instant at, String error) {}
}
