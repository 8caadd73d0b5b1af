package dev.latchkey.clients;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// What anybody may know about an app.
///
/// @param logo where its logo for light pages is, with its version
/// @param darkLogo the same for dark pages
public record ClientMetaView(
        String id,
        String name,
        String description,
        boolean hasLogo,
        boolean hasDarkLogo,
        @JsonProperty("launchURL") @Nullable String launchUrl,
        boolean requiresReauthentication,
        String clientType,
        @Nullable String logo,
        @Nullable String darkLogo) {
    public static ClientMetaView of(Client client) {
        return new ClientMetaView(
                client.id().value(),
                client.name(),
                client.description(),
                client.logos().light().isPresent(),
                client.logos().dark().isPresent(),
                client.launchUrl().orElse(null),
                client.requiresReauthentication(),
                "standard",
                Logos.lightAddress(client).orElse(null),
                Logos.darkAddress(client).orElse(null));
    }
}
