package dev.latchkey.oidc.authorize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.AuthorizationRequest;
import dev.latchkey.testkit.Browser;
import dev.latchkey.testkit.Form;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Pages;
import dev.latchkey.testkit.RelyingParty;
import dev.latchkey.testkit.TestIdp;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What a request may ask of `/authorize` beyond a code: OIDC Core §3.1.2.1, RFC 8252 §7.3.
@OnBothDatabases
class AuthorizeTest {

    @Test
    void promptNoneNeverShowsAPage(TestIdp idp) {
        var app = idp.client("notes").create();
        told(idp, app, app.request().with("prompt", "none"), "login_required"); // OIDC Core §3.1.2.6
        var alice = idp.user("alice").withPasskey().create();
        told(alice.browser(), app, app.request().with("prompt", "none"), "consent_required");
        alice.signsInTo(app);
        var silent = alice.browser()
                .openFrom(app.origin(), app.request().with("prompt", "none").address());
        assertTrue(Pages.parameters(silent.location()).value("code").isPresent(), silent.toString());
    }

    @Test
    void maxAgeNeedsAProofOnceTheSessionIsOlder(TestIdp idp) {
        var app = idp.client("notes").create();
        var alice = idp.user("alice").withPasskey().create();
        alice.signsInTo(app);
        idp.clock().advance(Duration.ofMinutes(2));
        told(alice.browser(), app, app.request().with("max_age", "60").with("prompt", "none"), "login_required");
        var young = alice.browser()
                .openFrom(app.origin(), app.request().with("max_age", "3000").address());
        assertTrue(young.location().toString().startsWith(app.callback()), young.toString());
        alice.signsInTo(app, app.request().with("max_age", "60")).tokens();
        alice.signsInTo(app, app.request().with("max_age", "0")).tokens(); // does not loop
    }

    @Test
    void promptConsentAsksAgain(TestIdp idp) {
        var app = idp.client("notes").create();
        var alice = idp.user("alice").withPasskey().create();
        alice.signsInTo(app);
        var page = alice.browser()
                .openFrom(app.origin(), app.request().with("prompt", "consent").address());
        assertTrue(Pages.forms(page).stream().anyMatch(form -> form.has("decision", "allow")), page.text());
    }

    @Test
    void anIdTokenHintOfSomebodyElseIsLoginRequired(TestIdp idp) {
        var app = idp.client("notes").create();
        var alice = idp.user("alice").withPasskey().create();
        var bob = idp.user("bob").withPasskey().create();
        var hint = bob.signsInTo(app).tokens().id();
        alice.signsInTo(app);
        told(
                alice.browser(),
                app,
                app.request().with("id_token_hint", hint).with("prompt", "none"),
                "login_required"); // OIDC Core §3.1.2.1
        var own = alice.signsInTo(app).tokens().id();
        alice.signsInTo(app, app.request().with("id_token_hint", own).with("prompt", "none"));
    }

    @Test
    void withoutStateNoneIsSentBackAndAnyLengthIs(TestIdp idp) {
        var app = idp.client("notes").create();
        var alice = idp.user("alice").withPasskey().create();
        assertTrue(alice.signsInTo(app, app.request().without("state"))
                .response()
                .value("state")
                .isEmpty());
        var odd = "ä&=+ %\"'<>" + "s".repeat(4000);
        assertEquals(
                odd,
                alice.signsInTo(app, app.request().with("state", odd))
                        .response()
                        .value("state")
                        .orElse(""));
        alice.signsInTo(app, app.request().with("state", "s").with("nonce", "n"))
                .tokens();
    }

    @Test
    void theQueryOfARegisteredAddressIsKept(TestIdp idp) {
        var app = idp.client("notes")
                .callback("https://notes.example.org/callback?tenant=7")
                .create();
        var response = idp.user("alice").withPasskey().create().signsInTo(app).response();
        assertEquals("7", response.value("tenant").orElse("")); // RFC 6749 §3.1.2
        assertTrue(response.value("code").isPresent());
    }

    @Test
    void aLoopbackAddressMayUseAnyPort(TestIdp idp) {
        var app =
                idp.client("cli").publicClient().callback("http://127.0.0.1/cb").create();
        var alice = idp.user("alice").withPasskey().create();
        var elsewhere = app.request().with("redirect_uri", "http://127.0.0.1:51234/cb");
        var page = alice.browser().openFrom("https://example.org", elsewhere.address());
        assertEquals(200, page.status());
        shown(alice.browser()
                .openFrom(
                        "https://example.org",
                        app.request()
                                .with("redirect_uri", "http://127.0.0.1:51234/other")
                                .address()));
        shown(alice.browser()
                .openFrom(
                        "https://example.org",
                        app.request()
                                .with("redirect_uri", "https://127.0.0.1:51234/cb")
                                .address())); // RFC 8252 §7.3
    }

    private static void told(TestIdp idp, RelyingParty app, AuthorizationRequest request, String error) {
        told(idp.browser(), app, request, error);
    }

    private static void told(Browser browser, RelyingParty app, AuthorizationRequest request, String error) {
        var sent = browser.openFrom(app.origin(), request.address());
        assertTrue(sent.location().toString().startsWith(app.callback()), sent.toString());
        Form response = Pages.parameters(sent.location());
        assertEquals(error, response.value("error").orElse(""), sent.toString());
        assertEquals(request.parameters().value("state"), response.value("state"), sent.toString());
        assertTrue(response.value("iss").isPresent(), "RFC 9207 §2: in error responses too");
        assertTrue(response.value("code").isEmpty());
    }

    private static void shown(Answer answer) {
        assertEquals(400, answer.status(), answer.toString());
        assertFalse(answer.header("Location").isPresent()
                || answer.header("Refresh").isPresent());
        assertTrue(answer.header("Content-Type").orElse("").startsWith("text/html"));
    }
}
