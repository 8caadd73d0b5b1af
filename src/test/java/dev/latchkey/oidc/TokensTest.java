package dev.latchkey.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.Tokens;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What stands in tokens: RFC 9068, OIDC Core §2, §5. Signatures are checked with the JDK alone.
@OnBothDatabases
class TokensTest {
    @Test
    void anIdTokenSaysWhatTheStandardWantsAndNothingNobodyAskedFor(TestIdp idp) {
        var app = idp.client("notes").scopes("openid").create();
        var alice = idp.user("alice").withPasskey().create();
        var now = idp.clock().instant().getEpochSecond();
        var tokens = alice.signsInTo(app).tokens();
        var claims = tokens.idClaims();
        assertEquals(
                new TreeSet<>(Set.of(
                        "iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "jti", "amr", "at_hash", "sid")),
                new TreeSet<>(claims.propertyNames()));
        assertEquals(idp.issuer(), claims.get("iss").stringValue());
        assertEquals(app.id(), claims.get("aud").get(0).stringValue());
        assertEquals(1, claims.get("aud").size());
        assertTrue(claims.get("iat").longValue() >= now - 6 && claims.get("iat").longValue() <= now + 60);
        assertTrue(claims.get("exp").longValue() > now);
        assertTrue(claims.get("amr")
                .valueStream()
                .anyMatch(amr -> amr.stringValue().equals("phr")));
        assertEquals("JWT", Tokens.header(tokens.id()).path("typ").asString(""));
    }

    @Test
    void anAccessTokenFollowsRfc9068(TestIdp idp) {
        var app = idp.client("notes").scopes("openid profile").create();
        var alice = idp.user("alice").withPasskey().create();
        var tokens = alice.signsInTo(app).tokens();
        var claims = tokens.accessClaims();
        assertEquals("at+jwt", Tokens.header(tokens.access()).get("typ").stringValue());
        assertEquals(alice.id(), claims.get("sub").stringValue());
        assertEquals(app.id(), claims.get("client_id").stringValue());
        assertEquals("openid profile", claims.get("scope").stringValue());
        assertEquals(
                Set.of(app.id(), idp.issuer()),
                Set.copyOf(claims.get("aud")
                        .valueStream()
                        .map(JsonNode::stringValue)
                        .toList()));
        for (var name : new String[] {"iss", "exp", "iat", "jti"}) {
            assertTrue(claims.has(name), name);
        }
        for (var name : new String[] {"email", "name", "groups", "preferred_username"}) {
            assertFalse(claims.has(name), name);
        }
        var life = claims.get("exp").longValue() - claims.get("iat").longValue();
        assertTrue(Math.abs(life - tokens.answer().json().get("expires_in").longValue()) <= 6);
    }

    @Test
    void signaturesHoldAgainstThePublishedKeys(TestIdp idp) throws Exception {
        var app = idp.client("notes").create();
        var tokens = idp.user("alice").withPasskey().create().signsInTo(app).tokens();
        assertTrue(verified(idp, tokens.id()));
        assertTrue(verified(idp, tokens.access()));
        assertFalse(verified(idp, forged(tokens.id())));
    }

    @Test
    void atHashBindsTheAccessToken(TestIdp idp) throws Exception {
        var app = idp.client("notes").create();
        var tokens = idp.user("alice").withPasskey().create().signsInTo(app).tokens();
        var hash = MessageDigest.getInstance("SHA-256").digest(tokens.access().getBytes(StandardCharsets.US_ASCII));
        assertEquals(
                Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 16)),
                tokens.idClaims().get("at_hash").stringValue()); // OIDC Core §3.1.3.6
    }

    @Test
    void scopesReleaseTheirClaimsInBothPlaces(TestIdp idp) {
        var family = idp.group("family");
        var app = idp.client("notes").scopes("openid profile email groups").create();
        var alice = idp.user("alice")
                .memberOf(family)
                .with("locale", "de")
                .withPasskey()
                .create();
        var tokens = alice.signsInTo(app).tokens();
        for (var claims : new JsonNode[] {
            tokens.idClaims(), app.userinfo(tokens).expect(200).json()
        }) {
            assertEquals(alice.username() + "@example.com", claims.get("email").stringValue());
            assertTrue(claims.get("email_verified").booleanValue());
            assertEquals(alice.username(), claims.get("preferred_username").stringValue());
            assertTrue(claims.get("name").stringValue().endsWith(" Example"));
            assertEquals("Example", claims.get("family_name").stringValue());
            assertEquals("de", claims.get("locale").stringValue());
            assertTrue(claims.get("updated_at").isIntegralNumber(), "OIDC Core §5.1: a number");
            assertTrue(claims.get("picture").stringValue().startsWith(idp.issuer()));
            assertEquals(1, claims.get("groups").size());
        }
    }

    @Test
    void withoutOpenidThereIsNoIdTokenAndNoUserinfo(TestIdp idp) {
        var app = idp.client("notes").scopes("email").create();
        var tokens = idp.user("alice").withPasskey().create().signsInTo(app).tokens();
        assertEquals("", tokens.id());
        app.userinfo(tokens).expect(403);
    }

    @Test
    void customClaimsComeWithProfileAndASpecificOneWins(TestIdp idp) {
        var family = idp.group("family");
        var app = idp.client("notes").scopes("openid profile").create();
        var alice = idp.user("alice").memberOf(family).withPasskey().create();
        var admin = idp.admin();
        admin.calls("PUT", "/api/custom-claims/user-group/" + family, new Object[] {
                    Map.of("key", "room", "value", "1"), Map.of("key", "floor", "value", "[2]")
                })
                .expect(200);
        admin.calls("PUT", "/api/custom-claims/user/" + alice.id(), new Object[] {Map.of("key", "room", "value", "blue")
                })
                .expect(200);
        var claims = alice.signsInTo(app).tokens().idClaims();
        assertEquals("blue", claims.get("room").stringValue());
        assertEquals(2, claims.get("floor").get(0).intValue());
    }

    @Test
    void whatAnAdministratorCallsLocaleOrUpdatedAtIsWhatAppsHear(TestIdp idp) {
        var app = idp.client("notes").scopes("openid profile").create();
        var alice = idp.user("alice").with("locale", "de").withPasskey().create();
        var bob = idp.user("bob").withPasskey().create();
        for (var person : List.of(alice, bob)) {
            idp.admin()
                    .calls("PUT", "/api/custom-claims/user/" + person.id(), new Object[] {
                        Map.of("key", "locale", "value", "gsw-CH"), Map.of("key", "updated_at", "value", "1700000000")
                    })
                    .expect(200);
            var tokens = person.signsInTo(app).tokens();
            for (var claims :
                    List.of(tokens.idClaims(), app.userinfo(tokens).expect(200).json())) {
                assertEquals("gsw-CH", claims.path("locale").asString());
                assertEquals(1_700_000_000, claims.path("updated_at").intValue());
            }
        }
    }

    @Test
    void theClaimsParameterIsHonoured(TestIdp idp) {
        var app = idp.client("notes").scopes("openid").create();
        var alice = idp.user("alice").withPasskey().create();
        var request = app.request()
                .with("claims", "{\"userinfo\":{\"email\":{\"essential\":true}},\"id_token\":{\"given_name\":null}}");
        var tokens = alice.signsInTo(app, request).tokens();
        assertTrue(tokens.idClaims().has("given_name"), "OIDC Core §5.5");
        assertFalse(tokens.idClaims().has("email"));
        assertTrue(app.userinfo(tokens).json().has("email"));
    }

    @Test
    void aMinimalIdTokenLeavesClaimsToUserinfo(TestIdp idp) {
        var app = idp.client("notes")
                .scopes("openid profile email")
                .with("idTokenClaims", "minimal")
                .create();
        var tokens = idp.user("alice").withPasskey().create().signsInTo(app).tokens();
        assertFalse(tokens.idClaims().has("email") || tokens.idClaims().has("name"), "OIDC Core §5.4");
        assertTrue(app.userinfo(tokens).json().has("email"));
    }

    private static String forged(String jwt) {
        var parts = jwt.split("\\.");
        var claims =
                new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8).replace("alice", "malic");
        return parts[0] + "."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString((claims + " ").getBytes(StandardCharsets.UTF_8))
                + "." + parts[2];
    }

    private static boolean verified(TestIdp idp, String jwt) throws Exception {
        var header = Tokens.header(jwt);
        assertEquals("RS256", header.get("alg").stringValue());
        var key = idp.backchannel()
                .get("/.well-known/jwks.json")
                .expect(200)
                .json()
                .get("keys")
                .valueStream()
                .filter(found -> found.get("kid").equals(header.get("kid")))
                .findFirst()
                .orElseThrow();
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(number(key.get("n")), number(key.get("e")))));
        signature.update(jwt.substring(0, jwt.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(jwt.substring(jwt.lastIndexOf('.') + 1)));
    }

    private static BigInteger number(JsonNode base64) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(base64.stringValue()));
    }
}
