package dev.latchkey.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.Form;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Pages;
import dev.latchkey.testkit.Person;
import dev.latchkey.testkit.RelyingParty;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.Tokens;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// OpenID Connect RP-Initiated Logout 1.0, and what ends with a session.
@OnBothDatabases
class LogoutTest {
    private static final String AFTER = "https://notes.example.org/bye";
    private static final String END_SESSION = "/api/oidc/end-session?";

    @Test
    void aHintOfThisSessionAndARegisteredAddressLeadBackAtOnce(TestIdp idp) {
        var app = notes(idp);
        var alice = idp.user("alice").withPasskey().create();
        var tokens = alice.signsInTo(app).tokens();
        var answer = logout(
                alice, hint(tokens).and("post_logout_redirect_uri", AFTER).and("state", "st&te"));
        assertEquals(AFTER + "?state=st%26te", answer.location().toString());
        assertTrue(signedOut(alice));
    }

    @Test
    void aPostFromTheApplicationDoesTheSame(TestIdp idp) {
        var app = notes(idp);
        var alice = idp.user("alice").withPasskey().create();
        var tokens = alice.signsInTo(app).tokens();
        var form = hint(tokens).and("post_logout_redirect_uri", AFTER);
        var answer = alice.browserAsItIs()
                .follow(alice.browserAsItIs().submitFrom(app.origin(), "/api/oidc/end-session", form)); // §2
        assertEquals(AFTER, answer.location().toString());
        assertTrue(signedOut(alice));
    }

    @Test
    void anExpiredHintStillCounts(TestIdp idp) {
        var app = notes(idp);
        var alice = idp.user("alice").withPasskey().create();
        var tokens = alice.signsInTo(app).tokens();
        idp.clock().advance(Duration.ofMinutes(59));
        idp.clock().advance(Duration.ofMinutes(5));
        var answer = logout(alice, hint(tokens).and("post_logout_redirect_uri", AFTER));
        assertEquals(AFTER, answer.location().toString());
    }

    @Test
    void withoutAHintThePersonIsAskedAndOneClickDoesIt(TestIdp idp) {
        var app = notes(idp);
        var alice = idp.user("alice").withPasskey().create();
        alice.signsInTo(app);
        var page = logout(alice, Form.of("client_id", app.id(), "post_logout_redirect_uri", AFTER));
        assertEquals(200, page.status());
        assertFalse(signedOut(alice));
        var form = Pages.forms(page).getFirst();
        var done = alice.browserAsItIs().submit(form.action(), form.fields());
        assertEquals(AFTER, Pages.onward(done).orElseThrow().toString());
        assertTrue(signedOut(alice));
    }

    @Test
    void withoutAHintOrAClientNobodyIsSentAnywhere(TestIdp idp) {
        notes(idp);
        var alice = idp.user("alice").withPasskey().create();
        alice.browser();
        var page = logout(alice, Form.of("post_logout_redirect_uri", AFTER));
        assertFalse(page.header("Location").isPresent(), page.toString());
        var form = Pages.forms(page).getFirst();
        var done = alice.browserAsItIs().submit(form.action(), form.fields());
        assertTrue(Pages.onward(done).isEmpty() && done.header("Location").isEmpty(), done.toString());
        assertTrue(signedOut(alice));
    }

    @Test
    void anUnregisteredAddressOrABadHintGoNowhere(TestIdp idp) {
        var app = notes(idp);
        var alice = idp.user("alice").withPasskey().create();
        var tokens = alice.signsInTo(app).tokens();
        var parts = tokens.id().split("\\.");
        for (var wrong : List.of(
                hint(tokens).and("post_logout_redirect_uri", "https://evil.example/"),
                hint(tokens).and("post_logout_redirect_uri", AFTER + "/"),
                Form.of("id_token_hint", "nonsense", "post_logout_redirect_uri", AFTER),
                Form.of("id_token_hint", parts[0] + "." + parts[1] + ".", "post_logout_redirect_uri", AFTER),
                Form.of("id_token_hint", tokens.access(), "post_logout_redirect_uri", AFTER),
                hint(tokens).and("client_id", "another").and("post_logout_redirect_uri", AFTER),
                hint(tokens).and("post_logout_redirect_uri", AFTER).and("post_logout_redirect_uri", AFTER))) {
            var page = logout(alice, wrong);
            assertEquals(400, page.status(), wrong.encoded());
            assertFalse(
                    page.header("Location").isPresent()
                            || page.header("Refresh").isPresent(),
                    page.toString());
            assertFalse(signedOut(alice), wrong.encoded());
        }
    }

    @Test
    void somebodyElsesHintAsksFirst(TestIdp idp) {
        var app = notes(idp);
        var alice = idp.user("alice").withPasskey().create();
        var bob = idp.user("bob").withPasskey().create();
        var bobs = bob.signsInTo(app).tokens();
        alice.browser();
        var page = logout(alice, hint(bobs).and("post_logout_redirect_uri", AFTER));
        assertEquals(200, page.status());
        assertFalse(page.header("Location").isPresent());
        assertFalse(signedOut(alice));
    }

    @Test
    void withoutAnAddressItStaysOnAPageThatOffersTheWayBack(TestIdp idp) {
        var app = notes(idp);
        var alice = idp.user("alice").withPasskey().create();
        var tokens = alice.signsInTo(app).tokens();
        var page = logout(alice, hint(tokens)).expect(200);
        assertTrue(page.text().contains("href=\"https://notes.example.org"), page.text());
        assertTrue(signedOut(alice));
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

    @Test
    void aStolenCookieIsWorthNothingAfterSigningOut(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var cookie = alice.sessionCookie().orElseThrow();
        alice.browserAsItIs().fetch("POST", "/api/webauthn/logout").expect(204);
        var thief = idp.browser();
        thief.cookies().plant("__Host-access_token", cookie);
        thief.fetch("GET", "/api/users/me").refused(401, "not_signed_in");
    }

    private static RelyingParty notes(TestIdp idp) {
        return idp.client("notes").with("logoutCallbackURLs", List.of(AFTER)).create();
    }

    private static Form hint(Tokens tokens) {
        return Form.of("id_token_hint", tokens.id());
    }

    private static dev.latchkey.testkit.Answer logout(Person person, Form form) {
        return person.browserAsItIs().openFrom("https://notes.example.org", END_SESSION + form.encoded());
    }

    private static boolean signedOut(Person person) {
        return person.browserAsItIs().fetch("GET", "/api/users/me").status() == 401;
    }
}
