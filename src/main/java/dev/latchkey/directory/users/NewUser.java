package dev.latchkey.directory.users;

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
}
