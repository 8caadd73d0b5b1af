package dev.latchkey.platform.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a credential may be limited to: reading, or writing, one area of the administration API. Writing does not
/// include reading.
public enum Scope {
    USERS_READ,
    USERS_WRITE,
    GROUPS_READ,
    GROUPS_WRITE,
    APPS_READ,
    APPS_WRITE,
    SETTINGS_READ,
    SETTINGS_WRITE,
    AUDIT_READ;

    /// As it is written: `users:read`.
    public String spelling() {
        return name().toLowerCase(Locale.ROOT).replace('_', ':');
    }

    public static Optional<Scope> of(String spelling) {
        return Arrays.stream(values())
                .filter(scope -> scope.spelling().equals(spelling))
                .findFirst();
    }
}
