package dev.latchkey.oidc.authorize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.Browser;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Pages;
import dev.latchkey.testkit.RelyingParty;
import dev.latchkey.testkit.TestIdp;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// `login_hint` (OpenID Connect Core §3.1.2.1): a help for the person, and a question if it means somebody else.
@OnBothDatabases
class LoginHintTest {
    private static Answer asked(Browser browser, RelyingParty app, String hint) {
        return browser.open(app.request().with("login_hint", hint).address());
    }

    private static boolean offersAChoice(Answer page) {
        return Pages.forms(page).stream()
                .anyMatch(form -> form.fields().value("step").equals(Optional.of("select_account")));
    }

    @Test
    void whomItNamesStandsOnTheSignInPageWhetherThereIsSuchAnAccountOrNot(TestIdp idp) {
        var app = idp.client("notes").create();
        var alice = idp.user("alice").withPasskey().create();
        for (var hint : List.of(alice.username(), alice.username() + "@example.com", "nobody@example.com")) {
            var page = asked(idp.browser(), app, hint).expect(200);
            assertTrue(page.text().contains("value=\"" + hint + "\""), page.toString());
        }
        var there = asked(idp.browser(), app, alice.username()).text();
        var notThere = asked(idp.browser(), app, "nobody").text();
        var ids = "[0-9a-f-]{36}";
        assertEquals(
                there.replaceAll(ids, "").replace("\"" + alice.username() + "\"", ""),
                notThere.replaceAll(ids, "").replace("\"nobody\"", ""));
    }

    @Test
    void anythingThatReadsLikeNoNameIsNotShown(TestIdp idp) {
        var app = idp.client("notes").create();
        var unfit = List.of(
                "call 0800 1234 now",
                "\"><script>alert(1)</script>",
                "https://evil.example",
                "a".repeat(255),
                "mailto:a@example.com",
                "\u0007bell");
        for (var hint : unfit) {
            var page = asked(idp.browser(), app, hint).expect(200);
            assertTrue(page.text().contains("id=\"passkey-field\" value=\"\""), page.toString());
        }
    }

    @Test
    void whoIsSignedInAsThatPersonIsNotAsked(TestIdp idp) {
        var app = idp.client("notes").create();
        var alice = idp.user("alice").withPasskey().create();
        alice.signsInTo(app);
        for (var hint : List.of(
                alice.username(),
                alice.username().toUpperCase(Locale.ROOT),
                alice.username() + "@EXAMPLE.com",
                alice.id())) {
            var answer = alice.browser()
                    .get(app.request().with("login_hint", hint).address())
                    .expect(303);
            assertTrue(Pages.parameters(answer.location()).value("code").isPresent(), answer.toString());
        }
    }

    @Test
    void whoIsSignedInAsSomebodyElseChoosesAndIsAskedOnce(TestIdp idp) {
        var app = idp.client("notes").create();
        var alice = idp.user("alice").withPasskey().create();
        alice.signsInTo(app);
        for (var hint : List.of("nobody", idp.admin().username())) {
            var page = asked(alice.browser(), app, hint).expect(200);
            assertTrue(offersAChoice(page), page.toString());
            var sent = Pages.allow(alice, alice.browser(), page);
            assertTrue(Pages.parameters(sent.location()).value("code").isPresent(), sent.toString());
        }
    }

    @Test
    void whoSignsInForItIsNotAskedWhoeverItIs(TestIdp idp) {
        var app = idp.client("notes").create();
        var alice = idp.user("alice").withPasskey().create();
        alice.signsInTo(app);
        var browser = idp.browser();
        var page = asked(browser, app, "somebody.else").expect(200);
        assertFalse(offersAChoice(page));
        var sent = Pages.allow(alice, browser, page);
        assertTrue(Pages.parameters(sent.location()).value("code").isPresent(), sent.toString());
    }

    @Test
    void anotherAccountCanBeChosenInstead(TestIdp idp) {
        var app = idp.client("notes").create();
        var alice = idp.user("alice").withPasskey().create();
        var bob = idp.user("bob").withPasskey().create();
        var browser = alice.browser();
        var page = asked(browser, app, bob.username()).expect(200);
        var another = browser.open(page.address() + "&another").expect(200);
        assertTrue(another.text().contains("value=\"" + bob.username() + "\""), another.toString());
        bob.signsIn(browser);
        var sent = Pages.allow(bob, browser, browser.open(page.address().toString()));
        assertTrue(Pages.parameters(sent.location()).value("code").isPresent(), sent.toString());
    }

    @Test
    void promptNoneIsNotStoppedByIt(TestIdp idp) {
        // It is a hint; whom the application insists on it says by id_token_hint.
        var app = idp.client("notes").create();
        var alice = idp.user("alice").withPasskey().create();
        alice.signsInTo(app);
        var silent = app.request().with("prompt", "none").with("login_hint", "somebody.else");
        var answer = alice.browser().get(silent.address()).expect(303);
        assertTrue(Pages.parameters(answer.location()).value("code").isPresent(), answer.toString());
    }
}
