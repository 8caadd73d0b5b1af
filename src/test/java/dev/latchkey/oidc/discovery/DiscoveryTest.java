package dev.latchkey.oidc.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The metadata documents and the key set.
@OnBothDatabases
class DiscoveryTest {
    @Test
    void bothAddressesServeTheSameDocumentWithTheIssuerAsConfigured(TestIdp idp) {
        var one = idp.backchannel().get("/.well-known/openid-configuration").expect(200);
        var other =
                idp.backchannel().get("/.well-known/oauth-authorization-server").expect(200);
        assertEquals(one.text(), other.text());
        var metadata = one.json();
        assertEquals(idp.issuer(), metadata.path("issuer").stringValue());
        assertEquals(
                idp.issuer() + "/api/oidc/token",
                metadata.path("token_endpoint").stringValue());
        assertEquals(
                idp.issuer() + "/api/oidc/revoke",
                metadata.path("revocation_endpoint").stringValue());
        assertEquals(
                "RS256",
                metadata.path("id_token_signing_alg_values_supported").path(0).stringValue());
        assertEquals(1, metadata.path("code_challenge_methods_supported").size());
        assertFalse(metadata.path("request_uri_parameter_supported").booleanValue(true));
        for (var absent :
                List.of("pushed_authorization_request_endpoint", "registration_endpoint", "acr_values_supported")) {
            assertFalse(metadata.has(absent), absent);
        }
    }

    @Test
    void everyEndpointThatIsAnnouncedIsThere(TestIdp idp) {
        var metadata =
                idp.backchannel().get("/.well-known/openid-configuration").json();
        for (var member : List.of("userinfo_endpoint", "jwks_uri")) {
            assertTrue(status(idp, "GET", metadata.path(member).stringValue()) != 404, member);
        }
        for (var member : List.of("token_endpoint", "introspection_endpoint", "revocation_endpoint")) {
            assertTrue(status(idp, "POST", metadata.path(member).stringValue()) != 404, member);
        }
    }

    private static int status(TestIdp idp, String method, String address) {
        return idp.backchannel()
                .send(method, address.substring(idp.issuer().length()), new byte[0])
                .status();
    }

    @Test
    void theyMayBeCachedForAWhileAndAskedAgainCheaply(TestIdp idp) {
        for (var path : List.of("/.well-known/openid-configuration", "/.well-known/jwks.json")) {
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

    @Test
    void keysSayWhatTheyAreForAndShowNothingPrivate(TestIdp idp) {
        var keys = idp.backchannel()
                .get("/.well-known/jwks.json")
                .expect(200)
                .json()
                .path("keys");
        assertTrue(keys.size() >= 1);
        for (var key : keys) {
            assertEquals("sig", key.path("use").stringValue());
            assertFalse(key.path("kid").asString("").isEmpty());
            assertFalse(key.path("alg").asString("").isEmpty());
            for (var secret : List.of("d", "p", "q", "dp", "dq", "qi", "x5c")) {
                assertFalse(key.has(secret), secret);
            }
        }
    }
}
