package dev.latchkey.oidc.device;

import dev.latchkey.oidc.grants.GrantId;

/// What a device hears when it asks for its tokens (RFC 8628 §3.5).
public sealed interface Poll {
    /// Nobody has decided yet: `authorization_pending`.
    record Pending() implements Poll {}

    /// It asked again too soon: `slow_down`.
    record SlowDown() implements Poll {}

    /// Its person said no: `access_denied`.
    record Denied() implements Poll {}

    /// Nobody decided in time: `expired_token`.
    record Expired() implements Poll {}

    /// No code of this client's, or used before: `invalid_grant`.
    record Unknown() implements Poll {}

    /// Its person said yes, and the code is used up by this very request.
    record Approved(GrantId grant) implements Poll {}
}
