package dev.latchkey.platform.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Work that is done again and again.
class RepeatedTest {
    private static final Duration SOON = Duration.ofMillis(5);
    private static final Duration NEVER = Duration.ofDays(1);

    @Test
    void itIsDoneAgainWhateverBecameOfIt() throws InterruptedException {
        var thrice = new CountDownLatch(3);
        try (var repeated = new Repeated("tested", SOON, SOON, () -> {
            thrice.countDown();
            throw new IllegalStateException("as often as you like");
        })) {
            repeated.start();
            assertTrue(thrice.await(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void itWaitsBeforeTheFirstTimeAndAfterIt() throws InterruptedException {
        var done = new AtomicInteger();
        var once = new CountDownLatch(1);
        try (var early = new Repeated("early", SOON, NEVER, () -> {
                    done.incrementAndGet();
                    once.countDown();
                });
                var late = new Repeated("late", NEVER, SOON, done::incrementAndGet)) {
            early.start();
            late.start();
            assertTrue(once.await(30, TimeUnit.SECONDS));
            assertFalse(new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS));
            assertEquals(1, done.get());
        }
    }
}
