package dev.latchkey.oidc.grants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Pages;
import dev.latchkey.testkit.TestIdp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    void disabledMeansOutAtOnceEverywhere(TestIdp idp) {
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
    void enablingAnAccountBringsNothingBack(TestIdp idp) {
        var app = idp.client("notes").scopes("openid offline_access").create();
        var tv = idp.client("tv").publicClient().create();
        var alice = idp.user("alice").withPasskey().create();
        var tokens = alice.signsInTo(app).tokens();
        var unused = alice.signsInTo(app);
        var device = tv.authorizesDevice().expect(200);
        alice.calls("POST", "/api/oidc/device/verify?code=" + device.member("user_code"))
                .expect(204);
        var loginCode = idp.admin().makesLoginCodeFor(alice);
        var waiting = idp.browser();
        var asked = waiting.fetch("POST", "/api/device-login/requests").expect(201);
        alice.provesPresence(alice.browser());
        alice.calls(
                        "POST",
                        "/api/device-login/verification/decision",
                        Map.of("code", asked.member("userCode"), "decision", "approve"))
                .expect(204);

        idp.disable(alice);
        var madeMeanwhile = idp.admin().makesLoginCodeFor(alice);
        idp.enable(alice);

        alice.browserAsItIs().fetch("GET", "/api/users/me").refused(401, "not_signed_in");
        assertEquals(302, alice.browserAsItIs().get(app.request().address()).status(), "a stranger now");
        app.userinfo(tokens).expect(401);
        app.refresh(tokens).refused("invalid_grant");
        for (var token : List.of(tokens.access(), tokens.refresh())) {
            assertEquals("false", app.introspect(token).expect(200).member("active"));
        }
        unused.redeemed().oauthError(400, "invalid_grant");
        tv.pollsDevice(device.member("device_code")).oauthError(400, "invalid_grant");
        idp.browser().fetch("POST", "/api/one-time-access-token/" + loginCode).refused(401, "token_invalid_or_expired");
        waiting.fetch("POST", "/api/device-login/requests/" + asked.member("id") + "/exchange")
                .refused(401, "device_login_expired");

        // What begins from now on is as good as ever.
        idp.browser()
                .fetch("POST", "/api/one-time-access-token/" + madeMeanwhile)
                .expect(200);
        alice.signsIn(alice.browserAsItIs());
        app.userinfo(alice.signsInTo(app).tokens()).expect(200);
    }

    @Test
    void whatEndsForOneEndsForSeveral(TestIdp idp) {
        var app = idp.client("notes").scopes("openid offline_access").create();
        var alice = idp.user("alice").withPasskey().create();
        var bob = idp.user("bob").withPasskey().create();
        var tokens = List.of(alice.signsInTo(app).tokens(), bob.signsInTo(app).tokens());
        for (var action : List.of("disable", "enable")) {
            idp.admin()
                    .calls(
                            "POST",
                            "/api/users/bulk",
                            Map.of("userIds", List.of(alice.id(), bob.id()), "action", action))
                    .expect(200);
        }
        for (var person : List.of(alice, bob)) {
            person.browserAsItIs().fetch("GET", "/api/users/me").refused(401, "not_signed_in");
        }
        for (var given : tokens) {
            app.userinfo(given).expect(401);
            app.refresh(given).refused("invalid_grant");
        }
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
    void offlineAccessIsAgreedToByItself(TestIdp idp) { // OpenID Connect Core §11
        var app = idp.client("later-offline").scopes("openid").create();
        var alice = idp.user("later-offline").withPasskey().create();
        alice.signsInTo(app);
        var more = app.request().with("scope", "openid offline_access");
        var silent = more.with("prompt", "none");
        assertEquals(
                "consent_required",
                Pages.parameters(alice.browser().get(silent.address()).location())
                        .value("error")
                        .orElse(""));
        alice.browser().open(more.address()).expect(200);
        alice.signsInTo(app, more);
        assertTrue(Pages.parameters(alice.browser().get(silent.address()).location())
                .value("code")
                .isPresent());
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
