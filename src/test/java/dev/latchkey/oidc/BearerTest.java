package dev.latchkey.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.Form;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/// Tokens as others hand them in: userinfo, introspection and revocation; RFC 6750, 7662, 7009, OIDC Core §5.3.
@OnBothDatabases
class BearerTest {
    private static final String USERINFO = "/api/oidc/userinfo";

    @Test
    void userinfoAnswersGetAndPost(TestIdp idp) {
        var app = idp.client("notes").create();
        var tokens = idp.user("alice").withPasskey().create().signsInTo(app).tokens();
        var get = app.userinfo(tokens).expect(200);
        var post = idp.backchannel()
                .bearer(tokens.access())
                .post(USERINFO, Form.of())
                .expect(200);
        var body = idp.backchannel()
                .post(USERINFO, Form.of("access_token", tokens.access()))
                .expect(200);
        assertEquals(get.json(), post.json());
        assertEquals(get.json(), body.json());
        assertEquals("*", get.header("Access-Control-Allow-Origin").orElse(""));
    }

    @Test
    void withoutATokenThereIsABareChallenge(TestIdp idp) {
        var answer = idp.backchannel().get(USERINFO).expect(401);
        var challenge = answer.header("WWW-Authenticate").orElse("");
        assertTrue(challenge.startsWith("Bearer") && !challenge.contains("error="), challenge); // RFC 6750 §3.1
    }

    @Test
    void tokensThatAreNoneAreInvalid(TestIdp idp) throws Exception {
        var app = idp.client("notes").create();
        var tokens = idp.user("alice").withPasskey().create().signsInTo(app).tokens();
        var parts = tokens.access().split("\\.");
        for (var wrong : List.of(
                "nonsense",
                tokens.access().substring(0, tokens.access().length() - 10),
                tokens.access() + "A",
                parts[0] + "." + parts[1] + ".",
                base64("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + "." + parts[1] + ".",
                signedWithThePublicKey(idp, parts[1]),
                tokens.id(),
                tokens.refresh(),
                "a".repeat(10_000))) {
            var answer = idp.backchannel().bearer(wrong).get(USERINFO).oauthError(401, "invalid_token");
            assertTrue(
                    answer.header("WWW-Authenticate").orElse("").contains("error=\"invalid_token\""),
                    answer.toString());
        }
    }

    @Test
    void anExpiredTokenIsInvalid(TestIdp idp) {
        var app = idp.client("notes").with("accessTokenDurationMinutes", 5).create();
        var tokens = idp.user("alice").withPasskey().create().signsInTo(app).tokens();
        idp.clock().advance(Duration.ofMinutes(6));
        app.userinfo(tokens).oauthError(401, "invalid_token");
        assertEquals("false", app.introspect(tokens.access()).expect(200).member("active"));
    }

    @Test
    void clocksMayDifferByTwoMinutes(TestIdp idp) {
        var app = idp.client("notes").create();
        var alice = idp.user("alice").withPasskey().create();
        var tokens = alice.signsInTo(app).tokens();
        idp.clock().advance(Duration.ofMinutes(-2));
        app.userinfo(tokens).expect(200);
        idp.clock().advance(Duration.ofMinutes(4));
        app.userinfo(tokens).expect(200);
        idp.clock().advance(Duration.ofMinutes(-2));
    }

    @Test
    void aTokenInTheAddressOrTwiceIsRefused(TestIdp idp) {
        var app = idp.client("notes").create();
        var tokens = idp.user("alice").withPasskey().create().signsInTo(app).tokens();
        var inAddress = idp.backchannel().get(USERINFO + "?access_token=" + tokens.access());
        assertTrue(inAddress.status() == 400 || inAddress.status() == 401, inAddress.toString()); // RFC 9700 §4.3.2
        idp.backchannel()
                .bearer(tokens.access())
                .post(USERINFO, Form.of("access_token", tokens.access()))
                .oauthError(400, "invalid_request"); // RFC 6750 §2
    }

    @Test
    void introspectionTellsTheOwnerWhatATokenIs(TestIdp idp) {
        var app = idp.client("notes").scopes("openid offline_access").create();
        var alice = idp.user("alice").withPasskey().create();
        var tokens = alice.signsInTo(app).tokens();
        var access = app.introspect(tokens.access()).expect(200).json();
        assertTrue(access.get("active").booleanValue());
        assertEquals(app.id(), access.get("client_id").stringValue());
        assertEquals(alice.id(), access.get("sub").stringValue());
        assertEquals("openid offline_access", access.get("scope").stringValue());
        assertEquals(
                tokens.accessClaims().get("exp").longValue(), access.get("exp").longValue());
        assertTrue(app.introspect(tokens.refresh())
                .expect(200)
                .json()
                .get("active")
                .booleanValue());
        assertEquals("false", app.introspect(tokens.id()).expect(200).member("active"));
    }

    @Test
    void introspectionTellsNobodyElse(TestIdp idp) {
        var app = idp.client("notes").create();
        var other = idp.client("other").create();
        var tokens = idp.user("alice").withPasskey().create().signsInTo(app).tokens();
        for (var token : List.of(tokens.access(), tokens.refresh())) {
            var answer = other.introspect(token).expect(200);
            assertEquals("{\"active\":false}", answer.text()); // RFC 7662 §2.2
        }
        idp.backchannel()
                .post("/api/oidc/introspect", Form.of("token", tokens.access()))
                .expect(401); // §2.1
        var cli = idp.client("cli").publicClient().create();
        cli.introspect(tokens.access()).expect(401);
        app.post("/api/oidc/introspect", Form.of()).oauthError(400, "invalid_request");
    }

    @Test
    void aPublicClientsBearerSeesItsOwnSubjectOnly(TestIdp idp) {
        var cli = idp.client("cli").publicClient().create();
        var alice = idp.user("alice").withPasskey().create();
        var bob = idp.user("bob").withPasskey().create();
        var bearer = alice.signsInTo(cli).tokens();
        var own = alice.signsInTo(cli).tokens();
        var foreign = bob.signsInTo(cli).tokens();
        var as = idp.backchannel().bearer(bearer.access());
        assertEquals(
                "true",
                as.post("/api/oidc/introspect", Form.of("token", own.access()))
                        .expect(200)
                        .member("active"));
        assertEquals(
                "false",
                as.post("/api/oidc/introspect", Form.of("token", foreign.access()))
                        .expect(200)
                        .member("active"));
    }

    @Test
    void aRevokedRefreshTokenTakesItsAccessTokensAlong(TestIdp idp) {
        var app = idp.client("notes").scopes("openid offline_access").create();
        var tokens = idp.user("alice").withPasskey().create().signsInTo(app).tokens();
        var second = app.refresh(tokens).tokens();
        app.revoke(second.refresh()).expect(200);
        app.refresh(second).refused("invalid_grant");
        app.refresh(tokens).refused("invalid_grant");
        app.userinfo(second).expect(401); // RFC 7009 §2.1
        assertEquals("false", app.introspect(second.access()).expect(200).member("active"));
    }

    @Test
    void aRevokedAccessTokenGoesAlone(TestIdp idp) {
        var app = idp.client("notes").scopes("openid offline_access").create();
        var tokens = idp.user("alice").withPasskey().create().signsInTo(app).tokens();
        app.revoke(tokens.access()).expect(200);
        app.userinfo(tokens).expect(401);
        assertEquals("false", app.introspect(tokens.access()).expect(200).member("active"));
        app.userinfo(app.refresh(tokens).tokens()).expect(200);
    }

    @Test
    void anUnknownTokenIsAsGoodAsRevokedAndAnothersStays(TestIdp idp) {
        var app = idp.client("notes").scopes("openid offline_access").create();
        var other = idp.client("other").create();
        var tokens = idp.user("alice").withPasskey().create().signsInTo(app).tokens();
        app.revoke("nonsense").expect(200); // RFC 7009 §2.2
        other.revoke(tokens.refresh());
        other.revoke(tokens.access());
        app.userinfo(tokens).expect(200);
        app.refresh(tokens).tokens();
        app.post("/api/oidc/revoke", Form.of()).oauthError(400, "invalid_request");
        idp.backchannel()
                .post("/api/oidc/revoke", Form.of("token", tokens.refresh(), "client_id", app.id()))
                .oauthError(401, "invalid_client");
    }

    @Test
    void anOAuthTokenIsNoSessionAndASessionNoToken(TestIdp idp) {
        var app = idp.client("notes").create();
        var alice = idp.user("alice").withPasskey().create();
        var tokens = alice.signsInTo(app).tokens();
        idp.backchannel().bearer(tokens.access()).get("/api/users/me").refused(401, "not_signed_in");
        var session = alice.sessionCookie().orElseThrow();
        idp.backchannel().bearer(session).get("/api/users/me").refused(401, "not_signed_in");
        idp.backchannel().bearer(session).get(USERINFO).expect(401);
    }

    /// HS256 with the public key as its secret, which a careless verifier takes for RS256's.
    private static String signedWithThePublicKey(TestIdp idp, String payload) throws Exception {
        var jwks = idp.backchannel().get("/.well-known/jwks.json").expect(200);
        var key = jwks.json().get("keys").get(0);
        var head = base64("{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":" + key.get("kid") + "}") + "." + payload;
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getUrlDecoder().decode(key.get("n").stringValue()), "HmacSHA256"));
        return head + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(head.getBytes(UTF_8)));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
