package dev.latchkey.oidc.token;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// A token's claims for people to read: points in time are written out.
final class ReadableClaims {
    private static final Set<String> TIMES = Set.of("exp", "iat");

    private ReadableClaims() {}

    static Map<String, Object> of(Map<String, Object> claims) {
        var readable = new LinkedHashMap<>(claims);
        readable.replaceAll((name, value) -> TIMES.contains(name) && value instanceof Long seconds
                ? Instant.ofEpochSecond(seconds).toString()
                : value);
        return readable;
    }
}
