package dev.latchkey.oidc.token;

import dev.latchkey.oidc.OAuthError;
import dev.latchkey.oidc.Scopes;
import dev.latchkey.oidc.claims.LiveGrant;
import dev.latchkey.platform.crypto.Secret;
import java.util.Optional;

/// What a transaction at the token endpoint decided. It is answered after the commit: a refusal may have ended a grant,
/// which throwing inside would undo.
sealed interface Decision {
    /// Tokens for all or some of a grant's scopes.
    ///
    /// @param nonce of the authorization request, for the first ID token
    record Granted(LiveGrant live, Scopes scopes, Optional<String> nonce, Secret refreshToken) implements Decision {}

    record Refused(OAuthError error) implements Decision {}

    static Decision refused(OAuthError error) {
        return new Refused(error);
    }
}
