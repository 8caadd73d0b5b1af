package dev.latchkey.oidc.claims;

import dev.latchkey.directory.users.User;
import dev.latchkey.oidc.grants.Grant;
import java.util.List;
import java.util.Map;

/// A grant that counts at this moment, and everything that may be told about its person. Only [Claims#live] makes one.
///
/// @param groups names of the person's groups, in order
/// @param custom custom claims: the person's own, and those of their groups
public record LiveGrant(Grant grant, User user, List<String> groups, Map<String, Object> custom) {}
