package dev.latchkey.platform.mail;

/// What became of an attempt to hand a letter to the mail server. Reasons are for administrators: plain words, and no
/// secret.
sealed interface Delivery {
    record Sent() implements Delivery {}

    /// Not now: the server is away, or the settings do not fit it.
    record Failed(String reason) implements Delivery {}

    /// The server knows no such mailbox.
    record NoSuchMailbox(String reason) implements Delivery {}
}
