package dev.latchkey.directory;

import dev.latchkey.directory.claims.CustomClaim;
import dev.latchkey.directory.groups.Group;
import dev.latchkey.directory.users.User;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A person, as the REST API shows them.
///
/// @param ldapId always null: there is no directory that people come from yet, and clients expect the member
/// @param pictureUrl where the picture is that they have themselves, with its version; null if they have none
public record UserView(
        String id,
        String username,
        @Nullable String email,
        boolean emailVerified,
        String firstName,
        String lastName,
        String displayName,
        boolean isAdmin,
        @Nullable String locale,
        List<CustomClaim> customClaims,
        List<GroupMinimalView> userGroups,
        @Nullable String ldapId,
        boolean disabled,
        @Nullable String pictureUrl) {

    /// Without groups and claims.
    public static UserView of(User user) {
        return of(user, List.of(), List.of());
    }

    public static UserView of(User user, List<Group> groups, List<CustomClaim> claims) {
        return new UserView(
                user.id().value(),
                user.username(),
                user.email().orElse(null),
                user.emailVerified(),
                user.firstName(),
                user.lastName(),
                user.displayName(),
                user.administrator(),
                user.locale().orElse(null),
                claims,
                groups.stream().map(GroupMinimalView::of).toList(),
                null,
                user.disabled(),
                user.ownPicture()
                        .map(picture -> user.picture() + "?v=" + picture.version())
                        .orElse(null));
    }
}
