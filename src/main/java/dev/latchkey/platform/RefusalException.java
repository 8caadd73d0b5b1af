package dev.latchkey.platform;

/// Carries a [Refusal] up to the edge, where it becomes an answer. It has no stack trace: a refusal is not a fault.
public final class RefusalException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    RefusalException(Refusal refusal) {
        super(refusal.code(), null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
