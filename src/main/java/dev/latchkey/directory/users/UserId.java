package dev.latchkey.directory.users;

/// Which person; the `sub` that apps know them by. Never blank.
public record UserId(String value) {
    /// Whom the API key of the environment acts as. It is nobody's account, so it does not count where people are
    /// counted.
    public static final UserId STATIC_API_USER = new UserId("00000000-0000-0000-0000-000000000000");

    /// Whom nobody is, and ever will be: RFC 9562 §5.10.
    public static final UserId NOBODY = new UserId("ffffffff-ffff-ffff-ffff-ffffffffffff");

    /// Whether an account must not have this id, in whichever case it is written.
    public static boolean isReserved(String id) {
        return id.equalsIgnoreCase(STATIC_API_USER.value()) || id.equalsIgnoreCase(NOBODY.value());
    }

    public UserId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a user id must not be blank");
        }
    }

    /// The path of their picture, which everybody may fetch: the one they have, or one that stands for them.
    public String picture() {
        return "/api/users/" + value + "/profile-picture.png";
    }
}
