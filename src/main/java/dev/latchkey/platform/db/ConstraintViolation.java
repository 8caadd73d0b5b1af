package dev.latchkey.platform.db;

/// What a statement would have stored is at odds with what is stored: a duplicate, or a reference to nothing.
public final class ConstraintViolation extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// Which rule of the schema said no.
    public enum Kind {
        UNIQUE,
        REFERENCE,
        OTHER
    }

    private final Kind kind;

    ConstraintViolation(Kind kind, Throwable cause) {
        super(cause.getMessage(), cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /// Whether the engine's message names this column or index (`users.email`, `users_email_key` …).
    public boolean names(String column) {
        return String.valueOf(getMessage()).contains(column);
    }
}
