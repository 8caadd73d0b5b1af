package dev.latchkey.platform.db;

/// The database is not one this version may use. The message says what to do; nothing was changed.
public final class SchemaRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    SchemaRefused(String message) {
        super(message);
    }
}
