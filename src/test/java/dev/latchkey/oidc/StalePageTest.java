package dev.latchkey.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.Browser;
import dev.latchkey.testkit.Form;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Pages;
import dev.latchkey.testkit.Person;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.Tokens;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// One person's page is still open when another one signs in with the same browser: its buttons say nothing for them.
@OnBothDatabases
class StalePageTest {
    private static Pages.PageForm deciding(Answer page, String button) {
        return Pages.forms(page).stream()
                .filter(form -> form.has("decision", button))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no button " + button + ": " + page));
    }

    private static void speaksTo(Answer page, Person person) {
        assertTrue(page.text().contains("value=\"" + person.id() + "\""), page.toString());
    }

    private static long events(TestIdp idp, Person person, String event) {
        return idp.database()
                .number("select count(*) from audit_log where event = '" + event + "' and user_id = '" + person.id()
                        + "'");
    }

    private static Person switched(TestIdp idp, Browser browser, String name) {
        idp.clock().advance(Duration.ofSeconds(1));
        var next = idp.user(name).withPasskey().create();
        next.signsIn(browser);
        return next;
    }

    @Test
    void aConsentPageConsentsForWhomItWasShownTo(TestIdp idp) {
        var app = idp.client("stale-consent").create();
        var browser = idp.user("stale-alice").withPasskey().create().signsInElsewhere();
        var request = app.request();
        var shown = deciding(browser.open(request.address()).expect(200), "allow");
        var bob = switched(idp, browser, "stale-bob");

        var anew = Pages.press(browser, shown, "allow").expect(200);
        speaksTo(anew, bob);
        assertEquals(0, events(idp, bob, "NEW_CLIENT_AUTHORIZATION"));
        var sent = Pages.allow(bob, browser, anew);
        var code = Pages.parameters(sent.location()).value("code").orElseThrow();
        assertEquals(
                bob.id(),
                Tokens.of(app.redeem(code, request)).idClaims().path("sub").asString());
    }

    @Test
    void noAccountIsChosenForSomebodyElse(TestIdp idp) {
        var app = idp.client("stale-choice").with("skipConsent", true).create();
        var browser = idp.user("choosing-alice").withPasskey().create().signsInElsewhere();
        var request = app.request().with("prompt", "select_account");
        var page = browser.open(request.address()).expect(200);
        var shown = deciding(page, "allow");
        assertEquals("select_account", shown.fields().value("step").orElse(""));
        var withoutPerson = shown.fields().without("person").with("decision", "allow");
        browser.submit(shown.action(), withoutPerson).expect(303);
        var interaction = shown.fields().value("interaction").orElseThrow();
        assertEquals(
                "select_account",
                browser.fetch("GET", "/api/oidc/interactions/" + interaction)
                        .expect(200)
                        .member("currentStep"));
    }

    @Test
    void aDeviceIsApprovedForWhomItWasShownTo(TestIdp idp) {
        var app = idp.client("stale-tv").publicClient().create();
        var browser = idp.user("stale-tv-alice").withPasskey().create().signsInElsewhere();
        var begun = app.authorizesDevice().expect(200);
        var page = browser.open("/device?user_code=" + begun.member("user_code"));
        var bob = switched(idp, browser, "stale-tv-bob");
        for (var button : new String[] {"allow", "deny"}) {
            speaksTo(
                    Pages.press(browser, deciding(page.expect(200), button), button)
                            .expect(200),
                    bob);
        }
        app.pollsDevice(begun.member("device_code")).oauthError(400, "authorization_pending");
        assertEquals(0, events(idp, bob, "DEVICE_CODE_DENIED"));
        var anew = browser.open("/device?user_code=" + begun.member("user_code"));
        Pages.press(browser, deciding(anew, "allow"), "allow").expect(200);
        idp.clock().advance(Duration.ofSeconds(6));
        var tokens = Tokens.of(app.pollsDevice(begun.member("device_code")));
        assertEquals(bob.id(), tokens.idClaims().path("sub").asString());
    }

    @Test
    void aWaitingBrowserIsNotDeclinedForSomebodyElse(TestIdp idp) {
        var browser = idp.user("stale-qr-alice").withPasskey().create().signsInElsewhere();
        var waiting = idp.browser()
                .fetch("POST", "/api/device-login/requests")
                .expect(201)
                .member("userCode");
        var page = browser.open("/device?user_code=" + waiting).expect(200);
        var bob = switched(idp, browser, "stale-qr-bob");
        speaksTo(Pages.press(browser, deciding(page, "deny"), "deny").expect(200), bob);
        assertEquals(0, events(idp, bob, "REMOTE_SIGN_IN_DENIED"));
        bob.provesPresence(browser);
        browser.fetch("POST", "/api/device-login/verification/decision", Map.of("code", waiting, "decision", "approve"))
                .expect(204);
    }

    @Test
    void nobodySignsOutForSomebodyElse(TestIdp idp) {
        var app = idp.client("stale-out").create();
        var browser = idp.user("stale-out-alice").withPasskey().create().signsInElsewhere();
        var page = browser.open("/api/oidc/end-session?"
                        + Form.of("client_id", app.id()).encoded())
                .expect(200);
        var bob = switched(idp, browser, "stale-out-bob");
        var form = Pages.forms(page).getFirst();
        var anew = browser.submit(form.action(), form.fields()).expect(200);
        speaksTo(anew, bob);
        browser.fetch("GET", "/api/users/me").expect(200);
        var again = Pages.forms(anew).getFirst();
        assertEquals(app.id(), again.fields().value("client_id").orElse(""));
        browser.submit(again.action(), again.fields()).expect(200);
        browser.fetch("GET", "/api/users/me").expect(401);
    }
}
