package dev.latchkey.testkit.authenticator;

/// The browser gave the page an exception instead of a credential; [#name()] is the `DOMException`'s.
public final class CeremonyRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String name;

    CeremonyRefused(String name, String message) {
        super(name + ": " + message);
        this.name = name;
    }

    public String name() {
        return name;
    }
}
