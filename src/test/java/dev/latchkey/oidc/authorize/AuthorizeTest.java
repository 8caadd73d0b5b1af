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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
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
    void aStateComesBackInAnAddressAsLongAsTheOneItCameIn(TestIdp idp) {
        var app = idp.client("long-state").create();
        var alice = idp.user("long-state").withPasskey().create();
        alice.signsInTo(app);
        var request = app.request().without("state");
        for (var piece : List.of("/:?@!", "a.b-", "%C3%A4")) {
            var sent = piece.repeat(60_000 / piece.length());
            var answer = alice.browser().openFrom(app.origin(), request.address() + "&state=" + sent);
            var back = answer.expect(303).location().toString();
            assertTrue(back.contains("&state=" + sent), back.substring(0, 300));
            assertTrue(back.contains("?code="), back.substring(0, 300));
            assertTrue(back.contains("&iss=https%3A%2F%2F"), "ours is encoded as by everybody");
        }
    }

    @Test
    void aStateThatFitsIntoNoAddressIsRefusedBeforeAnythingIsGiven(TestIdp idp) {
        var app = idp.client("endless-state").create();
        var alice = idp.user("endless-state").withPasskey().create();
        alice.signsInTo(app);
        var state = "ä".repeat(20_000);
        for (var mode : List.of("query", "fragment")) {
            var told = alice.browser()
                    .submitFrom(app.origin(), "/authorize", written(app.request(), mode, state))
                    .expect(303);
            var parameters = Pages.parameters(told.location());
            assertEquals("invalid_request", parameters.value("error").orElse(""), mode);
            assertTrue(parameters.value("state").isEmpty()
                    && parameters.value("code").isEmpty());
        }
        var first = alice.browser().submitFrom(app.origin(), "/authorize", written(app.request(), "form_post", state));
        var page = alice.browser().follow(first).expect(200);
        var fields = Pages.forms(page).getFirst().fields();
        assertEquals(state, fields.value("state").orElse(""));
        assertTrue(fields.value("code").isPresent());
    }

    /// UTF-8 as it is takes a third of the room that its escapes take.
    private static byte[] written(AuthorizationRequest request, String mode, String state) {
        var form = request.without("state").with("response_mode", mode).parameters();
        return (form.encoded() + "&state=" + state).getBytes(StandardCharsets.UTF_8);
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
    void anAddressThatNobodyCanReadIsNotOneOfThoseThatAWildcardMeans(TestIdp idp) {
        var app = idp.client("wild")
                .callback("https://wild.example.org/cb")
                .with("callbackURLs", List.of("https://wild.example.org/*"))
                .create();
        for (var path : List.of("%zz", "a%4", "[a]", "a]")) {
            var request = app.request().with("redirect_uri", "https://wild.example.org/" + path);
            shown(idp.browser().openFrom(app.origin(), request.address()));
        }
    }

    @Test
    void whoReceivesTheAnswerIsNamedWhateverItsHostIsCalled(TestIdp idp) {
        var app = idp.client("underscored")
                .callback("https://my_app.example.org:8443/cb")
                .create();
        var alice = idp.user("underscored").withPasskey().create();
        var page = alice.browser()
                .openFrom("https://example.org", app.request().address())
                .expect(200);
        assertTrue(page.text().contains(">my_app.example.org</p>"), page.toString());
        alice.signsInTo(app).tokens();
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
