package dev.latchkey.clients;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What an app's ID tokens say about the person (OIDC Core §5.4).
public enum IdTokenClaims {
    /// Every claim that the granted scopes release.
    SCOPES,
    /// Who signed in and how; the rest is asked for at the userinfo endpoint.
    MINIMAL;

    /// As it stands in JSON.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<IdTokenClaims> parse(String text) {
        return Arrays.stream(values())
                .filter(choice -> choice.text().equals(text))
                .findFirst();
    }
}
