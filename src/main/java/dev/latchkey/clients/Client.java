package dev.latchkey.clients;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// An application, as stored.
///
/// @param callbackUrls where people may be sent back to; see [Redirect]
/// @param isPublic has no secret (RFC 6749 §2.1)
/// @param pkceRequired every request needs a code challenge; always so for public ones
/// @param groupRestricted only members of its allowed groups may use it
/// @param pkceSupported has sent a code challenge without having to
public record Client(
        ClientId id,
        String name,
        String description,
        List<String> callbackUrls,
        List<String> logoutCallbackUrls,
        boolean isPublic,
        boolean pkceRequired,
        boolean requiresReauthentication,
        boolean skipConsent,
        boolean groupRestricted,
        Optional<String> launchUrl,
        Duration accessTokenLife,
        Duration refreshTokenLife,
        IdTokenClaims idTokenClaims,
        Logos logos,
        boolean pkceSupported) {
    public Client {
        callbackUrls = List.copyOf(callbackUrls);
        logoutCallbackUrls = List.copyOf(logoutCallbackUrls);
    }
}
