package dev.latchkey.oidc.introspect;

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
import org.junit.jupiter.api.Test;

/// Who learns what about which token (RFC 7662).
@OnBothDatabases
class IntrospectionTest {
    private static final String PATH = "/api/oidc/introspect";

    @Test
    void aClientSeesItsOwnTokens(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var person = given.person();
        var tokens = given.tokens(app, person, "openid email");
        var access = app.introspect(tokens.access()).expect(200).json();
        assertTrue(access.path("active").booleanValue());
        assertEquals(app.id(), access.path("client_id").stringValue());
        assertEquals("openid email", access.path("scope").stringValue());
        assertEquals(person, access.path("sub").stringValue());
        assertEquals(tokens.accessClaims().path("exp"), access.path("exp"));
        assertEquals(tokens.accessClaims().path("aud"), access.path("aud"));
        assertEquals(tokens.accessClaims().path("jti"), access.path("jti"));
        var refresh = app.introspect(tokens.refresh()).expect(200).json();
        assertTrue(refresh.path("active").booleanValue());
        assertTrue(refresh.path("exp").longValue() > access.path("exp").longValue());
        var bySecretInBody =
                Form.of("token", tokens.access()).and("client_id", app.id()).and("client_secret", app.secret());
        active(idp.backchannel().post(PATH, bySecretInBody));
    }

    @Test
    void nobodySeesTheTokensOfOthers(TestIdp idp) throws GeneralSecurityException {
        var given = new Given(idp);
        var app = given.app();
        var tokens = given.tokens(app);
        var other = given.app();
        inactive(other.introspect(tokens.access()));
        inactive(other.introspect(tokens.refresh()));
        inactive(app.introspect(tokens.id()));
        for (var forged : ForgedTokens.of(idp, tokens.access()).values()) {
            inactive(app.introspect(forged));
        }
    }

    @Test
    void whatWasUsedOrEndedIsInactive(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var person = given.person();
        var tokens = given.tokens(app, person, "openid");
        var next = app.tokens(app.refresh(tokens.refresh()));
        inactive(app.introspect(tokens.refresh()));
        active(app.introspect(next.refresh()));
        given.disable(person);
        inactive(app.introspect(next.refresh()));
        inactive(app.introspect(next.access()));
    }

    @Test
    void scopesThatAreAskedForHaveToBeGranted(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var access = given.tokens(app, given.person(), "openid email").access();
        active(app.post(PATH, Form.of("token", access).and("scope", "email")));
        inactive(app.post(PATH, Form.of("token", access).and("scope", "email groups")));
    }

    @Test
    void aPublicClientsTokenSeesItsOwnPersonOnly(TestIdp idp) {
        var given = new Given(idp);
        var app = given.publicApp();
        var person = given.person();
        var own = given.tokens(app, person, "openid");
        var second = given.tokens(app, person, "openid");
        var stranger = given.tokens(app);
        active(idp.backchannel().bearer(own.access()).post(PATH, Form.of("token", second.access())));
        inactive(idp.backchannel().bearer(own.access()).post(PATH, Form.of("token", stranger.access())));
        inactive(idp.backchannel().bearer(own.access()).post(PATH, Form.of("token", stranger.refresh())));
        app.introspect(own.access()).oauthError(401, "invalid_client");
    }

    @Test
    void aConfidentialClientsTokenSeesTheClientsTokens(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var one = given.tokens(app);
        var two = given.tokens(app);
        active(idp.backchannel().bearer(one.access()).post(PATH, Form.of("token", two.access())));
        inactive(idp.backchannel()
                .bearer(one.access())
                .post(PATH, Form.of("token", given.tokens(given.app()).access())));
    }

    @Test
    void whoDoesNotAuthenticateLearnsNothing(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var access = given.tokens(app).access();
        var nobody = idp.backchannel().post(PATH, Form.of("token", access)).oauthError(401, "invalid_client");
        assertTrue(nobody.header("WWW-Authenticate").isPresent());
        idp.backchannel()
                .header("Authorization", Given.basic(app.id(), "wrong"))
                .post(PATH, Form.of("token", access))
                .oauthError(401, "invalid_client");
        idp.backchannel().bearer(access).post(PATH, Form.of("token", access)).oauthError(401, "invalid_token");
        idp.backchannel().bearer("garbage").post(PATH, Form.of("token", access)).oauthError(401, "invalid_token");
        idp.backchannel()
                .bearer(access)
                .post(PATH, Form.of("token", "x").and("client_secret", app.secret()))
                .oauthError(400, "invalid_request");
        app.post(PATH, Form.of("x", "y")).oauthError(400, "invalid_request");
        app.post(PATH, Form.of("token", "x").and("token", "x")).oauthError(400, "invalid_request");
    }

    private static void active(Answer answer) {
        assertTrue(answer.expect(200).json().path("active").booleanValue(), answer.toString());
        assertEquals("no-store", answer.header("Cache-Control").orElse(""));
    }

    private static void inactive(Answer answer) {
        assertEquals("{\"active\":false}", answer.expect(200).text());
        assertFalse(answer.header("ETag").isPresent());
    }
}
