package dev.latchkey.oidc.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.oidc.keys.SigningAlgorithm;
import dev.latchkey.testkit.Form;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.Together;
import dev.latchkey.testkit.Tokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Client authentication and the code grant, at `POST /api/oidc/token`.
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
    void aClientProvesItselfByEitherMethod(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var person = given.person();
        app.redeem(given.code(app, person, "openid")).expect(200);
        var body = app.redemption(given.code(app, person, "openid"))
                .and("client_id", app.id())
                .and("client_secret", app.secret());
        idp.backchannel().post("/api/oidc/token", body).expect(200);
    }

    @Test
    void aPublicClientMayUseBasicWithAnEmptySecret(TestIdp idp) {
        var given = new Given(idp);
        var app = given.publicApp();
        var form = app.redemption(given.code(app, given.person(), "openid"));
        idp.backchannel()
                .header("Authorization", Given.basic(app.id(), ""))
                .post("/api/oidc/token", form)
                .expect(200); // N9
    }

    @Test
    void whoDoesNotProveItselfIsRefusedAndBurnsNothing(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var form = app.redemption(given.code(app, given.person(), "openid"));
        var wrong = idp.backchannel()
                .header("Authorization", Given.basic(app.id(), "wrong"))
                .post("/api/oidc/token", form)
                .oauthError(401, "invalid_client");
        assertTrue(wrong.header("WWW-Authenticate").orElse("").startsWith("Basic "));
        idp.backchannel()
                .post("/api/oidc/token", form.and("client_id", app.id()))
                .oauthError(401, "invalid_client");
        idp.backchannel()
                .post("/api/oidc/token", form.and("client_id", app.id()).and("client_secret", "wrong"))
                .oauthError(401, "invalid_client");
        idp.backchannel()
                .header("Authorization", Given.basic("nobody", "x"))
                .post("/api/oidc/token", form)
                .oauthError(401, "invalid_client");
        for (var basic : List.of(
                "",
                "%%%",
                "bm9jb2xvbg==",
                Base64.getEncoder().encodeToString(":x".getBytes(StandardCharsets.UTF_8)),
                Base64.getEncoder().encodeToString("%zz:x".getBytes(StandardCharsets.UTF_8)),
                Base64.getEncoder().encodeToString("a%00b:x".getBytes(StandardCharsets.UTF_8)))) {
            idp.backchannel()
                    .header("Authorization", "Basic " + basic)
                    .post("/api/oidc/token", form)
                    .oauthError(401, "invalid_client");
        }
        app.token(form).expect(200); // N9: none of these used the code up
    }

    @Test
    void twoMethodsAtOnceAreRefused(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var form = app.redemption(given.code(app, given.person(), "openid"));
        app.token(form.and("client_secret", app.secret())).oauthError(400, "invalid_request");
        app.token(form.and("client_id", "another")).oauthError(400, "invalid_request");
        app.token(form.and("client_assertion_type", "urn:x").and("client_assertion", "x"))
                .oauthError(400, "invalid_request");
        idp.backchannel().post("/api/oidc/token", form).oauthError(400, "invalid_request");
        app.token(form.and("client_id", app.id())).expect(200);
    }

    @Test
    void anExpiredSecretIsNone(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        app.execute("update client_secrets set expires_at = 1 where client_id = '%s'");
        app.redeem("x").oauthError(401, "invalid_client");
    }

    @Test
    void guessesAreSlowedDownAndOnlyThose(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var guesser = idp.backchannel().header("Authorization", Given.basic(app.id(), "guess"));
        int refused = 0;
        for (int i = 0; i < 25; i++) {
            refused += guesser.post("/api/oidc/token", app.redemption("x")).status() == 429 ? 1 : 0;
        }
        assertTrue(refused >= 3, refused + " of 25 guesses were held up");
        app.redeem("x").oauthError(400, "invalid_grant");
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
    void whatDoesNotFitTheCodeIsRefusedAndLeavesItToItsOwner(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var code = given.code(app, given.person(), "openid");
        var good = app.redemption(code);
        app.token(good.with("redirect_uri", "https://app.example.org/other")).oauthError(400, "invalid_grant");
        app.token(good.without("redirect_uri")).oauthError(400, "invalid_grant");
        app.token(good.with("code_verifier", "w".repeat(64))).oauthError(400, "invalid_grant");
        app.token(good.with("code_verifier", "short")).oauthError(400, "invalid_grant");
        app.token(good.without("code_verifier")).oauthError(400, "invalid_grant");
        given.app().token(good).oauthError(400, "invalid_grant");
        app.token(good.with("code", "lk_ac_unknown")).oauthError(400, "invalid_grant");
        app.token(good).expect(200);
    }

    @Test
    void anExpiredCodeIsRefused(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var code = given.code(app, given.person(), "openid");
        idp.clock().advance(Duration.ofSeconds(61));
        app.redeem(code).oauthError(400, "invalid_grant");
    }

    @Test
    void aCodeRedeemedTwiceEndsWhatItGave(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var code = given.code(app, given.person(), "openid");
        var tokens = app.tokens(app.redeem(code));
        given.userinfo(tokens.access()).expect(200);
        app.redeem(code).oauthError(400, "invalid_grant"); // RFC 6749 §4.1.2
        given.userinfo(tokens.access()).oauthError(401, "invalid_token");
        app.refresh(tokens.refresh()).oauthError(400, "invalid_grant");
        assertFalse(app.introspect(tokens.access()).json().path("active").booleanValue());
        assertFalse(app.introspect(tokens.refresh()).json().path("active").booleanValue());
        assertEquals(
                1,
                idp.database()
                        .number(
                                "select count(*) from audit_log where event = 'AUTHORIZATION_CODE_REUSED' and client_id = '"
                                        + app.id() + "'"));
    }

    @Test
    void aSecondUseThatIsNotRightInEverythingEndsNothing(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var code = given.code(app, given.person(), "openid");
        var tokens = app.tokens(app.redeem(code));
        app.token(app.redemption(code).with("code_verifier", "w".repeat(64))).oauthError(400, "invalid_grant");
        given.app().redeem(code).oauthError(400, "invalid_grant");
        given.userinfo(tokens.access()).expect(200);
    }

    @Test
    void ofManyAtOnceOneRedeemsTheCode(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        for (int round = 0; round < 3; round++) {
            var code = given.code(app, given.person(), "openid");
            var statuses = Together.run(16, _ -> app.redeem(code).status());
            assertEquals(1, statuses.stream().filter(status -> status == 200).count(), statuses.toString());
            assertEquals(15, statuses.stream().filter(status -> status == 400).count(), statuses.toString());
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

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::stringValue).toList();
    }
}
