package dev.latchkey.oidc.authorize;

import dev.latchkey.oidc.grants.GrantId;
import java.util.Optional;

/// What became of a code at the token endpoint.
public sealed interface Redemption {
    /// Good, and used up by this very request.
    record Redeemed(GrantId grant, Optional<String> nonce) implements Redemption {}

    /// Right in everything, but used before: what the first use gave has to end (RFC 6749 §4.1.2).
    record Replayed(GrantId grant) implements Redemption {}

    /// Not good, and not used up: its owner may still redeem it.
    record Refused(Reason reason) implements Redemption {}

    /// Why a code is refused. Relying parties hear `invalid_grant` for each.
    enum Reason {
        UNKNOWN("The code is unknown"),
        EXPIRED("The code has expired"),
        WRONG_CLIENT("The code was issued to another client"),
        WRONG_REDIRECT_URI("redirect_uri is not the one the code was issued for"),
        WRONG_VERIFIER("code_verifier does not match the code_challenge of the authorization request"),
        TOO_MANY_FAILURES("The code was refused too often");

        private final String description;

        Reason(String description) {
            this.description = description;
        }

        /// One sentence for a developer.
        public String description() {
            return description;
        }
    }
}
