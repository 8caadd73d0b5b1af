package dev.latchkey.directory.claims;

/// One claim as it was typed. A value that is JSON reaches apps as JSON, any other as text.
public record CustomClaim(String key, String value) {}
