package dev.latchkey.platform.http;

/// Tells who sent a request, from a cookie or a header.
public interface CallerFinder {
    Found find(Call call);

    /// What was found.
    sealed interface Found {
        /// No credential, or one that does not count (any more).
        record Nobody() implements Found {}

        /// A good credential of a person whose account is disabled.
        record Disabled() implements Found {}

        record Known(Caller caller) implements Found {}
    }
}
