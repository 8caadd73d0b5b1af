package dev.latchkey.oidc.discovery;

import dev.latchkey.oidc.Pkce;
import dev.latchkey.oidc.ResponseMode;
import dev.latchkey.oidc.Scopes;
import dev.latchkey.oidc.claims.Claims;
import dev.latchkey.platform.crypto.Hashes;
import dev.latchkey.platform.http.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;

/// What there is, and where: only what works. Both well-known addresses serve the same document (RFC 8414 §5).
final class Metadata {
    private static final List<String> CLIENT_AUTHENTICATION =
            List.of("client_secret_basic", "client_secret_post", "none");

    private final URI appUrl;
    private final URI internalUrl;
    private final Supplier<List<String>> languages;

    Metadata(URI appUrl, URI internalUrl, Supplier<List<String>> languages) {
        this.appUrl = appUrl;
        this.internalUrl = internalUrl;
        this.languages = languages;
    }

    MetadataDocument document(List<String> algorithms) {
        var m = new LinkedHashMap<String, Object>();
        m.put("issuer", appUrl.toString());
        m.put("authorization_endpoint", appUrl + "/authorize");
        m.put("token_endpoint", internalUrl + "/api/oidc/token");
        m.put("userinfo_endpoint", internalUrl + "/api/oidc/userinfo");
        m.put("end_session_endpoint", appUrl + "/api/oidc/end-session");
        m.put("introspection_endpoint", internalUrl + "/api/oidc/introspect");
        m.put("revocation_endpoint", internalUrl + "/api/oidc/revoke");
        m.put("device_authorization_endpoint", appUrl + "/api/oidc/device/authorize");
        m.put("jwks_uri", internalUrl + "/.well-known/jwks.json");
        m.put("scopes_supported", Scopes.SUPPORTED);
        m.put("claims_supported", claims());
        m.put("claims_parameter_supported", true);
        m.put("subject_types_supported", List.of("public"));
        m.put("response_types_supported", List.of("code"));
        m.put(
                "response_modes_supported",
                Arrays.stream(ResponseMode.values())
                        .map(ResponseMode::parameter)
                        .toList());
        m.put("authorization_response_iss_parameter_supported", true);
        m.put(
                "grant_types_supported",
                List.of("authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"));
        m.put("code_challenge_methods_supported", List.of(Pkce.METHOD));
        m.put("prompt_values_supported", List.of("none", "login", "consent", "select_account"));
        m.put("id_token_signing_alg_values_supported", algorithms);
        m.put("token_endpoint_auth_methods_supported", CLIENT_AUTHENTICATION);
        m.put("revocation_endpoint_auth_methods_supported", CLIENT_AUTHENTICATION);
        m.put(
                "introspection_endpoint_auth_methods_supported",
                List.of("client_secret_basic", "client_secret_post", "Bearer"));
        m.put("request_parameter_supported", false);
        m.put("request_uri_parameter_supported", false); // absent would mean true
        m.put("ui_locales_supported", languages.get());
        var json = Json.bytes(m);
        var etag =
                '"' + Hashes.sha256Hex(new String(json, StandardCharsets.UTF_8)).substring(0, 16) + '"';
        return new MetadataDocument(algorithms, json, etag);
    }

    private static List<String> claims() {
        var claims = new ArrayList<>(List.of("sub"));
        claims.addAll(Claims.supported());
        claims.addAll(List.of("auth_time", "amr", "sid"));
        return claims;
    }
}
