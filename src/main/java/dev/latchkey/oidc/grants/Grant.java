package dev.latchkey.oidc.grants;

import dev.latchkey.clients.ClientId;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.oidc.Scopes;
import dev.latchkey.signin.sessions.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a person gave a client.
///
/// @param session the browser session it was given in; none for a device, which does not hang from the session that
///     approved it
/// @param requestedClaims the `claims` parameter it was asked for with (OpenID Connect Core §5.5), as sent
/// @param authTime when the person proved who they are; kept by every refresh
/// @param amr how they did (RFC 8176)
public record Grant(
        GrantId id,
        UserId user,
        ClientId client,
        Optional<SessionId> session,
        Scopes scopes,
        Optional<String> requestedClaims,
        Instant authTime,
        List<String> amr,
        Kind kind,
        Instant createdAt) {

    /// How it was given.
    public enum Kind {
        CODE,
        DEVICE
    }

    /// What relying parties know the session by (`sid`): the browser session, or for a device the grant itself.
    public String sid() {
        return session.map(SessionId::value).orElse(id.value());
    }
}
