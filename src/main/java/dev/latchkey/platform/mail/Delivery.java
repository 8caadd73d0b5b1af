package dev.latchkey.platform.mail;

/// What became of an attempt to hand a letter to the mail server. Reasons are for administrators: plain words that say
/// what to do, and no secret.
sealed interface Delivery {
    record Sent() implements Delivery {}

    /// Not now: the server is away or busy, or the settings do not fit it.
    record Failed(String reason) implements Delivery {}

    /// Never: the server knows no such mailbox, or does not take what is in the letter.
    record Refused(String reason) implements Delivery {}
}
