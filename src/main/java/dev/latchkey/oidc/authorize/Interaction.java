package dev.latchkey.oidc.authorize;

import dev.latchkey.directory.users.UserId;
import java.time.Instant;
import java.util.Optional;

/// An authorization request that waits for its person.
///
/// @param id the handle, a random UUID
/// @param user who is about to answer it; nobody until somebody signed in
/// @param provedAt when they proved themselves again for it
/// @param denied whether they said no
record Interaction(
        String id,
        RequestParameters parameters,
        Optional<UserId> user,
        boolean accountSelected,
        Optional<Instant> provedAt,
        boolean consented,
        boolean denied,
        Instant createdAt) {}
