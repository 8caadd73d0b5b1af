package dev.latchkey.oidc.authorize;

import dev.latchkey.oidc.OAuthError;

/// What the parameters of an authorization request amount to.
sealed interface ParsedRequest {
    record Asked(AuthorizationRequest request) implements ParsedRequest {}

    /// Refused, and the client may hear it: its redirect URI is verified.
    record Refused(OAuthError error, ClientReturn back) implements ParsedRequest {}

    /// Refused, and nobody may be sent anywhere (RFC 6749 §4.1.2.1).
    record Unreturnable(PageError error) implements ParsedRequest {}
}
