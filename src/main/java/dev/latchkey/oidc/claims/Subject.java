package dev.latchkey.oidc.claims;

import dev.latchkey.directory.users.User;
import java.util.List;
import java.util.Map;

/// A person, and everything that may be told about them.
///
/// @param groups names of the person's groups, in order
/// @param custom custom claims: the person's own, and those of their groups
public record Subject(User user, List<String> groups, Map<String, Object> custom) {}
