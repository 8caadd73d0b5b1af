package dev.latchkey.platform.http;

import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.crypto.Hashes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Token buckets in memory, by policy and key (an address, or an identity). They keep a flood from costing work;
/// guesses at short codes are counted in the database instead, where replicas see each other's.
///
/// Strangers choose the keys, so what they fill has an end: a long key counts under its hash, a bucket is forgotten
/// once it is full again, and beyond some thousands of a policy the ones not used for longest make room.
public final class RateLimits {
    private static final int LONGEST_KEY = 64;

    private final InstantSource clock;
    private final boolean enabled;
    private final ConcurrentMap<String, Buckets> policies = new ConcurrentHashMap<>();

    public RateLimits(InstantSource clock, boolean enabled) {
        this.clock = clock;
        this.enabled = enabled;
    }

    /// @param refill how long until one more request is let through
    /// @param burst how many are let through at once
    public record Policy(String name, Duration refill, int burst) {}

    /// Takes one from the bucket.
    ///
    /// @throws dev.latchkey.platform.RefusalException if it is empty, with the seconds until it is not
    public void take(Policy policy, String key) {
        if (enabled) {
            refuseAfter(buckets(policy).take(bounded(key), clock.millis()));
        }
    }

    /// Refuses if the bucket is empty, and takes nothing: for what counts failures only (see [#failed]).
    public void check(Policy policy, String key) {
        if (enabled) {
            refuseAfter(buckets(policy).missing(bounded(key), clock.millis()));
        }
    }

    /// Counts one failure.
    public void failed(Policy policy, String key) {
        if (enabled) {
            buckets(policy).empty(bounded(key), clock.millis());
        }
    }

    /// What stands for a key: a body may hold a name of a megabyte.
    static String bounded(String key) {
        return key.length() <= LONGEST_KEY ? key : Hashes.sha256Hex(key);
    }

    /// How many buckets of a policy are remembered.
    int remembered(Policy policy) {
        return buckets(policy).size();
    }

    private Buckets buckets(Policy policy) {
        return policies.computeIfAbsent(policy.name(), _ -> new Buckets(policy));
    }

    private static void refuseAfter(long millis) {
        if (millis > 0) {
            throw new Refusal.TooMany((millis + 999) / 1000).asException();
        }
    }

    /// The buckets of one policy. Of each it is enough to know when it will be full again.
    private static final class Buckets {
        private static final int MOST = 8_192;

        private final long refill;
        private final long whole;
        private final Map<String, Long> fullAt = new LinkedHashMap<>(16, 0.75f, true);

        Buckets(Policy policy) {
            refill = policy.refill().toMillis();
            whole = refill * policy.burst();
        }

        /// Takes one if there is one.
        ///
        /// @return the milliseconds until there is one; 0 if it was taken
        synchronized long take(String key, long now) {
            long missing = missing(key, now);
            if (missing == 0) {
                empty(key, now);
            }
            return missing;
        }

        /// How long until there is one to take.
        synchronized long missing(String key, long now) {
            return Math.max(0, fullAt(key, now) + refill - whole - now);
        }

        /// Takes one, or what there is of it.
        synchronized void empty(String key, long now) {
            fullAt.put(key, Math.min(fullAt(key, now) + refill, now + whole));
            makeRoom(now);
        }

        /// No bucket takes longer than this to fill: one that seems to is from before the clock was put back, and
        /// nobody waits because of that.
        private long fullAt(String key, long now) {
            var known = fullAt.get(key);
            return known == null || known > now + whole ? now : Math.max(known, now);
        }

        /// Looks at the two that were not used for longest: each call adds one at most, so the old ones go faster than
        /// new ones come, and no call pays for all of them.
        private void makeRoom(long now) {
            var eldest = fullAt.values().iterator();
            for (int i = 0; i < 2 && eldest.hasNext(); i++) {
                if (eldest.next() > now && fullAt.size() <= MOST) {
                    return;
                }
                eldest.remove();
            }
        }

        synchronized int size() {
            return fullAt.size();
        }
    }
}
