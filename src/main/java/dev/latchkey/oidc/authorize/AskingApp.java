package dev.latchkey.oidc.authorize;

import dev.latchkey.clients.Client;
import dev.latchkey.clients.Redirect;
import java.net.URI;
import java.util.Optional;

/// The app a page speaks of.
///
/// @param initials what stands in its tile
/// @param host who receives the answer: the host of its callback; nothing if that is on the person's own device
public record AskingApp(String name, String initials, Optional<String> host) {
    public static AskingApp of(Client client) {
        return new AskingApp(client.name(), initials(client.name()), Optional.empty());
    }

    static AskingApp of(Client client, Redirect redirect) {
        var host = redirect.loopbackOrPrivateScheme()
                ? Optional.<String>empty()
                : Optional.ofNullable(URI.create(redirect.uri()).getHost());
        return new AskingApp(client.name(), initials(client.name()), host);
    }

    private static String initials(String name) {
        var letters = name.strip();
        return letters.substring(
                0, letters.offsetByCodePoints(0, Math.min(2, letters.codePointCount(0, letters.length()))));
    }
}
