package dev.latchkey.platform.http;

/// Who sent a request. Whoever can tell (browser sessions, API keys, access tokens) has a type of its own for it.
public interface Caller {
    /// The person's id.
    String userId();

    /// Whether they may administer, read from their record for this very request.
    boolean administrator();
}
