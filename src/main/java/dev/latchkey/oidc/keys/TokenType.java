package dev.latchkey.oidc.keys;

/// The kinds of JWT that are signed here. One never passes for the other, since the type is part of what is signed
/// (RFC 8725 §3.11).
public enum TokenType {
    /// RFC 9068 §2.1.
    ACCESS("at+jwt"),
    ID("JWT");

    private final String typ;

    TokenType(String typ) {
        this.typ = typ;
    }

    /// The value of the `typ` header.
    String typ() {
        return typ;
    }
}
