package dev.latchkey.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// The server's clock: the real one, moved on (or back) as far as a test says.
public final class TestClock implements InstantSource {
    private final AtomicReference<Duration> moved = new AtomicReference<>(Duration.ZERO);

    @Override
    public Instant instant() {
        return InstantSource.system().instant().plus(moved.get());
    }

    public void advance(Duration by) {
        moved.accumulateAndGet(by, Duration::plus);
    }
}
