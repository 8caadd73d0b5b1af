package dev.latchkey.oidc;

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
import java.util.List;
import org.junit.jupiter.api.Test;

/// What `/authorize` refuses, and whom it tells: RFC 6749 §4.1.2.1, OIDC Core §3.1.2.
@OnBothDatabases
class AuthorizeTest {
    @Test
    void whatMayNotTravelIsShownAndGoesNowhere(TestIdp idp) {
        var app = idp.client("notes").create();
        var request = app.request();
        for (var wrong : List.of(
                request.with("client_id", "unknown"),
                request.without("client_id"),
                request.with("redirect_uri", "https://evil.example/callback"),
                request.with("redirect_uri", app.callback() + "/.."),
                request.with("redirect_uri", app.callback() + "?x=1"),
                request.with("redirect_uri", app.callback() + "#fragment"),
                request.with("redirect_uri", "javascript:alert(1)"),
                request.with("redirect_uri", "not an address"),
                new AuthorizationRequest(request.parameters().and("client_id", app.id()), request.verifier()),
                new AuthorizationRequest(
                        request.parameters().and("redirect_uri", app.callback()), request.verifier()))) {
            shown(idp.browser().openFrom(app.origin(), wrong.address()));
        }
    }

    @Test
    void noTextFromTheAddressStandsOnAnErrorPage(TestIdp idp) {
        var app = idp.client("notes").create();
        var page = idp.browser()
                .open(app.request().with("client_id", "call-0800-EVIL-now").address());
        assertFalse(page.text().contains("0800-EVIL"), page.text());
        var linked = idp.browser().open("/interaction/error?error=call-0800-EVIL-now");
        assertFalse(linked.text().contains("0800-EVIL"), linked.text());
    }

    @Test
    void aWrongResponseTypeIsToldToTheApplication(TestIdp idp) {
        var app = idp.client("notes").create();
        told(idp, app, app.request().with("response_type", "token"), "unsupported_response_type");
        told(idp, app, app.request().with("response_type", "code id_token"), "unsupported_response_type");
        told(idp, app, app.request().without("response_type"), "unsupported_response_type");
    }

    @Test
    void aParameterSentTwiceIsToldToTheApplication(TestIdp idp) {
        var app = idp.client("notes").create();
        var request = app.request();
        for (var name : List.of("scope", "nonce", "response_type", "code_challenge")) {
            var doubled = new AuthorizationRequest(request.parameters().and(name, "x"), request.verifier());
            told(idp, app, doubled, "invalid_request"); // RFC 6749 §3.1
        }
    }

    @Test
    void aStateSentTwiceIsNotSentBack(TestIdp idp) {
        var app = idp.client("notes").create();
        var request = app.request();
        var doubled = new AuthorizationRequest(request.parameters().and("state", "another"), request.verifier());
        var sent = idp.browser().openFrom(app.origin(), doubled.address());
        assertEquals(
                "invalid_request",
                Pages.parameters(sent.location()).value("error").orElse(""),
                sent.toString());
    }

    @Test
    void pkceIsRequiredOfPublicClientsAndPlainOfNobody(TestIdp idp) {
        var app = idp.client("cli").publicClient().create();
        told(idp, app, app.request().withoutPkce(), "invalid_request");
        told(idp, app, app.request().with("code_challenge_method", "plain"), "invalid_request");
        told(idp, app, app.request().without("code_challenge_method"), "invalid_request");
        told(idp, app, app.request().with("code_challenge_method", "S512"), "invalid_request");
        told(idp, app, app.request().with("code_challenge", "too-short"), "invalid_request");
        var careful = idp.client("careful").with("pkceEnabled", true).create();
        told(idp, careful, careful.request().withoutPkce(), "invalid_request");
    }

    @Test
    void requestObjectsAreRefused(TestIdp idp) {
        var app = idp.client("notes").create();
        told(idp, app, app.request().with("request", "eyJhbGciOiJub25lIn0.e30."), "request_not_supported");
        told(idp, app, app.request().with("request_uri", "https://a.example/r"), "request_uri_not_supported");
        told(idp, app, app.request().with("registration", "{}"), "registration_not_supported");
    }

    @Test
    void promptAndMaxAgeAreReadBeforeAnybodySignsIn(TestIdp idp) {
        var app = idp.client("notes").create();
        for (var prompt : List.of("none login", "unheard-of")) {
            told(idp, app, app.request().with("prompt", prompt), "invalid_request");
        }
        for (var age : List.of("-1", "x", "1.5", "99999999999999999999")) {
            told(idp, app, app.request().with("max_age", age), "invalid_request");
        }
    }

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
    void promptNoneSaysAccessDeniedToWhoMayNot(TestIdp idp) {
        var app = idp.client("notes").onlyFor(idp.group("family")).create();
        var alice = idp.user("alice").withPasskey().create();
        told(alice.browser(), app, app.request().with("prompt", "none"), "access_denied");
    }

    @Test
    void promptLoginNeedsAProofMadeNow(TestIdp idp) {
        var app = idp.client("notes").create();
        var alice = idp.user("alice").withPasskey().create();
        alice.signsInTo(app);
        idp.clock().advance(Duration.ofMinutes(5));
        var before = idp.clock().instant().getEpochSecond();
        var request = app.request().with("prompt", "login");
        var page = alice.browser().openFrom(app.origin(), request.address());
        assertEquals(200, page.status(), "the session alone is not enough");
        var form = Pages.forms(page).getFirst();
        var unproven = Pages.press(alice.browser(), form, "allow");
        assertTrue(
                Pages.onward(unproven).isEmpty() && unproven.header("Location").isEmpty(), "a click is no proof");
        var tokens = alice.signsInTo(app, app.request().with("prompt", "login")).tokens();
        assertTrue(tokens.idClaims().get("auth_time").longValue() >= before - 6);
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
    void theResponseModeThatWasAskedForIsUsedForErrorsToo(TestIdp idp) {
        var app = idp.client("notes").create();
        var wrong = app.request().with("response_type", "token");
        var query = idp.browser()
                .openFrom(app.origin(), wrong.with("response_mode", "query").address());
        assertTrue(query.location().getRawQuery().contains("error="), query.toString());
        var fragment = idp.browser()
                .openFrom(app.origin(), wrong.with("response_mode", "fragment").address());
        assertTrue(fragment.location().getRawFragment().contains("error="), fragment.toString());
        var post = idp.browser()
                .openFrom(app.origin(), wrong.with("response_mode", "form_post").address());
        var form = Pages.forms(post).getFirst();
        assertEquals(app.callback(), form.action());
        assertEquals("unsupported_response_type", form.fields().value("error").orElse(""));
        told(idp, app, app.request().with("response_mode", "web_message"), "invalid_request");
    }

    @Test
    void aFormPostPageSendsTheCodeUnderAPolicyOfItsOwn(TestIdp idp) {
        var app = idp.client("notes").create();
        var alice = idp.user("alice").withPasskey().create();
        alice.signsInTo(app);
        var request = app.request().with("response_mode", "form_post");
        var page = alice.browser().openFrom(app.origin(), request.address());
        var form = Pages.forms(page).getFirst();
        assertEquals("post", form.method());
        assertEquals(app.callback(), form.action());
        app.redeem(form.fields().value("code").orElseThrow(), request).expect(200);
        var policy = page.header("Content-Security-Policy").orElse("");
        assertTrue(policy.contains("script-src 'self'") && !policy.contains("form-action"), policy);
    }

    @Test
    void aPostFromAnotherSiteFindsTheSessionByAGet(TestIdp idp) {
        var app = idp.client("notes").create();
        var alice = idp.user("alice").withPasskey().create();
        alice.signsInTo(app);
        var answer = alice.browser()
                .submitFrom(
                        app.origin(),
                        "/authorize",
                        app.request().with("prompt", "none").parameters());
        assertEquals(303, answer.status());
        var sent = alice.browser().follow(answer);
        assertTrue(Pages.parameters(sent.location()).value("code").isPresent(), sent.toString());
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

    @Test
    void aPublicClientOnLoopbackIsAskedAboutEachTime(TestIdp idp) {
        var app = idp.client("cli")
                .publicClient()
                .callback("http://127.0.0.1:8765/cb")
                .create();
        var alice = idp.user("alice").withPasskey().create();
        alice.signsInTo(app);
        var page = alice.browser().openFrom("https://example.org", app.request().address());
        assertEquals(200, page.status(), "RFC 8252 §8.6: one click each time");
        told(alice.browser(), app, app.request().with("prompt", "none"), "consent_required");
    }

    @Test
    void parametersThatCannotBeDecodedAreShown(TestIdp idp) {
        var app = idp.client("notes").create();
        var answer = idp.browser().open(app.request().address() + "&ui_locales=%ff");
        assertEquals(400, answer.status());
    }

    @Test
    void anInteractionBelongsToItsBrowser(TestIdp idp) {
        var app = idp.client("notes").create();
        var alice = idp.user("alice").withPasskey().create();
        var mallory = idp.user("mallory").withPasskey().create();
        var page = alice.browser().openFrom(app.origin(), app.request().address());
        var form = Pages.forms(page).getFirst();
        var stolen = Pages.press(mallory.browser(), form, "allow");
        assertTrue(stolen.status() >= 400, stolen.toString());
        assertFalse(stolen.header("Location").isPresent());
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
