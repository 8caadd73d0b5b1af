package dev.latchkey.directory.users;

import java.time.Instant;
import java.util.Optional;

/// An account to be made.
///
/// @param id chosen by whoever makes it, else by the server
public record NewUser(
        Optional<UserId> id, UserDetails details, boolean emailVerified, boolean administrator, boolean disabled) {

    /// The first account of an installation.
    public static NewUser administrator(UserDetails details) {
        return new NewUser(Optional.empty(), details, false, true, false);
    }

    /// What it is once it was made.
    public User stored(UserId as, Instant at) {
        return new User(
                as,
                details.username(),
                details.email(),
                emailVerified,
                details.firstName(),
                details.lastName(),
                details.displayName(),
                administrator,
                details.locale(),
                disabled,
                Optional.empty(),
                at,
                at);
    }
}
