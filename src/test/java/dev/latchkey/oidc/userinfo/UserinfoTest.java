package dev.latchkey.oidc.userinfo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.oidc.token.ForgedTokens;
import dev.latchkey.oidc.token.Given;
import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.Form;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `GET` and `POST /api/oidc/userinfo`, and RFC 6750's errors.
@OnBothDatabases
class UserinfoTest {
    private static final String PATH = "/api/oidc/userinfo";

    @Test
    void tellsWhatTheScopesRelease(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var person = given.person();
        idp.database()
                .execute(
                        "insert into user_claims (user_id, claim, value) values ('" + person + "', 'level', '3')",
                        "insert into user_claims (user_id, claim, value) values ('" + person + "', 'site', 'Berlin')");
        var group = given.restrict(app, person);
        idp.database()
                .execute(
                        "insert into group_claims (group_id, claim, value) values ('" + group + "', 'site', 'Rome')",
                        "insert into group_claims (group_id, claim, value) values ('" + group + "', 'tags', '[1,2]')");
        var told = given.userinfo(
                        given.tokens(app, person, "openid profile email groups").access())
                .expect(200)
                .json();
        assertEquals(person, told.path("sub").stringValue());
        assertEquals(3, told.path("level").intValue());
        assertEquals("Berlin", told.path("site").stringValue()); // a person's own claim beats a group's
        assertEquals(2, told.path("tags").size());
        assertEquals(1, told.path("groups").size());
        assertTrue(told.path("updated_at").isIntegralNumber());
        assertEquals(
                idp.issuer() + "/api/users/" + person + "/profile-picture.png",
                told.path("picture").stringValue());
        var little = given.userinfo(given.tokens(app, person, "openid").access())
                .expect(200)
                .json();
        assertEquals(1, little.size());
    }

    @Test
    void takesTheTokenInTheHeaderOrInAForm(TestIdp idp) {
        var given = new Given(idp);
        var access = given.tokens(given.publicApp()).access();
        idp.backchannel().bearer(access).get(PATH).expect(200);
        idp.backchannel().header("Authorization", "bearer " + access).get(PATH).expect(200);
        idp.backchannel().bearer(access).post(PATH, Form.of("x", "y")).expect(200);
        idp.backchannel().post(PATH, Form.of("access_token", access)).expect(200);
    }

    @Test
    void theSubjectIsThatOfTheIdTokenAndWhatHasNoValueIsLeftOut(TestIdp idp) {
        var app = idp.client("sparse").scopes("openid profile email").create();
        var alice = idp.user("sparse")
                .with("firstName", "")
                .with("lastName", "")
                .withPasskey()
                .create();
        var tokens = alice.signsInTo(app).tokens();
        var answer = app.userinfo(tokens).expect(200);
        assertTrue(answer.header("Content-Type").orElse("").startsWith("application/json"), answer.toString());
        assertEquals(tokens.idClaims().path("sub").asString(), answer.member("sub"));
        for (var name : List.of("given_name", "family_name", "locale")) {
            assertFalse(answer.json().has(name), name + " is empty"); // OpenID Connect Core §5.3.2
        }
        for (var claim : answer.json().properties()) {
            assertFalse(claim.getValue().isNull(), claim.getKey());
        }
    }

    @Test
    void neverInTheAddressAndNeverTwice(TestIdp idp) {
        var given = new Given(idp);
        var access = given.tokens(given.app()).access();
        idp.backchannel().get(PATH + "?access_token=" + access).oauthError(400, "invalid_request");
        idp.backchannel().bearer(access).get(PATH + "?access_token=x").oauthError(400, "invalid_request");
        idp.backchannel()
                .bearer(access)
                .post(PATH, Form.of("access_token", access))
                .oauthError(400, "invalid_request");
    }

    @Test
    void withoutATokenTheChallengeIsBare(TestIdp idp) {
        var answer = idp.backchannel().get(PATH).expect(401);
        assertFalse(answer.header("WWW-Authenticate").orElseThrow().contains("error=")); // RFC 6750 §3.1
        idp.backchannel().header("Authorization", "Bearer ").get(PATH).expect(401);
        idp.backchannel().header("Authorization", "Basic eDp5").get(PATH).expect(401);
    }

    @Test
    void noForgedTokenCounts(TestIdp idp) throws GeneralSecurityException {
        var given = new Given(idp);
        var tokens = given.tokens(given.app());
        for (var forged : ForgedTokens.of(idp, tokens.access()).entrySet()) {
            var answer = given.userinfo(forged.getValue());
            assertEquals(401, answer.status(), forged.getKey());
            refused(answer);
        }
        refused(given.userinfo(tokens.id()));
        refused(given.userinfo(tokens.refresh()));
        given.userinfo(tokens.access()).expect(200);
    }

    private static void refused(Answer answer) {
        answer.oauthError(401, "invalid_token");
        assertTrue(answer.header("WWW-Authenticate").orElseThrow().contains("error=\"invalid_token\""));
    }

    @Test
    void anExpiredTokenDoesNotCount(TestIdp idp) {
        var given = new Given(idp);
        var access = given.tokens(given.app()).access();
        idp.clock().advance(Duration.ofMinutes(59));
        given.userinfo(access).expect(200);
        idp.clock().advance(Duration.ofMinutes(2));
        refused(given.userinfo(access));
    }

    @Test
    void whoIsDisabledOrLeftTheGroupIsOutAtOnce(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var person = given.person();
        var group = given.restrict(app, person);
        var access = given.tokens(app, person, "openid").access();
        given.leave(group);
        refused(given.userinfo(access));
        app.execute("update clients set group_restricted = false where id = '%s'");
        given.userinfo(access).expect(200);
        given.disable(person);
        refused(given.userinfo(access));
    }

    @Test
    void withoutOpenidTheScopeIsInsufficient(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var token = given.tokens(app, given.person(), "profile").access();
        idp.backchannel()
                .post("/api/oidc/userinfo", Form.of("access_token", token))
                .oauthError(403, "insufficient_scope");
        var answer = given.userinfo(token).oauthError(403, "insufficient_scope");
        assertTrue(answer.header("WWW-Authenticate").orElseThrow().contains("scope=\"openid\""));
    }

    @Test
    void anOAuthTokenIsNoSessionAndASessionNoToken(TestIdp idp) {
        var app = idp.client("notes").create();
        var alice = idp.user("alice").withPasskey().create();
        var tokens = alice.signsInTo(app).tokens();
        idp.backchannel().bearer(tokens.access()).get("/api/users/me").refused(401, "not_signed_in");
        var session = alice.sessionCookie().orElseThrow();
        idp.backchannel().bearer(session).get("/api/users/me").refused(401, "not_signed_in");
        idp.backchannel().bearer(session).get(PATH).expect(401);
    }

    @Test
    void pagesOfAnyOriginMayAsk(TestIdp idp) {
        for (var path : new String[] {
            PATH,
            "/api/oidc/token",
            "/api/oidc/introspect",
            "/api/oidc/revoke",
            "/.well-known/openid-configuration",
            "/.well-known/oauth-authorization-server",
            "/.well-known/jwks.json"
        }) {
            var preflight = idp.backchannel()
                    .header("Origin", "https://dashboard.example.org")
                    .send("OPTIONS", path, new byte[0])
                    .expect(204); // N11
            assertEquals("*", preflight.header("Access-Control-Allow-Origin").orElse(""), path);
            assertTrue(
                    preflight.header("Access-Control-Allow-Headers").orElse("").contains("Authorization"), path);
        }
        var refused = idp.backchannel().get(PATH);
        assertEquals("*", refused.header("Access-Control-Allow-Origin").orElse(""));
        assertTrue(refused.header("Access-Control-Expose-Headers").orElse("").contains("WWW-Authenticate"));
    }
}
