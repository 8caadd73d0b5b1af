package dev.latchkey.oidc.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// OpenID Connect Discovery 1.0, RFC 8414, and the key set: what is announced works, and nothing else is announced.
@OnBothDatabases
class DiscoveryTest {
    @Test
    void bothDocumentsAreTheSame(TestIdp idp) {
        var oidc = idp.backchannel().get("/.well-known/openid-configuration").expect(200);
        var oauth =
                idp.backchannel().get("/.well-known/oauth-authorization-server").expect(200);
        assertEquals(oidc.text(), oauth.text());
        assertEquals(idp.issuer(), oidc.member("issuer"));
        assertEquals("*", oidc.header("Access-Control-Allow-Origin").orElse(""));
        assertTrue(oidc.header("Content-Type").orElse("").startsWith("application/json"));
    }

    @Test
    void everyAnnouncedEndpointIsThere(TestIdp idp) {
        var document = document(idp);
        for (var name : document.propertyNames()) {
            if (name.endsWith("_endpoint") || name.equals("jwks_uri")) {
                var address = document.get(name).stringValue();
                assertTrue(address.startsWith(idp.issuer() + "/"), address);
                var path = address.substring(idp.issuer().length());
                var get = idp.backchannel().get(path).status();
                var post = idp.backchannel().send("POST", path, new byte[0]).status();
                assertTrue(get != 404 || post != 404, name + " " + get + " " + post);
            }
        }
    }

    @Test
    void theRequiredMembersAreThereAndTrue(TestIdp idp) {
        var document = document(idp);
        for (var name : List.of(
                "authorization_endpoint",
                "token_endpoint",
                "userinfo_endpoint",
                "jwks_uri",
                "end_session_endpoint",
                "introspection_endpoint",
                "revocation_endpoint",
                "device_authorization_endpoint")) {
            assertTrue(document.has(name), name);
        }
        assertEquals(Set.of("code"), set(document, "response_types_supported"));
        assertEquals(Set.of("public"), set(document, "subject_types_supported"));
        assertTrue(set(document, "id_token_signing_alg_values_supported").contains("RS256"), "Discovery §3");
        assertEquals(Set.of("S256"), set(document, "code_challenge_methods_supported"));
        assertEquals(Set.of("query", "fragment", "form_post"), set(document, "response_modes_supported"));
        assertEquals(
                Set.of("authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"),
                set(document, "grant_types_supported"));
        assertTrue(
                document.get("authorization_response_iss_parameter_supported").booleanValue(), "RFC 9207 §3");
        assertTrue(document.get("claims_parameter_supported").booleanValue());
    }

    @Test
    void whatDoesNotExistYetIsNotAnnounced(TestIdp idp) {
        var document = document(idp);
        for (var name : List.of(
                "pushed_authorization_request_endpoint",
                "registration_endpoint",
                "acr_values_supported",
                "request_object_signing_alg_values_supported",
                "check_session_iframe")) {
            assertFalse(document.has(name), name);
        }
        assertFalse(document.path("request_parameter_supported").asBoolean(false));
        assertFalse(document.path("request_uri_parameter_supported").asBoolean(true), "its default is true");
        assertFalse(document.path("client_id_metadata_document_supported").asBoolean(false));
    }

    @Test
    void theKeySetHoldsPublicKeysOnly(TestIdp idp) {
        var keys = idp.backchannel()
                .get("/.well-known/jwks.json")
                .expect(200)
                .json()
                .get("keys");
        assertFalse(keys.isEmpty());
        keys.forEach(key -> {
            assertTrue(key.has("kid") && key.has("kty") && key.has("alg"), key.toString());
            assertEquals("sig", key.get("use").stringValue());
            for (var secret : List.of("d", "p", "q", "dp", "dq", "qi", "k", "x5c")) {
                assertFalse(key.has(secret), secret);
            }
        });
    }

    @Test
    void theyMayBeCachedForAWhileAndAskedAgainCheaply(TestIdp idp) {
        for (var path : List.of(
                "/.well-known/openid-configuration",
                "/.well-known/oauth-authorization-server",
                "/.well-known/jwks.json")) {
            var answer = idp.backchannel().get(path).expect(200);
            var caching = answer.header("Cache-Control").orElse("");
            assertTrue(caching.startsWith("public, max-age="), caching);
            assertTrue(Integer.parseInt(caching.substring("public, max-age=".length())) >= 300, caching); // N5
            var again = idp.backchannel()
                    .header("If-None-Match", answer.header("ETag").orElseThrow())
                    .get(path)
                    .expect(304);
            assertEquals(0, again.body().length);
        }
    }

    private static JsonNode document(TestIdp idp) {
        return idp.backchannel()
                .get("/.well-known/openid-configuration")
                .expect(200)
                .json();
    }

    private static Set<String> set(JsonNode document, String name) {
        return Set.copyOf(
                document.get(name).valueStream().map(JsonNode::stringValue).toList());
    }
}
