package dev.latchkey.clients;

import dev.latchkey.audit.Changes;
import java.util.List;
import java.util.Map;

/// What the audit log keeps of an app: all that is edited, by the names of the REST API.
final class ClientFields {
    private ClientFields() {}

    static Changes made(Client client) {
        return addresses(Changes.made(of(client)), List.of(), List.of(), client);
    }

    static Changes changes(Client before, Client after) {
        var changes = Changes.between(of(before), of(after));
        return addresses(changes, before.callbackUrls(), before.logoutCallbackUrls(), after);
    }

    private static Changes addresses(Changes changes, List<String> callbacks, List<String> logouts, Client after) {
        return changes.list("callbackURLs", callbacks, after.callbackUrls())
                .list("logoutCallbackURLs", logouts, after.logoutCallbackUrls());
    }

    private static Map<String, String> of(Client client) {
        return Map.ofEntries(
                Map.entry("name", client.name()),
                Map.entry("description", client.description()),
                Map.entry("isPublic", Boolean.toString(client.isPublic())),
                Map.entry("pkceEnabled", Boolean.toString(client.pkceRequired())),
                Map.entry("requiresReauthentication", Boolean.toString(client.requiresReauthentication())),
                Map.entry("skipConsent", Boolean.toString(client.skipConsent())),
                Map.entry("isGroupRestricted", Boolean.toString(client.groupRestricted())),
                Map.entry("launchURL", client.launchUrl().orElse("")),
                Map.entry(
                        "accessTokenDurationMinutes",
                        Long.toString(client.accessTokenLife().toMinutes())),
                Map.entry(
                        "refreshTokenDurationMinutes",
                        Long.toString(client.refreshTokenLife().toMinutes())),
                Map.entry("idTokenClaims", client.idTokenClaims().text()));
    }
}
