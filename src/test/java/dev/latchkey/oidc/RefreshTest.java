package dev.latchkey.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.latchkey.testkit.Form;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Refresh tokens: RFC 6749 §6, RFC 9700 §4.14.2, OIDC Core §12.
@OnBothDatabases
class RefreshTest {
    private static final Duration BEYOND_GRACE = Duration.ofSeconds(31);

    @Test
    void everyUseGivesANewTokenAndTheWholeSetWorks(TestIdp idp) {
        var app = idp.client("notes").scopes("openid email offline_access").create();
        var alice = idp.user("alice").withPasskey().create();
        var first = alice.signsInTo(app).tokens();
        var second = app.refresh(first).tokens();
        assertNotEquals(first.refresh(), second.refresh());
        assertEquals("openid email offline_access", second.answer().member("scope"));
        app.userinfo(second).expect(200);
        app.userinfo(first).expect(200); // a refresh does not kill the earlier access token
        var third = app.refresh(second).tokens();
        assertEquals(
                first.idClaims().get("auth_time").longValue(),
                third.idClaims().get("auth_time").longValue()); // OIDC Core §12.2
        assertEquals(alice.id(), third.idClaims().get("sub").stringValue());
        assertFalse(third.idClaims().has("nonce"));
    }

    @Test
    void aLostAnswerMayBeAskedForAgainWithinTheGrace(TestIdp idp) {
        var app = idp.client("notes").scopes("openid offline_access").create();
        var first = idp.user("alice").withPasskey().create().signsInTo(app).tokens();
        var second = app.refresh(first).tokens();
        var again = app.refresh(first).tokens();
        assertEquals(second.refresh(), again.refresh(), "the very same successor");
        app.refresh(again).tokens();
    }

    @Test
    void aTokenUsedAgainAfterItsSuccessorWasUsedEndsTheFamily(TestIdp idp) {
        var app = idp.client("notes").scopes("openid offline_access").create();
        var first = idp.user("alice").withPasskey().create().signsInTo(app).tokens();
        var second = app.refresh(first).tokens();
        var third = app.refresh(second).tokens();
        app.refresh(first).refused("invalid_grant");
        app.refresh(third).refused("invalid_grant"); // RFC 9700 §4.14.2
        app.userinfo(third).expect(401);
        assertEquals("false", app.introspect(third.access()).expect(200).member("active"));
    }

    @Test
    void aTokenUsedAgainAfterTheGraceEndsTheFamily(TestIdp idp) {
        var app = idp.client("notes").scopes("openid offline_access").create();
        var first = idp.user("alice").withPasskey().create().signsInTo(app).tokens();
        var second = app.refresh(first).tokens();
        idp.clock().advance(BEYOND_GRACE);
        app.refresh(first).refused("invalid_grant");
        app.refresh(second).refused("invalid_grant");
    }

    @Test
    void anotherClientsTokenIsRefusedAndNothingEnds(TestIdp idp) {
        var app = idp.client("notes").scopes("openid offline_access").create();
        var other = idp.client("other").create();
        var tokens = idp.user("alice").withPasskey().create().signsInTo(app).tokens();
        other.refresh(tokens).refused("invalid_grant");
        var second = app.refresh(tokens).tokens();
        other.refresh(tokens).refused("invalid_grant");
        app.refresh(second).tokens();
    }

    @Test
    void aNarrowedScopeHoldsForThisOnceOnly(TestIdp idp) {
        var app = idp.client("notes")
                .scopes("openid email profile offline_access")
                .create();
        var first = idp.user("alice").withPasskey().create().signsInTo(app).tokens();
        var narrow = app.token(Form.of(
                        "grant_type", "refresh_token", "refresh_token", first.refresh(), "scope", "openid email"))
                .expect(200);
        assertEquals("openid email", narrow.member("scope")); // RFC 6749 §6
        var whole = app.refresh(narrow.member("refresh_token")).tokens();
        assertEquals("openid email profile offline_access", whole.answer().member("scope"));
    }

    @Test
    void aWiderScopeIsRefused(TestIdp idp) {
        var app = idp.client("notes").scopes("openid offline_access").create();
        var first = idp.user("alice").withPasskey().create().signsInTo(app).tokens();
        app.token(Form.of("grant_type", "refresh_token", "refresh_token", first.refresh(), "scope", "openid email"))
                .oauthError(400, "invalid_scope");
        app.refresh(first).tokens();
    }

    @Test
    void aTokenUnusedForItsLifetimeExpires(TestIdp idp) {
        var app = idp.client("notes")
                .scopes("openid offline_access")
                .with("refreshTokenDurationMinutes", 60)
                .create();
        var first = idp.user("alice").withPasskey().create().signsInTo(app).tokens();
        idp.clock().advance(Duration.ofMinutes(59));
        var second = app.refresh(first).tokens();
        idp.clock().advance(Duration.ofMinutes(59));
        var third = app.refresh(second).tokens(); // sliding
        idp.clock().advance(Duration.ofMinutes(61));
        app.refresh(third).refused("invalid_grant");
    }

    @Test
    void nonsenseIsRefused(TestIdp idp) {
        var app = idp.client("notes").create();
        app.refresh("nonsense").refused("invalid_grant");
        app.refresh("lk_rt_" + "A".repeat(43)).refused("invalid_grant");
        app.token(Form.of("grant_type", "refresh_token")).oauthError(400, "invalid_request");
        app.token(Form.of("grant_type", "refresh_token", "refresh_token", "")).oauthError(400, "invalid_request");
    }

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
}
