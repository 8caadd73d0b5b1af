package dev.latchkey.oidc.grants;

import dev.latchkey.clients.ClientId;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.oidc.Scopes;
import dev.latchkey.signin.sessions.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A grant about to begin; the members are those of [Grant].
public record NewGrant(
        UserId user,
        ClientId client,
        Optional<SessionId> session,
        Scopes scopes,
        Optional<String> requestedClaims,
        Instant authTime,
        List<String> amr,
        Grant.Kind kind) {}
