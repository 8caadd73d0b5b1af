package dev.latchkey.oidc.grants;

/// Why a grant ended.
public enum EndReason {
    /// The person signed out of the session it was given in.
    SIGNED_OUT,
    /// The person withdrew what they had allowed the app.
    REVOKED_BY_PERSON,
    /// The client gave a token back (RFC 7009).
    REVOKED_BY_CLIENT,
    /// A code was redeemed twice (RFC 6749 §4.1.2).
    CODE_REUSED,
    /// A refresh token was used after its successor (RFC 9700 §4.14.2).
    REFRESH_TOKEN_REUSED,
    /// It was given in a sign-in test, which is over.
    TEST_OVER
}
