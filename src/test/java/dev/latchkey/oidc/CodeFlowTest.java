package dev.latchkey.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.RelyingParty;
import dev.latchkey.testkit.TestIdp;
import org.junit.jupiter.api.Test;

/// A code from beginning to end: RFC 6749 §4.1, RFC 7636, RFC 9207, OIDC Core §3.1.
@OnBothDatabases
class CodeFlowTest {
    @Test
    void aPersonSignsInAndTheApplicationLearnsWhoItIs(TestIdp idp) {
        var app = idp.client("notes").create();
        var alice = idp.user("alice").withPasskey().create();
        var signIn = alice.signsInTo(app);
        assertEquals(idp.issuer(), signIn.response().value("iss").orElseThrow(), "RFC 9207 §2");
        assertEquals(
                signIn.request().parameters().value("state"), signIn.response().value("state"));
        var tokens = signIn.tokens();
        assertEquals(alice.id(), tokens.idClaims().get("sub").stringValue());
        assertEquals(
                signIn.request().parameters().value("nonce").orElseThrow(),
                tokens.idClaims().get("nonce").stringValue());
        assertEquals(alice.id(), app.userinfo(tokens).expect(200).member("sub"));
        assertTrue(tokens.answer().member("token_type").equalsIgnoreCase("bearer"));
        assertEquals("no-store", tokens.answer().header("Cache-Control").orElse(""), "RFC 6749 §5.1");
    }

    @Test
    void aPublicClientDoesTheSameWithPkceAlone(TestIdp idp) {
        var app =
                idp.client("cli").publicClient().callback("http://127.0.0.1/cb").create();
        var alice = idp.user("alice").withPasskey().create();
        assertFalse(alice.signsInTo(app).tokens().access().isEmpty());
    }

    @Test
    void aCodeOfSomebodyWhoWasDisabledSinceIsRefused(TestIdp idp) {
        var app = idp.client("notes").create();
        var alice = idp.user("alice").withPasskey().create();
        var signIn = alice.signsInTo(app);
        idp.disable(alice);
        signIn.redeemed().oauthError(400, "invalid_grant");
    }

    @Test
    void consentIsAskedOnceAndRemembered(TestIdp idp) {
        var app = idp.client("notes").create();
        var alice = idp.user("alice").withPasskey().create();
        alice.signsInTo(app);
        var again = alice.browser().openFrom(app.origin(), app.request().address());
        assertTrue(again.location().toString().startsWith(app.callback()), again.toString());
        var more = alice.browser()
                .openFrom(
                        app.origin(),
                        app.request()
                                .with("scope", "openid profile email groups")
                                .address());
        assertEquals(200, more.status(), "a new scope is asked for");
    }

    @Test
    void whoDeniesSendsTheApplicationAnError(TestIdp idp) {
        var app = idp.client("notes").create();
        var request = app.request();
        var told = idp.user("alice").withPasskey().create().refuses(app, request);
        assertEquals("access_denied", told.value("error").orElse("")); // RFC 6749 §4.1.2.1
        assertEquals(request.parameters().value("state"), told.value("state"));
        assertEquals(idp.issuer(), told.value("iss").orElse(""));
        assertTrue(told.value("code").isEmpty());
    }

    @Test
    void whoIsInNoAllowedGroupIsToldAndTheApplicationToo(TestIdp idp) {
        var family = idp.group("family");
        var app = idp.client("notes").onlyFor(family).create();
        var mallory = idp.user("mallory").withPasskey().create();
        var told = mallory.refuses(app, app.request());
        assertEquals("access_denied", told.value("error").orElse(""));
        idp.user("alice").memberOf(family).withPasskey().create().signsInTo(app).tokens();
    }

    @Test
    void whoLeavesTheGroupGetsNoMoreTokens(TestIdp idp) {
        var family = idp.group("family");
        var app = idp.client("notes")
                .scopes("openid offline_access")
                .onlyFor(family)
                .create();
        var alice = idp.user("alice").memberOf(family).withPasskey().create();
        var tokens = alice.signsInTo(app).tokens();
        var code = alice.signsInTo(app);
        idp.admin()
                .calls(
                        "PUT",
                        "/api/users/" + alice.id() + "/user-groups",
                        java.util.Map.of("userGroupIds", java.util.List.of()))
                .expect(200);
        app.refresh(tokens).refused("invalid_grant");
        code.redeemed().oauthError(400, "invalid_grant");
    }

    @Test
    void scopesNobodyKnowsAreDroppedAndTheAnswerSaysWhatWasGranted(TestIdp idp) {
        var app = idp.client("notes").scopes("openid email unheard-of").create();
        var tokens = idp.user("alice").withPasskey().create().signsInTo(app).tokens();
        assertEquals("openid email", tokens.answer().member("scope")); // RFC 6749 §3.3
    }

    @Test
    void eachSignInHasTokensOfItsOwn(TestIdp idp) {
        var app = idp.client("notes").create();
        var alice = idp.user("alice").withPasskey().create();
        var first = alice.signsInTo(app).tokens();
        var second = alice.signsInTo(app).tokens();
        assertNotEquals(first.access(), second.access());
        assertNotEquals(first.refresh(), second.refresh());
        assertNotEquals(
                first.accessClaims().get("jti").stringValue(),
                second.accessClaims().get("jti").stringValue());
    }

    @Test
    void aRestrictedClientWithoutGroupsLetsNobodyIn(TestIdp idp) {
        RelyingParty app = idp.client("notes").onlyFor().create();
        var told = idp.user("alice").administrator().withPasskey().create().refuses(app, app.request());
        assertEquals("access_denied", told.value("error").orElse(""));
    }
}
