package dev.latchkey.platform.db;

/// The database cannot be reached, or cannot store now (disk full, read-only, locked by another program). The
/// transaction had no effect.
public sealed class DbUnavailable extends RuntimeException permits DbTooSlow {
    private static final long serialVersionUID = 1;

    private final boolean givenUpForAnother;

    public DbUnavailable(String message, Throwable cause) {
        this(message, cause, false);
    }

    private DbUnavailable(String message, Throwable cause, boolean givenUpForAnother) {
        super(message, cause);
        this.givenUpForAnother = givenUpForAnother;
    }

    /// Two transactions waited for each other, and the database ended this one so that the other could go on.
    static DbUnavailable givenUpForAnother(String message, Throwable cause) {
        return new DbUnavailable(message, cause, true);
    }

    /// Whether the same transaction, begun anew, has every chance.
    boolean wasGivenUpForAnother() {
        return givenUpForAnother;
    }
}
