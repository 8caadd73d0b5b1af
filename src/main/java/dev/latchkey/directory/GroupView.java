package dev.latchkey.directory;

import dev.latchkey.directory.claims.CustomClaim;
import dev.latchkey.directory.groups.Group;
import dev.latchkey.directory.users.User;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A group with what belongs to it.
///
/// @param allowedOidcClients the apps its members may use because of it, in the form their owner gives them
public record GroupView(
        String id,
        String friendlyName,
        String name,
        List<CustomClaim> customClaims,
        @Nullable String ldapId,
        Instant createdAt,
        List<UserView> users,
        List<?> allowedOidcClients) {

    /// Without what belongs to it.
    static GroupView of(Group group) {
        return of(group, List.of(), List.of(), List.of());
    }

    static GroupView of(Group group, List<CustomClaim> claims, List<User> members, List<?> apps) {
        return new GroupView(
                group.id().value(),
                group.friendlyName(),
                group.name(),
                claims,
                null,
                group.createdAt(),
                members.stream().map(UserView::of).toList(),
                apps);
    }
}
