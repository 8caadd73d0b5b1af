package dev.latchkey.signin.sessions;

import dev.latchkey.platform.openapi.OneOf;
import java.time.Instant;

/// A session, as the REST API shows it.
///
/// @param current whether it is the caller's own
/// @param device empty where the browser does not say
/// @param country its English name, `Internal Network`, or empty
/// @param city likewise, or `LAN`, `Tailscale`
/// @param sameNetwork whether it was last used from the caller's network
/// @param method how it began
record SessionView(
        String id,
        boolean current,
        @OneOf({"phone", "tablet", "computer", ""}) String device,
        String browser,
        String os,
        String ipAddress,
        String country,
        String city,
        boolean sameNetwork,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt,
        @OneOf({"passkey", "code", "remote", "setup"}) String method) {}
