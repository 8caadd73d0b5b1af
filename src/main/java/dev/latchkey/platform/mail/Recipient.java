package dev.latchkey.platform.mail;

import java.util.Optional;

/// Whom a letter is for.
///
/// @param locale the language they chose, if any
public record Recipient(String name, String address, Optional<String> locale) {}
