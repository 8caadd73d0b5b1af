package dev.latchkey.oidc.token;

import dev.latchkey.oidc.OAuthError;
import dev.latchkey.oidc.Scopes;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Parameters;
import java.util.List;
import java.util.Optional;

/// What a client asks of the token endpoint: one record for each `grant_type`.
sealed interface TokenRequest {
    String AUTHORIZATION_CODE = "authorization_code";
    String REFRESH_TOKEN = "refresh_token";
    String DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";

    /// RFC 6749 §4.1.3, with the PKCE verifier of RFC 7636 §4.5.
    record Code(Secret code, Optional<String> redirectUri, Optional<String> verifier) implements TokenRequest {}

    /// RFC 6749 §6.
    ///
    /// @param scopes those to narrow this answer to, if any were named
    record Refresh(Secret token, Optional<Scopes> scopes) implements TokenRequest {}

    /// RFC 8628 §3.4.
    record Device(Secret deviceCode) implements TokenRequest {}

    /// Whatever is asked for stands in the body; the query is not looked at (RFC 6749 §3.2).
    ///
    /// @throws OAuthError if it is none of these
    static TokenRequest parse(Call call) {
        if (!call.hasForm()) {
            throw OAuthError.invalidRequest("The body must be application/x-www-form-urlencoded");
        }
        var form = call.form();
        for (var name : List.of(
                "grant_type", "code", "redirect_uri", "code_verifier", "refresh_token", "scope", "device_code")) {
            if (form.repeated(name)) {
                throw OAuthError.invalidRequest(name + " is given more than once");
            }
        }
        return switch (required(form, "grant_type")) {
            case AUTHORIZATION_CODE ->
                new Code(new Secret(required(form, "code")), form.value("redirect_uri"), form.value("code_verifier"));
            case REFRESH_TOKEN ->
                new Refresh(
                        new Secret(required(form, "refresh_token")),
                        form.value("scope").map(Scopes::parse));
            case DEVICE_CODE -> new Device(new Secret(required(form, "device_code")));
            default ->
                throw OAuthError.unsupportedGrantType(
                        "grant_type must be " + AUTHORIZATION_CODE + ", " + REFRESH_TOKEN + " or " + DEVICE_CODE);
        };
    }

    private static String required(Parameters form, String name) {
        return form.value(name).orElseThrow(() -> OAuthError.invalidRequest(name + " is missing"));
    }
}
