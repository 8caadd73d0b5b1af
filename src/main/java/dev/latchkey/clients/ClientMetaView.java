package dev.latchkey.clients;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// What anybody may know about an app.
public record ClientMetaView(
        String id,
        String name,
        String description,
        boolean hasLogo,
        boolean hasDarkLogo,
        @JsonProperty("launchURL") @Nullable String launchUrl,
        boolean requiresReauthentication,
        String clientType) {
    public static ClientMetaView of(Client client) {
        return new ClientMetaView(
                client.id().value(),
                client.name(),
                client.description(),
                false,
                false,
                client.launchUrl().orElse(null),
                client.requiresReauthentication(),
                "standard");
    }
}
