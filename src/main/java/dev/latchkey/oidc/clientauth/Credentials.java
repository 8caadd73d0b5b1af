package dev.latchkey.oidc.clientauth;

import dev.latchkey.oidc.OAuthError;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.http.Call;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// What a client says about itself.
///
/// @param secret none if it sent none, or an empty one, as public clients do that know only HTTP Basic
record Credentials(String clientId, Optional<Secret> secret) {
    private static final String BASIC = "Basic ";

    /// Reads them from a request.
    ///
    /// @throws OAuthError if there are none, or more than one method is used (RFC 6749 §2.3)
    static Credentials of(Call call) {
        var form = call.form();
        for (var name : new String[] {"client_id", "client_secret"}) {
            if (form.repeated(name)) {
                throw OAuthError.invalidRequest(name + " is given more than once");
            }
        }
        if (form.value("client_assertion_type").isPresent()
                || form.value("client_assertion").isPresent()) {
            throw OAuthError.invalidRequest("client_assertion is not supported; use the client's secret");
        }
        var inBody = form.value("client_id").filter(id -> !id.isBlank());
        var secret = form.value("client_secret").map(Secret::new);
        var basic = basic(call);
        if (basic.isEmpty()) {
            return new Credentials(
                    inBody.orElseThrow(() -> OAuthError.invalidRequest(
                            "client_id is missing, both in the Authorization header and in the body")),
                    secret);
        }
        if (secret.isPresent()) {
            throw OAuthError.invalidRequest(
                    "The client authenticates twice, in the Authorization header and in the body; use one of them");
        }
        if (inBody.isPresent() && !inBody.get().equals(basic.get().clientId())) {
            throw OAuthError.invalidRequest("client_id in the body is not the one in the Authorization header");
        }
        return basic.get();
    }

    /// RFC 7617 §2, with both parts form-encoded (RFC 6749 §2.3.1).
    static Optional<Credentials> basic(Call call) {
        var headers = call.headers("Authorization");
        if (headers.size() > 1) {
            throw OAuthError.invalidRequest("Authorization is sent more than once");
        }
        var header = headers.isEmpty() ? "" : headers.getFirst() + ' ';
        if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        try {
            var encoded = header.substring(BASIC.length()).strip();
            var pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon < 1 || pair.indexOf('\0') >= 0) {
                throw unreadable();
            }
            var id = URLDecoder.decode(pair.substring(0, colon), StandardCharsets.UTF_8);
            var secret = URLDecoder.decode(pair.substring(colon + 1), StandardCharsets.UTF_8);
            if (id.isBlank() || id.indexOf('\0') >= 0) {
                throw unreadable();
            }
            return Optional.of(new Credentials(
                    id, Optional.of(secret).filter(s -> !s.isEmpty()).map(Secret::new)));
        } catch (IllegalArgumentException e) {
            throw unreadable();
        }
    }

    private static OAuthError unreadable() {
        return OAuthError.invalidClient("The Authorization header is not valid HTTP Basic");
    }
}
