package dev.latchkey.signin.sessions;

import dev.latchkey.directory.users.UserId;
import dev.latchkey.platform.http.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One browser that somebody is signed in with, and the caller of its requests.
///
/// @param administrator read from the person's record for this very request
/// @param language the one they chose, read likewise; none in the very request that begins a session
/// @param amr how the person last proved themselves here (RFC 8176)
/// @param authTime when they did
/// @param passkey the passkey they did it with, by its record's id
/// @param expiresAt when it ends at the latest
public record Session(
        SessionId id,
        UserId user,
        boolean administrator,
        Optional<String> language,
        SignInMethod method,
        List<String> amr,
        Instant authTime,
        Optional<String> passkey,
        Instant createdAt,
        Instant expiresAt)
        implements Caller {
    @Override
    public String userId() {
        return user.value();
    }

    @Override
    public String limitKey() {
        return id.value();
    }
}
