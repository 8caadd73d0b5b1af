package dev.latchkey.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.Backchannel;
import dev.latchkey.testkit.Form;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The token endpoint's own rules and how clients authenticate there: RFC 6749 §2.3, §3.2, §5.2.
@OnBothDatabases
class TokenEndpointTest {
    private static final String TOKEN = "/api/oidc/token";

    @Test
    void theSecretMayComeByBasicOrInTheBody(TestIdp idp) {
        var app = idp.client("notes").create();
        var alice = idp.user("alice").withPasskey().create();
        alice.signsInTo(app).tokens();
        var signIn = alice.signsInTo(app);
        idp.backchannel()
                .post(
                        TOKEN,
                        app.redemption(signIn.code(), signIn.request())
                                .and(Form.of("client_id", app.id(), "client_secret", app.secret())))
                .expect(200);
    }

    @Test
    void twoWaysAtOnceAreRefused(TestIdp idp) {
        var app = idp.client("notes").create();
        app.post(TOKEN, unknownCode().and("client_secret", app.secret())).oauthError(400, "invalid_request"); // §2.3
    }

    @Test
    void whoDoesNotAuthenticateGetsAChallenge(TestIdp idp) {
        var app = idp.client("notes").create();
        for (var answer : List.of(
                idp.backchannel().post(TOKEN, unknownCode().and("client_id", app.id())),
                idp.backchannel()
                        .post(
                                TOKEN,
                                unknownCode().and(Form.of("client_id", app.id(), "client_secret", "wrong secret"))),
                basic(idp, app.id(), "wrong secret").post(TOKEN, unknownCode()),
                basic(idp, "nobody", "wrong secret").post(TOKEN, unknownCode()),
                basic(idp, app.id(), "").post(TOKEN, unknownCode()),
                idp.backchannel().post(TOKEN, unknownCode().and("client_id", "nobody")))) {
            answer.oauthError(401, "invalid_client");
            assertTrue(answer.header("WWW-Authenticate").orElse("").startsWith("Basic"), answer.toString()); // §5.2
        }
    }

    @Test
    void aBrokenBasicHeaderIsRefused(TestIdp idp) {
        for (var header : List.of("Basic", "Basic !!!", "Basic " + base64("no colon"), "Basic " + base64("%zz:x"))) {
            var answer = idp.backchannel().header("Authorization", header).post(TOKEN, unknownCode());
            assertTrue(answer.status() == 401 || answer.status() == 400, header + " " + answer);
            assertTrue(
                    List.of("invalid_client", "invalid_request").contains(answer.member("error")), answer.toString());
        }
    }

    @Test
    void theSecretIsFormEncodedInBasic(TestIdp idp) {
        var app = idp.client("notes").create();
        var secret = "a+b c%20:d~ \"{}/\\1234";
        idp.admin()
                .calls("POST", "/api/oidc/clients/" + app.id() + "/secrets", Map.of("secret", secret))
                .expect(201);
        basic(idp, app.id(), Form.of("x", secret).encoded().substring(2))
                .post(TOKEN, unknownCode())
                .oauthError(400, "invalid_grant");
    }

    @Test
    void anExpiredOrDeletedSecretIsNone(TestIdp idp) {
        var app = idp.client("notes").create();
        var secrets = "/api/oidc/clients/" + app.id() + "/secrets";
        var expires = idp.clock().instant().plus(Duration.ofHours(1)).toString();
        var second =
                idp.admin().calls("POST", secrets, Map.of("expiresAt", expires)).expect(201);
        basic(idp, app.id(), second.member("secret")).post(TOKEN, unknownCode()).oauthError(400, "invalid_grant");
        var third = idp.admin().calls("POST", secrets, Map.of()).expect(201);
        idp.clock().advance(Duration.ofHours(2));
        basic(idp, app.id(), second.member("secret")).post(TOKEN, unknownCode()).oauthError(401, "invalid_client");
        idp.admin().calls("DELETE", secrets + "/" + third.member("id")).expect(204);
        basic(idp, app.id(), third.member("secret")).post(TOKEN, unknownCode()).oauthError(401, "invalid_client");
        app.token(unknownCode()).oauthError(400, "invalid_grant");
    }

    @Test
    void aRequestThatIsNoneIsRefused(TestIdp idp) {
        var app = idp.client("notes").create();
        app.token(Form.of()).oauthError(400, "invalid_request");
        app.token(Form.of("grant_type", "")).oauthError(400, "invalid_request");
        app.token(unknownCode().and("grant_type", "refresh_token")).oauthError(400, "invalid_request");
        app.token(unknownCode().and("code", "another")).oauthError(400, "invalid_request"); // §3.2: no doubles
        app.token(Form.of("grant_type", "authorization_code")).oauthError(400, "invalid_request");
        app.token(Form.of("grant_type", "password", "username", "a", "password", "b"))
                .oauthError(400, "unsupported_grant_type");
        app.token(Form.of("grant_type", "client_credentials")).oauthError(400, "unsupported_grant_type");
        idp.backchannel()
                .header("Authorization", app.basic())
                .postJson(TOKEN, Map.of("grant_type", "authorization_code"))
                .oauthError(400, "invalid_request");
        idp.backchannel()
                .header("Authorization", app.basic())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .send("POST", TOKEN, "grant_type=%ff".getBytes(UTF_8))
                .oauthError(400, "invalid_request");
    }

    @Test
    void parametersInTheAddressDoNotCount(TestIdp idp) {
        var app = idp.client("notes").create();
        var signIn = idp.user("alice").withPasskey().create().signsInTo(app);
        app.post(TOKEN + "?" + app.redemption(signIn.code(), signIn.request()).encoded(), Form.of())
                .oauthError(400, "invalid_request"); // §3.2
        idp.backchannel().get(TOKEN).expect(404);
        signIn.tokens();
    }

    @Test
    void errorsAreKeptNowhereAndReadableByScriptsOfOthers(TestIdp idp) {
        var app = idp.client("notes").create();
        var answer = app.token(unknownCode()).oauthError(400, "invalid_grant");
        assertTrue(answer.header("Cache-Control").orElse("").contains("no-store"));
        assertEquals("*", answer.header("Access-Control-Allow-Origin").orElse(""));
        assertEquals(
                "application/json",
                answer.header("Content-Type").orElse("").split(";")[0].strip());
    }

    @Test
    void aPublicClientNeedsNoSecretAndAConfidentialOneCannotDoWithout(TestIdp idp) {
        var cli = idp.client("cli").publicClient().create();
        cli.token(unknownCode()).oauthError(400, "invalid_grant");
        var app = idp.client("notes").create();
        var signIn = idp.user("alice").withPasskey().create().signsInTo(app);
        idp.backchannel()
                .post(TOKEN, app.redemption(signIn.code(), signIn.request()).and("client_id", app.id()))
                .oauthError(401, "invalid_client");
    }

    private static Form unknownCode() {
        return Form.of("grant_type", "authorization_code", "code", "lk_ac_unknown", "code_verifier", "v".repeat(43));
    }

    private static Backchannel basic(TestIdp idp, String id, String secret) {
        return idp.backchannel().header("Authorization", "Basic " + base64(id + ":" + secret));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
