package dev.latchkey.signin.apikeys;

import dev.latchkey.platform.http.Scope;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A key, as the REST API shows it.
///
/// @param scopes empty for a key that may do all that its owner may
/// @param addressRanges empty for a key that works from anywhere
record ApiKeyView(
        String id,
        String name,
        @Nullable String description,
        Instant expiresAt,
        @Nullable Instant lastUsedAt,
        Instant createdAt,
        boolean expirationEmailSent,
        List<String> scopes,
        List<String> addressRanges,
        boolean okAfterDelete,
        boolean mailLoginCode,
        @Nullable String lastUsedIp) {
    static ApiKeyView of(ApiKey key) {
        return new ApiKeyView(
                key.id(),
                key.name(),
                key.description().orElse(null),
                key.expiresAt(),
                key.lastUsedAt().orElse(null),
                key.createdAt(),
                key.expirationEmailSent(),
                key.scopes().stream().map(Scope::spelling).toList(),
                key.ranges().texts(),
                key.okAfterDelete(),
                key.mailLoginCode(),
                key.lastUsedIp().orElse(null));
    }

    /// A key that was just made or renewed, and its value, which nobody is told again.
    record Shown(ApiKeyView apiKey, String token) {}
}
