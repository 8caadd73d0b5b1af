package dev.latchkey.oidc.authorize;

import dev.latchkey.clients.Client;
import dev.latchkey.clients.Logos;
import dev.latchkey.clients.Redirect;
import java.util.Optional;

/// The app a page speaks of.
///
/// @param initials what stands in its tile
/// @param logo where its logo is, if it has one
/// @param darkLogo where the one for dark pages is
/// @param host who receives the answer: the host of its callback; nothing if that is on the person's own device
public record AskingApp(
        String name, String initials, Optional<String> logo, Optional<String> darkLogo, Optional<String> host) {
    public static AskingApp of(Client client) {
        return of(client, Optional.empty());
    }

    static AskingApp of(Client client, Redirect redirect) {
        return of(client, redirect.loopbackOrPrivateScheme() ? Optional.empty() : Optional.of(redirect.host()));
    }

    private static AskingApp of(Client client, Optional<String> host) {
        var light = Logos.lightAddress(client);
        var dark = Logos.darkAddress(client);
        return new AskingApp(client.name(), initials(client.name()), light.or(() -> dark), dark.or(() -> light), host);
    }

    private static String initials(String name) {
        var letters = name.strip();
        return letters.substring(
                0, letters.offsetByCodePoints(0, Math.min(2, letters.codePointCount(0, letters.length()))));
    }
}
