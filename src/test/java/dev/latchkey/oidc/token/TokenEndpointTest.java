package dev.latchkey.oidc.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.oidc.keys.SigningAlgorithm;
import dev.latchkey.testkit.Form;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What a request to `POST /api/oidc/token` has to look like, and what is given for a code: RFC 6749 §3.2, §5.
@OnBothDatabases
class TokenEndpointTest {
    private static final String ALL = "openid profile email groups offline_access";

    @Test
    void aCodeGivesAllThreeTokens(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var person = given.person();
        var answer = app.redeem(given.code(app, person, ALL)).expect(200);
        assertEquals("no-store", answer.header("Cache-Control").orElse(""));
        assertEquals("no-cache", answer.header("Pragma").orElse(""));
        assertEquals("bearer", answer.member("token_type"));
        assertEquals(3600, answer.json().path("expires_in").intValue());
        assertEquals(ALL, answer.member("scope"));
        var tokens = app.tokens(answer);

        var access = tokens.accessClaims(); // RFC 9068 §2
        assertEquals("at+jwt", Tokens.header(tokens.access()).path("typ").stringValue());
        assertFalse(Tokens.header(tokens.access()).path("kid").asString("").isEmpty()); // N1
        assertEquals(idp.issuer(), access.path("iss").stringValue());
        assertEquals(person, access.path("sub").stringValue());
        assertEquals(List.of(app.id(), idp.issuer()), texts(access.path("aud"))); // N2
        assertEquals(app.id(), access.path("client_id").stringValue());
        assertEquals(ALL, access.path("scope").stringValue());
        assertEquals(List.of(ALL.split(" ")), texts(access.path("scp")));

        var id = tokens.idClaims();
        assertEquals("JWT", Tokens.header(tokens.id()).path("typ").stringValue());
        assertEquals(List.of(app.id()), texts(id.path("aud")));
        assertEquals(Given.NONCE, id.path("nonce").stringValue());
        assertEquals(List.of("phr", "pop"), texts(id.path("amr")));
        assertTrue(id.path("sid").stringValue().startsWith("session-of-"));
        assertEquals(
                SigningAlgorithm.RS256.leftHalfHash(tokens.access()),
                id.path("at_hash").stringValue());
        assertNotEquals(access.path("jti").stringValue(), id.path("jti").stringValue());
        assertEquals("Tim Cook", id.path("name").stringValue());
        assertEquals("de", id.path("locale").stringValue());
        assertTrue(id.path("email_verified").booleanValue());
        assertTrue(id.path("groups").isArray());
        assertFalse(id.has("display_name")); // it is empty, so it is left out
        for (var never : List.of("acr", "rat", "type", "nbf")) {
            assertFalse(id.has(never), never);
        }
    }

    @Test
    void iatIsNeverAheadOfAClockThatIsALittleSlow(TestIdp idp) {
        var given = new Given(idp);
        var tokens = given.tokens(given.app());
        long now = idp.clock().instant().getEpochSecond();
        for (var claims : List.of(tokens.accessClaims(), tokens.idClaims())) {
            long issued = claims.path("iat").longValue();
            assertTrue(issued <= now - 4 && issued >= now - 10, "iat " + issued + " at " + now); // N4
            assertTrue(claims.path("exp").longValue() - now <= 3600);
        }
    }

    @Test
    void onlyTheBodyCounts(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var code = given.code(app, given.person(), "openid");
        var basic = idp.backchannel().header("Authorization", Given.basic(app.id(), app.secret()));
        basic.post("/api/oidc/token?" + app.redemption(code).encoded(), Form.of("x", "y"))
                .oauthError(400, "invalid_request");
        basic.post("/api/oidc/token?grant_type=password&code=other", app.redemption(code))
                .expect(200);
        basic.postJson("/api/oidc/token", java.util.Map.of("grant_type", "authorization_code"))
                .oauthError(400, "invalid_request");
        basic.get("/api/oidc/token").expect(404);
        basic.send("POST", "/api/oidc/token", new byte[0]).oauthError(400, "invalid_request");
        basic.header("Content-Type", "application/x-www-form-urlencoded")
                .send("POST", "/api/oidc/token", "grant_type=%ff".getBytes(StandardCharsets.UTF_8))
                .oauthError(400, "invalid_request");
    }

    @Test
    void whatIsMissingDoubledOrUnknownIsNamed(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        app.token(Form.of("code", "x")).oauthError(400, "invalid_request");
        app.token(Form.of("grant_type", "")).oauthError(400, "invalid_request");
        app.token(Form.of("grant_type", "password")).oauthError(400, "unsupported_grant_type");
        app.token(Form.of("grant_type", "client_credentials")).oauthError(400, "unsupported_grant_type");
        app.token(Form.of("grant_type", "authorization_code")).oauthError(400, "invalid_request");
        app.token(Form.of("grant_type", "refresh_token")).oauthError(400, "invalid_request");
        app.token(Form.of("grant_type", TokenRequest.DEVICE_CODE)).oauthError(400, "invalid_request");
        for (var name : List.of(
                "grant_type",
                "code",
                "redirect_uri",
                "code_verifier",
                "client_id",
                "scope",
                "refresh_token",
                "device_code")) {
            var twice = app.redemption("x").and(name, "a").and(name, "a");
            app.token(twice).oauthError(400, "invalid_request");
        }
    }

    @Test
    void whoIsDisabledOrInNoAllowedGroupGetsNothing(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var disabled = given.person();
        var code = given.code(app, disabled, "openid");
        given.disable(disabled);
        app.redeem(code).oauthError(400, "invalid_grant");

        var member = given.person();
        var group = given.restrict(app, member);
        app.redeem(given.code(app, member, "openid")).expect(200);
        var next = given.code(app, member, "openid");
        given.leave(group);
        app.redeem(next).oauthError(400, "invalid_grant");
    }

    @Test
    void withoutOpenidThereIsNoIdToken(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var answer = app.redeem(given.code(app, given.person(), "profile")).expect(200);
        assertFalse(answer.json().has("id_token"));
        assertFalse(answer.member("refresh_token").isEmpty()); // N10
    }

    @Test
    void anAppMayLeaveClaimsToUserinfoAndStillAskForSomeByName(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        app.execute("update clients set id_token_claims = 'minimal' where id = '%s'");
        var minimal = given.tokens(app, given.person(), "openid profile email").idClaims();
        assertFalse(minimal.has("email"));
        assertFalse(minimal.has("name"));

        var asked = "'{\"id_token\":{\"email\":{\"essential\":true}},\"userinfo\":{\"groups\":null}}'";
        var named = app.tokens(app.redeem(given.code(app, given.person(), "openid", asked)));
        assertTrue(named.idClaims().has("email"));
        assertFalse(named.idClaims().has("name"));
        var told = given.userinfo(named.access()).expect(200).json();
        assertTrue(told.path("groups").isArray());
        assertFalse(told.has("email"));
    }

    @Test
    void theFirstTokenIsAuditedAndARefreshIsNot(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var tokens = given.tokens(app);
        app.refresh(tokens.refresh()).expect(200);
        assertEquals(1, idp.database().number("select count(*) from audit_log where client_id = '" + app.id() + "'"));
    }

    @Test
    void errorsAreKeptNowhereAndReadableByScriptsOfOthers(TestIdp idp) {
        var answer = new Given(idp).app().redeem("lk_ac_unknown").oauthError(400, "invalid_grant");
        assertTrue(answer.header("Cache-Control").orElse("").contains("no-store"));
        assertEquals("*", answer.header("Access-Control-Allow-Origin").orElse(""));
        assertEquals(
                "application/json",
                answer.header("Content-Type").orElse("").split(";")[0].strip());
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::stringValue).toList();
    }
}
