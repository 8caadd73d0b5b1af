package dev.latchkey.platform.pages;

/// A link that the installation has below its pages, such as to an imprint.
///
/// @param address of the web, or of a mailbox
public record Link(String text, String address) {}
