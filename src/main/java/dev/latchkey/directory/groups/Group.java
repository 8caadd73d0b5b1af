package dev.latchkey.directory.groups;

import java.time.Instant;

/// A group, as stored.
///
/// @param name what the `groups` claim holds
public record Group(GroupId id, String name, String friendlyName, Instant createdAt) {}
