package dev.latchkey.platform.http;

import dev.latchkey.platform.Refusal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Token buckets in memory, by policy and key (an address, or an identity). They keep a flood from costing work;
/// guesses at short codes are counted in the database instead, where replicas see each other's.
public final class RateLimits {
    private static final int SWEEP_ABOVE = 20_000;

    private final InstantSource clock;
    private final boolean enabled;
    private final ConcurrentMap<String, Bucket> buckets = new ConcurrentHashMap<>();

    public RateLimits(InstantSource clock, boolean enabled) {
        this.clock = clock;
        this.enabled = enabled;
    }

    /// @param refill how long until one more request is let through
    /// @param burst how many are let through at once
    public record Policy(String name, Duration refill, int burst) {}

    private record Bucket(double tokens, long at) {
        Bucket refilled(Policy policy, long now) {
            double gained = (double) (now - at) / policy.refill().toMillis();
            return new Bucket(Math.min(policy.burst(), tokens + Math.max(0, gained)), now);
        }
    }

    /// Takes one from the bucket.
    ///
    /// @throws dev.latchkey.platform.RefusalException if it is empty, with the seconds until it is not
    public void take(Policy policy, String key) {
        if (!enabled) {
            return;
        }
        var left = buckets.compute(bucket(policy, key), (_, before) -> {
            var now = refilled(before, policy);
            return new Bucket(Math.max(-1, now.tokens() - 1), now.at());
        });
        if (left.tokens() < 0) {
            buckets.computeIfPresent(bucket(policy, key), (_, there) -> new Bucket(there.tokens() + 1, there.at()));
            refuse(policy, left.tokens());
        }
        sweep();
    }

    /// Refuses if the bucket is empty, and takes nothing: for what counts failures only (see [#failed]).
    public void check(Policy policy, String key) {
        var there = buckets.get(bucket(policy, key));
        if (enabled && there != null) {
            var now = there.refilled(policy, clock.millis());
            if (now.tokens() < 1) {
                refuse(policy, now.tokens() - 1);
            }
        }
    }

    /// Counts one failure.
    public void failed(Policy policy, String key) {
        buckets.compute(bucket(policy, key), (_, before) -> {
            var now = refilled(before, policy);
            return new Bucket(Math.max(0, now.tokens() - 1), now.at());
        });
        sweep();
    }

    private Bucket refilled(@org.jspecify.annotations.Nullable Bucket before, Policy policy) {
        long now = clock.millis();
        return before == null ? new Bucket(policy.burst(), now) : before.refilled(policy, now);
    }

    private static void refuse(Policy policy, double tokens) {
        double missing = -tokens * policy.refill().toMillis() / 1000;
        throw new Refusal.TooMany(Math.max(1, (long) Math.ceil(missing))).asException();
    }

    /// Forgets what has not been used for an hour, by when every bucket is full again.
    private void sweep() {
        if (buckets.size() > SWEEP_ABOVE) {
            long old = clock.millis() - Duration.ofHours(1).toMillis();
            buckets.values().removeIf(bucket -> bucket.at() < old);
        }
    }

    private static String bucket(Policy policy, String key) {
        return policy.name() + ' ' + key;
    }
}
