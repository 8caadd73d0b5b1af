package dev.latchkey.directory.users;

import dev.latchkey.platform.images.StoredImage;
import java.time.Instant;
import java.util.Optional;

/// A person's account, as stored.
///
/// @param ownPicture the one that was uploaded for them
public record User(
        UserId id,
        String username,
        Optional<String> email,
        boolean emailVerified,
        String firstName,
        String lastName,
        String displayName,
        boolean administrator,
        Optional<String> locale,
        boolean disabled,
        Optional<StoredImage> ownPicture,
        Instant createdAt,
        Instant updatedAt) {

    /// What to call them: first and last name, else the display name, else the username.
    public String name() {
        var full = (firstName + " " + lastName).strip();
        if (!full.isEmpty()) {
            return full;
        }
        return displayName.isBlank() ? username : displayName;
    }

    /// The path of their picture: [UserId#picture].
    public String picture() {
        return id.picture();
    }
}
