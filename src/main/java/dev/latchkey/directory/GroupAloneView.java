package dev.latchkey.directory;

import dev.latchkey.directory.claims.CustomClaim;
import dev.latchkey.directory.groups.Group;
import java.time.Instant;
import java.util.List;

/// A group without its members, of whom there may be many.
///
/// @param allowedOidcClients the apps its members may use because of it, in the form their owner gives them
public record GroupAloneView(
        String id,
        String friendlyName,
        String name,
        List<CustomClaim> customClaims,
        Instant createdAt,
        List<?> allowedOidcClients) {

    static GroupAloneView of(Group group, List<CustomClaim> claims, List<?> apps) {
        return new GroupAloneView(
                group.id().value(), group.friendlyName(), group.name(), claims, group.createdAt(), apps);
    }
}
