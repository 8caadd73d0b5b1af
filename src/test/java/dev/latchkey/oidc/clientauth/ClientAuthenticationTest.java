package dev.latchkey.oidc.clientauth;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.oidc.token.Given;
import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.Form;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How an application proves itself, shown at the token endpoint: RFC 6749 §2.3.
@OnBothDatabases
class ClientAuthenticationTest {
    private static final String TOKEN = "/api/oidc/token";

    /// What only somebody who proved itself is told is wrong.
    private static final Form UNKNOWN =
            Form.of("grant_type", "authorization_code", "code", "lk_ac_unknown", "code_verifier", "v".repeat(43));

    @Test
    void aClientProvesItselfByEitherMethod(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var person = given.person();
        app.redeem(given.code(app, person, "openid")).expect(200);
        var body = app.redemption(given.code(app, person, "openid"))
                .and("client_id", app.id())
                .and("client_secret", app.secret());
        idp.backchannel().post(TOKEN, body).expect(200);
    }

    @Test
    void aPublicClientMayUseBasicWithAnEmptySecret(TestIdp idp) {
        var given = new Given(idp);
        var app = given.publicApp();
        var form = app.redemption(given.code(app, given.person(), "openid"));
        idp.backchannel()
                .header("Authorization", Given.basic(app.id(), ""))
                .post(TOKEN, form)
                .expect(200); // N9
    }

    @Test
    void anotherClientsSecretProvesNothing(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var other = given.app();
        var form = app.redemption(given.code(app, given.person(), "openid"));
        idp.backchannel()
                .header("Authorization", Given.basic(app.id(), other.secret()))
                .post(TOKEN, form)
                .oauthError(401, "invalid_client");
        app.redeem(given.code(app, given.person(), "openid")).expect(200);
    }

    @Test
    void whoDoesNotProveItselfIsRefusedAndBurnsNothing(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var form = app.redemption(given.code(app, given.person(), "openid"));
        var wrong = idp.backchannel()
                .header("Authorization", Given.basic(app.id(), "wrong"))
                .post(TOKEN, form)
                .oauthError(401, "invalid_client");
        assertTrue(wrong.header("WWW-Authenticate").orElse("").startsWith("Basic ")); // RFC 6749 §5.2
        idp.backchannel().post(TOKEN, form.and("client_id", app.id())).oauthError(401, "invalid_client");
        idp.backchannel()
                .post(TOKEN, form.and("client_id", app.id()).and("client_secret", "wrong"))
                .oauthError(401, "invalid_client");
        for (var basic : List.of(Given.basic("nobody", "x"), Given.basic(app.id(), ""))) {
            idp.backchannel().header("Authorization", basic).post(TOKEN, form).oauthError(401, "invalid_client");
        }
        idp.backchannel().post(TOKEN, form.and("client_id", "nobody")).oauthError(401, "invalid_client");
        for (var basic : List.of(
                "",
                "%%%",
                "bm9jb2xvbg==",
                Base64.getEncoder().encodeToString(":x".getBytes(StandardCharsets.UTF_8)),
                Base64.getEncoder().encodeToString("%zz:x".getBytes(StandardCharsets.UTF_8)),
                Base64.getEncoder().encodeToString("a%00b:x".getBytes(StandardCharsets.UTF_8)))) {
            idp.backchannel()
                    .header("Authorization", "Basic " + basic)
                    .post(TOKEN, form)
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
        idp.backchannel().post(TOKEN, form).oauthError(400, "invalid_request");
        app.token(form.and("client_id", app.id()).and("client_id", app.id())).oauthError(400, "invalid_request");
        idp.backchannel()
                .header("Authorization", Given.basic(app.id(), app.secret()))
                .header("Authorization", Given.basic("another", "x"))
                .post(TOKEN, form)
                .oauthError(400, "invalid_request");
        app.token(form.and("client_id", app.id())).expect(200);
    }

    @Test
    void guessesAreSlowedDownAndOnlyThose(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var guesser = idp.backchannel().header("Authorization", Given.basic(app.id(), "guess"));
        int refused = 0;
        for (int i = 0; i < 25; i++) {
            refused += guesser.post(TOKEN, app.redemption("x")).status() == 429 ? 1 : 0;
        }
        assertTrue(refused >= 3, refused + " of 25 guesses were held up");
        app.redeem("x").oauthError(400, "invalid_grant");
    }

    @Test
    void clientsThatDoNotExistAreCountedTogetherAndHoldUpNobodyElse(TestIdp idp) {
        var app = new Given(idp).app();
        var stranger = idp.backchannel();
        int refused = 0;
        for (int i = 0; i < 80; i++) {
            refused += stranger.post(TOKEN, app.redemption("x").and("client_id", "nobody-" + i))
                                    .status()
                            == 429
                    ? 1
                    : 0;
        }
        assertTrue(refused >= 10, refused + " of 80 clients that do not exist were held up");
        app.redeem("x").oauthError(400, "invalid_grant");
    }

    @Test
    void theSecretIsFormEncodedInBasic(TestIdp idp) {
        var app = idp.client("notes").create();
        var secret = "a+b c%20:d~ \"{}/\\1234";
        idp.admin()
                .calls("POST", "/api/oidc/clients/" + app.id() + "/secrets", Map.of("secret", secret))
                .expect(201);
        proves(idp, app.id(), secret).oauthError(400, "invalid_grant"); // RFC 6749 §2.3.1
    }

    @Test
    void anExpiredOrDeletedSecretIsNone(TestIdp idp) {
        var app = idp.client("notes").create();
        var secrets = "/api/oidc/clients/" + app.id() + "/secrets";
        var expires = idp.clock().instant().plus(Duration.ofHours(1)).toString();
        var second =
                idp.admin().calls("POST", secrets, Map.of("expiresAt", expires)).expect(201);
        proves(idp, app.id(), second.member("secret")).oauthError(400, "invalid_grant");
        var third = idp.admin().calls("POST", secrets, Map.of()).expect(201);
        idp.clock().advance(Duration.ofHours(2));
        proves(idp, app.id(), second.member("secret")).oauthError(401, "invalid_client");
        idp.admin().calls("DELETE", secrets + "/" + third.member("id")).expect(204);
        proves(idp, app.id(), third.member("secret")).oauthError(401, "invalid_client");
        app.token(UNKNOWN).oauthError(400, "invalid_grant");
    }

    private static Answer proves(TestIdp idp, String id, String secret) {
        return idp.backchannel()
                .header("Authorization", Given.basic(id, secret))
                .post(TOKEN, UNKNOWN);
    }
}
