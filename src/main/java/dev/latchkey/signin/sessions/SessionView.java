package dev.latchkey.signin.sessions;

import java.time.Instant;

/// A session, as the REST API shows it.
///
/// @param current whether it is the caller's own
/// @param device `phone`, `tablet`, `computer` or empty
/// @param sameNetwork whether it was last used from the caller's network
/// @param method `passkey`, `code`, `remote` or `setup`
record SessionView(
        String id,
        boolean current,
        String device,
        String browser,
        String os,
        String ipAddress,
        boolean sameNetwork,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt,
        String method) {}
