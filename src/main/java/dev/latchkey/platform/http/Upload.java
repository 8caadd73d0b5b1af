package dev.latchkey.platform.http;

/// A file that was sent.
///
/// @param name as the sender calls it; says nothing for sure about what is in it
public record Upload(String name, byte[] content) {}
