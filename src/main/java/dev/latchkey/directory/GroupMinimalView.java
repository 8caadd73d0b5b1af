package dev.latchkey.directory;

import dev.latchkey.directory.claims.CustomClaim;
import dev.latchkey.directory.groups.Group;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A group in a list, or inside something else.
///
/// @param userCount only counted in the list of groups
public record GroupMinimalView(
        String id,
        String friendlyName,
        String name,
        List<CustomClaim> customClaims,
        long userCount,
        @Nullable String ldapId,
        Instant createdAt) {

    /// Without claims and count.
    public static GroupMinimalView of(Group group) {
        return of(group, List.of(), 0);
    }

    static GroupMinimalView of(Group group, List<CustomClaim> claims, long members) {
        return new GroupMinimalView(
                group.id().value(), group.friendlyName(), group.name(), claims, members, null, group.createdAt());
    }
}
