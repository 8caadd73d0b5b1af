package dev.latchkey.signin.sessions;

/// A session's public id: what lists, logs and `sid` claims name. It signs nobody in.
public record SessionId(String value) {
    public SessionId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a session id is never blank");
        }
    }
}
