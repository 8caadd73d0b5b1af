package dev.latchkey.platform.http;

import dev.latchkey.platform.Refusal;

/// Tells who sent a request, from a cookie or a header.
public interface CallerFinder {
    Found find(Call call);

    /// Whether the request carries a credential of this kind, good or not.
    boolean offered(Call call);

    /// What was found.
    sealed interface Found {
        /// No credential, or one that does not count (any more).
        record Nobody() implements Found {}

        /// A good credential of a person whose account is disabled.
        record Disabled() implements Found {}

        /// A good credential that does not count here.
        record Refused(Refusal refusal) implements Found {}

        record Known(Caller caller) implements Found {}
    }
}
