package dev.latchkey.platform.crypto;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/// Ids of new rows: UUIDs of version 7, which begin with the time and so lie side by side in an index (RFC 9562 §5.7).
public final class Uuid7 {
    private Uuid7() {}

    /// In lower case. 74 of its bits are random.
    public static String next(Instant now, SecureRandom random) {
        long time = now.toEpochMilli() << 16;
        long version = 0x7000 | (random.nextInt() & 0x0fff);
        long variant = 0x8000_0000_0000_0000L | (random.nextLong() & 0x3fff_ffff_ffff_ffffL);
        return new UUID(time | version, variant).toString();
    }
}
