package dev.latchkey.oidc.grants;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What ends everything that an application was given, at once and for every kind of token; and what does not.
@OnBothDatabases
class EndedGrantsTest {
    @Test
    void aTakenBackConsentEndsTheFamily(TestIdp idp) {
        var app = idp.client("notes").scopes("openid offline_access").create();
        var alice = idp.user("alice").withPasskey().create();
        var tokens = alice.signsInTo(app).tokens();
        alice.calls("DELETE", "/api/oidc/users/me/authorized-clients/" + app.id())
                .expect(204);
        app.refresh(tokens).refused("invalid_grant");
        app.userinfo(tokens).expect(401);
        assertEquals("false", app.introspect(tokens.access()).expect(200).member("active"));
        assertEquals(
                200,
                alice.browser().openFrom(app.origin(), app.request().address()).status(),
                "asked again");
    }

    @Test
    void disabledMeansOutAtOnceEverywhereAndEnabledDoesNotBringItBack(TestIdp idp) {
        var app = idp.client("notes").scopes("openid offline_access").create();
        var alice = idp.user("alice").withPasskey().create();
        var tokens = alice.signsInTo(app).tokens();
        idp.disable(alice);
        app.refresh(tokens).refused("invalid_grant");
        app.userinfo(tokens).expect(401);
        assertEquals("false", app.introspect(tokens.access()).expect(200).member("active"));
        alice.browserAsItIs().fetch("GET", "/api/users/me").refused(403, "user_disabled");
        alice.finishSignIn(idp.browser()).refused(403, "user_disabled");
    }

    @Test
    void deletedMeansOutAtOnceEverywhere(TestIdp idp) {
        var app = idp.client("notes").scopes("openid offline_access").create();
        var alice = idp.user("alice").withPasskey().create();
        var tokens = alice.signsInTo(app).tokens();
        idp.admin().calls("DELETE", "/api/users/" + alice.id()).expect(204);
        app.refresh(tokens).refused("invalid_grant");
        app.userinfo(tokens).expect(401);
        assertEquals("false", app.introspect(tokens.access()).expect(200).member("active"));
        alice.browserAsItIs().fetch("GET", "/api/users/me").refused(401, "not_signed_in");
    }

    @Test
    void aDeletedClientsTokensEnd(TestIdp idp) {
        var app = idp.client("notes").scopes("openid offline_access").create();
        var tokens = idp.user("alice").withPasskey().create().signsInTo(app).tokens();
        idp.admin().calls("DELETE", "/api/oidc/clients/" + app.id()).expect(204);
        app.refresh(tokens).answer().oauthError(401, "invalid_client");
        app.userinfo(tokens).expect(401);
    }

    @Test
    void signingOutEndsTheFamiliesThatDidNotAskForOfflineAccess(TestIdp idp) {
        var online = idp.client("online").scopes("openid").create();
        var offline = idp.client("offline").scopes("openid offline_access").create();
        var alice = idp.user("alice").withPasskey().create();
        var ended = alice.signsInTo(online).tokens();
        var kept = alice.signsInTo(offline).tokens();
        alice.browserAsItIs().fetch("POST", "/api/webauthn/logout").expect(204);
        online.refresh(ended).refused("invalid_grant");
        online.userinfo(ended).expect(401);
        assertEquals("false", online.introspect(ended.access()).expect(200).member("active"));
        offline.userinfo(offline.refresh(kept).tokens()).expect(200);
    }

    @Test
    void aSessionThatMerelyExpiredEndsNoFamily(TestIdp idp) {
        var app = idp.client("online").scopes("openid").create();
        var alice = idp.user("alice").withPasskey().create();
        var tokens = alice.signsInTo(app).tokens();
        idp.clock().advance(Duration.ofMinutes(61));
        alice.browserAsItIs().fetch("GET", "/api/users/me").refused(401, "not_signed_in");
        app.refresh(tokens).tokens();
    }
}
