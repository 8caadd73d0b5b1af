package dev.latchkey.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.RefusalException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RateLimitsTest {
    private static final RateLimits.Policy POLICY = new RateLimits.Policy("test", Duration.ofSeconds(20), 3);

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final RateLimits limits = new RateLimits((InstantSource) () -> now, true);

    @Test
    void aBurstIsLetThroughThenOnePerRefill() {
        take(3);
        assertEquals(20, refused(() -> limits.take(POLICY, "a")));
        now = now.plusSeconds(15);
        assertEquals(5, refused(() -> limits.take(POLICY, "a")));
        now = now.plusSeconds(5);
        take(1);
        refused(() -> limits.take(POLICY, "a"));
    }

    @Test
    void whoIsRefusedDoesNotWaitLongerForIt() {
        take(3);
        for (int i = 0; i < 100; i++) {
            refused(() -> limits.take(POLICY, "a"));
        }
        now = now.plusSeconds(20);
        take(1);
    }

    @Test
    void othersAreNotConcerned() {
        take(3);
        limits.take(POLICY, "b");
        limits.take(new RateLimits.Policy("other", Duration.ofSeconds(20), 3), "a");
    }

    @Test
    void checkingTakesNothingFailingDoes() {
        for (int i = 0; i < 10; i++) {
            limits.check(POLICY, "a");
        }
        for (int i = 0; i < 3; i++) {
            limits.failed(POLICY, "a");
        }
        assertEquals(20, refused(() -> limits.check(POLICY, "a")));
        now = now.plusSeconds(20);
        limits.check(POLICY, "a");
    }

    @Test
    void aFullBucketDoesNotOverflow() {
        take(1);
        now = now.plusSeconds(3600);
        take(3);
        refused(() -> limits.take(POLICY, "a"));
    }

    @Test
    void switchedOffNothingIsRefused() {
        var off = new RateLimits(() -> now, false);
        for (int i = 0; i < 100; i++) {
            off.take(POLICY, "a");
            off.failed(POLICY, "a");
            off.check(POLICY, "a");
        }
    }

    @Test
    void aClockThatWasPutBackMakesNobodyWait() {
        take(3);
        now = now.minusSeconds(86_400);
        take(3);
        assertEquals(20, refused(() -> limits.take(POLICY, "a")));
    }

    @Test
    void whatStrangersFillHasAnEnd() {
        for (int i = 0; i < 100_000; i++) {
            limits.take(POLICY, "stranger " + i);
        }
        assertTrue(limits.remembered(POLICY) < 10_000, limits.remembered(POLICY) + " buckets");
        for (int i = 0; i < 2; i++) {
            limits.take(POLICY, "stranger 99999");
        }
        refused(() -> limits.take(POLICY, "stranger 99999"));
    }

    @Test
    void longKeysAreToldApart() {
        var name = "x".repeat(1_000);
        assertTrue(RateLimits.bounded(name).length() <= 64);
        for (int i = 0; i < 3; i++) {
            limits.take(POLICY, name + "a");
        }
        refused(() -> limits.take(POLICY, name + "a"));
        limits.take(POLICY, name + "b");
    }

    @Test
    void aBucketThatIsFullAgainIsForgotten() {
        for (int i = 0; i < 5_000; i++) {
            limits.take(POLICY, "yesterday " + i);
        }
        now = now.plusSeconds(20);
        for (int i = 0; i < 5_000; i++) {
            limits.take(POLICY, "today " + i);
        }
        assertEquals(5_000, limits.remembered(POLICY));
    }

    private void take(int times) {
        for (int i = 0; i < times; i++) {
            limits.take(POLICY, "a");
        }
    }

    private static long refused(Executable attempt) {
        var refusal = assertThrows(RefusalException.class, attempt).refusal();
        return ((Refusal.TooMany) refusal).retryAfterSeconds();
    }
}
