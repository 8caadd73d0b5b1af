package dev.latchkey.platform.net;

/// What came of fetching something.
public sealed interface Fetched {
    /// All of it.
    record Content(byte[] bytes) implements Fetched {}

    /// Nothing is fetched from there: the address is none, or leads to what is not public, perhaps by a redirect.
    record NotAllowed(String why) implements Fetched {}

    /// There is more of it than is taken.
    record TooLarge() implements Fetched {}

    /// The host is unknown, does not answer, answers something else, or takes too long.
    record Failed(String why) implements Fetched {}
}
