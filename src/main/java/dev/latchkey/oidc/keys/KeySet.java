package dev.latchkey.oidc.keys;

import java.time.Duration;

/// The published keys as a JWK set document (RFC 7517 §5).
///
/// @param etag changes when the document does
public record KeySet(byte[] json, String etag) {
    /// How long it may be cached. A new key is published for longer than that before it signs.
    public static final Duration MAX_AGE = Duration.ofMinutes(10);
}
