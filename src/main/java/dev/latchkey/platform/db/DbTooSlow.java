package dev.latchkey.platform.db;

/// A statement took longer than any may, and was ended. The transaction had no effect.
public final class DbTooSlow extends DbUnavailable {
    private static final long serialVersionUID = 1;

    public DbTooSlow(Throwable cause) {
        super("A statement took too long", cause);
    }
}
