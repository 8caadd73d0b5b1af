package dev.latchkey.platform.http;

import org.jspecify.annotations.Nullable;

/// A part of the administration API. Every route for administrators belongs to one.
public enum Area {
    USERS(Scope.USERS_READ, Scope.USERS_WRITE),
    GROUPS(Scope.GROUPS_READ, Scope.GROUPS_WRITE),
    APPS(Scope.APPS_READ, Scope.APPS_WRITE),
    SETTINGS(Scope.SETTINGS_READ, Scope.SETTINGS_WRITE),
    /// Nobody writes there by a request.
    AUDIT(Scope.AUDIT_READ, null);

    private final Scope reading;
    private final @Nullable Scope writing;

    Area(Scope reading, @Nullable Scope writing) {
        this.reading = reading;
        this.writing = writing;
    }

    /// The scope that a route of this area takes.
    ///
    /// @throws IllegalStateException if nothing of the kind is done in this area
    Scope scope(String method) {
        if (method.equals("GET")) {
            return reading;
        }
        if (writing == null) {
            throw new IllegalStateException("a route writes to " + this);
        }
        return writing;
    }
}
