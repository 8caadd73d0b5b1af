package dev.latchkey.clients;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.latchkey.directory.GroupMinimalView;
import dev.latchkey.directory.groups.Group;
import dev.latchkey.platform.openapi.OneOf;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An app, as the REST API shows it to administrators.
///
/// @param pkceSupported left out unless true
/// @param allowedUserGroups left out where the route does not tell them
/// @param allowedUserGroupsCount only in lists
record ClientView(
        String id,
        String name,
        String description,
        boolean hasLogo,
        boolean hasDarkLogo,
        @JsonProperty("launchURL") @Nullable String launchUrl,
        boolean requiresReauthentication,
        String clientType,
        @JsonProperty("callbackURLs") List<String> callbackUrls,
        @JsonProperty("logoutCallbackURLs") List<String> logoutCallbackUrls,
        boolean isPublic,
        boolean pkceEnabled,
        boolean requiresPushedAuthorizationRequests,
        boolean skipConsent,
        Credentials credentials,
        boolean isGroupRestricted,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean pkceSupported,
        long accessTokenDurationMinutes,
        long refreshTokenDurationMinutes,
        @OneOf({"scopes", "minimal"}) String idTokenClaims,
        @Nullable String logo,
        @Nullable String darkLogo,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<GroupMinimalView> allowedUserGroups,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long allowedUserGroupsCount) {

    record Credentials(List<SecretView> secrets) {}

    /// @param secret the value, only in the answer that makes it
    record SecretView(
            String id,
            String prefix,
            Instant createdAt,
            @Nullable Instant expiresAt,
            boolean isActive,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String secret) {
        static SecretView of(ClientSecrets.Stored stored, Instant now) {
            return of(stored, now, null);
        }

        static SecretView of(ClientSecrets.Created created, Instant now) {
            return of(created.stored(), now, created.value().reveal());
        }

        private static SecretView of(ClientSecrets.Stored stored, Instant now, @Nullable String value) {
            return new SecretView(
                    stored.id(),
                    stored.prefix(),
                    stored.createdAt(),
                    stored.expiresAt().orElse(null),
                    stored.active(now),
                    value);
        }
    }

    static ClientView of(Client client, List<ClientSecrets.Stored> secrets, Instant now) {
        var meta = ClientMetaView.of(client);
        return new ClientView(
                meta.id(),
                meta.name(),
                meta.description(),
                meta.hasLogo(),
                meta.hasDarkLogo(),
                meta.launchUrl(),
                meta.requiresReauthentication(),
                meta.clientType(),
                client.callbackUrls(),
                client.logoutCallbackUrls(),
                client.isPublic(),
                client.pkceRequired(),
                false,
                client.skipConsent(),
                new Credentials(secrets.stream()
                        .map(secret -> SecretView.of(secret, now))
                        .toList()),
                client.groupRestricted(),
                client.pkceSupported(),
                client.accessTokenLife().toMinutes(),
                client.refreshTokenLife().toMinutes(),
                client.idTokenClaims().text(),
                meta.logo(),
                meta.darkLogo(),
                null,
                null);
    }

    ClientView withGroups(List<Group> groups) {
        return with(groups.stream().map(GroupMinimalView::of).toList(), null);
    }

    ClientView withGroupsCount(long count) {
        return with(null, count);
    }

    private ClientView with(@Nullable List<GroupMinimalView> groups, @Nullable Long count) {
        return new ClientView(
                id,
                name,
                description,
                hasLogo,
                hasDarkLogo,
                launchUrl,
                requiresReauthentication,
                clientType,
                callbackUrls,
                logoutCallbackUrls,
                isPublic,
                pkceEnabled,
                requiresPushedAuthorizationRequests,
                skipConsent,
                credentials,
                isGroupRestricted,
                pkceSupported,
                accessTokenDurationMinutes,
                refreshTokenDurationMinutes,
                idTokenClaims,
                logo,
                darkLogo,
                groups,
                count);
    }
}
