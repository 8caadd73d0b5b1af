package dev.latchkey.platform.db;

/// The database cannot be reached, or cannot store now (disk full, read-only, locked by another program). The
/// transaction had no effect.
public final class DbUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    DbUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
