package dev.latchkey.oidc.revoke;

import dev.latchkey.oidc.token.Given;
import dev.latchkey.testkit.Form;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import org.junit.jupiter.api.Test;

/// `POST /api/oidc/revoke` (RFC 7009).
@OnBothDatabases
class RevocationTest {
    @Test
    void aRefreshTokenEndsTheWholeGrant(TestIdp idp) {
        var given = new Given(idp);
        var app = given.publicApp();
        var tokens = given.tokens(app);
        app.revoke(tokens.refresh()).expect(200);
        app.refresh(tokens.refresh()).oauthError(400, "invalid_grant");
        given.userinfo(tokens.access()).oauthError(401, "invalid_token");
        app.revoke(tokens.refresh()).expect(200);
    }

    @Test
    void aUsedRefreshTokenEndsItToo(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var first = given.tokens(app);
        var second = app.tokens(app.refresh(first.refresh()));
        app.revoke(first.refresh()).expect(200);
        app.refresh(second.refresh()).oauthError(400, "invalid_grant");
    }

    @Test
    void anAccessTokenEndsOnlyItself(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var first = given.tokens(app);
        var second = app.tokens(app.refresh(first.refresh()));
        app.revoke(first.access()).expect(200);
        given.userinfo(first.access()).oauthError(401, "invalid_token");
        given.userinfo(second.access()).expect(200);
        app.refresh(second.refresh()).expect(200);
        app.revoke(first.access()).expect(200);
    }

    @Test
    void anotherClientsTokenAndNoTokenAtAllAreAnsweredAlike(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var tokens = given.tokens(app);
        var other = given.app();
        other.revoke(tokens.access()).expect(200);
        other.revoke(tokens.refresh()).expect(200);
        other.revoke("garbage").expect(200);
        other.revoke(tokens.id()).expect(200);
        given.userinfo(tokens.access()).expect(200);
        app.refresh(tokens.refresh()).expect(200);
    }

    @Test
    void theClientHasToProveItself(TestIdp idp) {
        var given = new Given(idp);
        var app = given.app();
        var tokens = given.tokens(app);
        idp.backchannel()
                .post("/api/oidc/revoke", Form.of("token", tokens.refresh()).and("client_id", app.id()))
                .oauthError(401, "invalid_client");
        idp.backchannel()
                .post("/api/oidc/revoke", Form.of("token", tokens.refresh()))
                .oauthError(400, "invalid_request");
        app.post("/api/oidc/revoke", Form.of("x", "y")).oauthError(400, "invalid_request");
        app.refresh(tokens.refresh()).expect(200);
    }
}
