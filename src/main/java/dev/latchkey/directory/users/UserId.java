package dev.latchkey.directory.users;

/// Which person; the `sub` that apps know them by. Never blank.
public record UserId(String value) {
    public UserId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a user id must not be blank");
        }
    }
}
