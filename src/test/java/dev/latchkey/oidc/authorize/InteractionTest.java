package dev.latchkey.oidc.authorize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What a person does between a request and its answer.
@OnBothDatabases
class InteractionTest {
    private static String begin(Browser browser, String address) {
        var answer = browser.get(address).expect(302);
        assertEquals("/interaction", answer.location().getPath(), answer.toString());
        return Pages.parameters(answer.location()).value("interaction").orElseThrow();
    }

    private static Answer complete(Browser browser, String id, String step) {
        return browser.fetch("POST", "/api/oidc/interactions/" + id + "/complete", Map.of("step", step));
    }

    private static List<String> steps(JsonNode interaction) {
        return interaction
                .path("requiredSteps")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private static Form answered(Browser browser, String id) {
        return Pages.parameters(
                browser.get("/authorize?interaction=" + id).expect(303).location());
    }

    @Test
    void signingInAndAgreeingLeadsBackWithACode(TestIdp idp) {
        var app = idp.client("first-time").create();
        var alice = idp.user("first").withPasskey().create();
        var browser = idp.browser();
        var id = begin(browser, app.request().address());
        var waiting =
                browser.fetch("GET", "/api/oidc/interactions/" + id).expect(200).json();
        assertEquals(List.of("authenticate"), steps(waiting));
        assertEquals("authenticate", waiting.path("currentStep").asString());
        assertEquals(app.id(), waiting.path("client").path("id").asString());
        complete(browser, id, "authenticate").refused(401, "not_signed_in");

        alice.signsIn(browser);
        complete(browser, id, "consent").refused(400, "validation_failed");
        var next = complete(browser, id, "authenticate").expect(200).json().path("interaction");
        assertEquals(List.of("consent"), steps(next));
        assertEquals(
                "/authorize?interaction=" + id,
                complete(browser, id, "consent").expect(200).member("redirectUrl"));
        var back = answered(browser, id);
        assertTrue(back.value("code").isPresent(), back.encoded());
        assertEquals("openid profile email", back.value("scope").orElse(""));
        assertEquals(idp.issuer(), back.value("iss").orElse(""));
        // Used up: the same interaction leads nowhere a second time.
        browser.get("/authorize?interaction=" + id).expect(400);
        browser.fetch("GET", "/api/oidc/interactions/" + id).refused(404, "not_found");
    }

    @Test
    void whoHasAgreedBeforeSeesNoPage(TestIdp idp) {
        var app = idp.client("known").create();
        var alice = idp.user("knows").withPasskey().create();
        alice.signsInTo(app);
        var answer = alice.browser().openFrom(app.origin(), app.request().address());
        assertEquals(303, answer.status());
        assertTrue(Pages.parameters(answer.location()).value("code").isPresent(), answer.toString());
        // More than before is asked for: only the new part is marked.
        var more = alice.browser()
                .open(app.request().with("scope", "openid email groups").address())
                .expect(200);
        assertEquals(1, more.text().split("tag accent", -1).length - 1, more.toString());
        assertTrue(more.text().contains("/interaction"), more.toString());
        var silent = app.request().with("scope", "openid groups").with("prompt", "none");
        assertEquals(
                "consent_required",
                Pages.parameters(alice.browser().get(silent.address()).location())
                        .value("error")
                        .orElse(""));
    }

    @Test
    void anotherBrowserCannotFinishIt(TestIdp idp) {
        var app = idp.client("bound").create();
        var mallory = idp.user("mallory").withPasskey().create();
        var id = begin(mallory.browser(), app.request().address());
        var alice = idp.user("victim").withPasskey().create();
        nothingToFinish(alice, id);
        begin(alice.browser(), app.request().address()); // from here on it is a browser that has a name
        nothingToFinish(alice, id);
    }

    private static void nothingToFinish(Person alice, String id) {
        alice.browser().get("/interaction?interaction=" + id).expect(400);
        alice.browser().get("/authorize?interaction=" + id).expect(400);
        alice.browser().fetch("GET", "/api/oidc/interactions/" + id).refused(404, "not_found");
        complete(alice.browser(), id, "authenticate").refused(404, "not_found");
        alice.browser()
                .submit("/interaction", Form.of("interaction", id, "step", "consent", "decision", "allow"))
                .expect(400);
    }

    @Test
    void itIsOverAfterAnHour(TestIdp idp) {
        var app = idp.client("slow").create();
        var browser = idp.browser();
        var id = begin(browser, app.request().address());
        idp.clock().advance(Duration.ofMinutes(61));
        browser.get("/interaction?interaction=" + id).expect(400);
        browser.get("/authorize?interaction=" + id).expect(400);
        browser.fetch("GET", "/api/oidc/interactions/" + id).refused(404, "not_found");
    }

    @Test
    void denyingReachesTheAppFromAPageThatGoesThereByItself(TestIdp idp) {
        var app = idp.client("denied").create();
        var alice = idp.user("denier").withPasskey().create();
        var page = alice.browser().open(app.request().address()).expect(200);
        assertTrue(page.text().contains("denied.example.org"), page.toString());
        var form = Pages.forms(page).getFirst();
        // A redirect to another origin would be held against our own form-action 'self'.
        var onwards = alice.browser()
                .submit(form.action(), form.fields().and("decision", "deny"))
                .expect(200);
        assertTrue(onwards.header("Location").isEmpty());
        var target = Pages.onward(onwards).orElseThrow().toString();
        assertTrue(onwards.text().contains("href=\"" + target), onwards.toString());
        var told = Pages.parameters(alice.browser().get(target).expect(303).location());
        assertEquals("access_denied", told.value("error").orElse(""));
        assertEquals(idp.issuer(), told.value("iss").orElse(""));
    }

    @Test
    void aButtonOfAnotherStepDoesNothing(TestIdp idp) {
        var app = idp.client("skipping").create();
        var alice = idp.user("skipper").withPasskey().create();
        var id = begin(
                alice.browser(),
                app.request().with("prompt", "select_account consent").address());
        var answer = alice.browser()
                .submit(
                        "/interaction",
                        Form.of("interaction", id, "step", "consent", "person", alice.id(), "decision", "allow"))
                .expect(303);
        assertEquals("/interaction?interaction=" + id, answer.location().toString());
        var left = alice.browser()
                .fetch("GET", "/api/oidc/interactions/" + id)
                .expect(200)
                .json();
        assertEquals(List.of("select_account", "consent"), steps(left));
    }

    @Test
    void anotherSiteCannotPressTheButtons(TestIdp idp) {
        var app = idp.client("forged").create();
        var alice = idp.user("forged-for").withPasskey().create();
        var id = begin(alice.browser(), app.request().address());
        var form = Form.of("interaction", id, "step", "consent", "decision", "allow");
        alice.browser().submitFrom("https://evil.example", "/interaction", form).expect(403);
    }

    @Test
    void promptLoginWantsAProofMadeForThisRequest(TestIdp idp) {
        var app = idp.client("login-again").create();
        var alice = idp.user("again").withPasskey().create();
        alice.signsInTo(app);
        idp.clock().advance(Duration.ofMinutes(2));
        alice.provesPresence(alice.browser());
        idp.clock().advance(Duration.ofSeconds(1));

        var request = app.request().with("prompt", "login");
        var id = begin(alice.browser(), request.address());
        var waiting = alice.browser()
                .fetch("GET", "/api/oidc/interactions/" + id)
                .expect(200)
                .json();
        assertEquals(List.of("reauthenticate"), steps(waiting));
        // The proof from before was made for something else.
        complete(alice.browser(), id, "reauthenticate").refused(401, "reauthentication_required");
        idp.clock().advance(Duration.ofSeconds(1));
        var proven = idp.clock().instant().getEpochSecond();
        alice.provesPresence(alice.browser());
        complete(alice.browser(), id, "reauthenticate").expect(200);
        var code = answered(alice.browser(), id).value("code").orElseThrow();
        var claims = Tokens.of(app.redeem(code, request)).idClaims();
        assertTrue(Math.abs(claims.path("auth_time").longValue() - proven) <= 5, claims.toString());
    }

    @Test
    void withoutAProofTheStepIsRefused(TestIdp idp) {
        var app = idp.client("unproven").create();
        var alice = idp.user("unproven").withPasskey().create();
        var id = begin(alice.browser(), app.request().with("prompt", "login").address());
        complete(alice.browser(), id, "reauthenticate").refused(400, "validation_failed");
    }

    @Test
    void signingInForTheRequestIsProofEnough(TestIdp idp) {
        var app = idp.client("fresh").create();
        var alice = idp.user("fresh").withPasskey().create();
        alice.signsInTo(app);
        idp.clock().advance(Duration.ofMinutes(3));
        var browser = idp.browser();
        var id = begin(
                browser,
                app.request()
                        .with("prompt", "login select_account")
                        .with("max_age", "0")
                        .address());
        idp.clock().advance(Duration.ofSeconds(2));
        alice.signsIn(browser);
        assertTrue(answered(browser, id).value("code").isPresent());
    }

    @Test
    void maxAgeAsksOnceAndDoesNotLoop(TestIdp idp) {
        var app = idp.client("aged").create();
        var alice = idp.user("aged").withPasskey().create();
        alice.signsInTo(app);
        idp.clock().advance(Duration.ofMinutes(2));
        var aMinute = app.request().with("max_age", "60").with("prompt", "none");
        assertEquals(
                "login_required",
                Pages.parameters(alice.browser().get(aMinute.address()).location())
                        .value("error")
                        .orElse(""));
        idp.clock().advance(Duration.ofMinutes(8));
        var young = alice.browser()
                .get(app.request().with("max_age", "3600").address())
                .expect(303);
        assertTrue(Pages.parameters(young.location()).value("code").isPresent());
        var id = begin(alice.browser(), app.request().with("max_age", "0").address());
        idp.clock().advance(Duration.ofSeconds(1));
        alice.provesPresence(alice.browser());
        complete(alice.browser(), id, "reauthenticate").expect(200);
        idp.clock().advance(Duration.ofSeconds(20));
        assertTrue(answered(alice.browser(), id).value("code").isPresent());
    }

    @Test
    void anAppMayAlwaysWantAProof(TestIdp idp) {
        var app = idp.client("careful").with("requiresReauthentication", true).create();
        var alice = idp.user("careful").withPasskey().create();
        idp.clock().advance(Duration.ofSeconds(1));
        var id = begin(alice.browser(), app.request().address());
        var waiting = alice.browser()
                .fetch("GET", "/api/oidc/interactions/" + id)
                .expect(200)
                .json();
        assertEquals(List.of("reauthenticate", "consent"), steps(waiting));
    }

    @Test
    void aLoginCodeIsNoProofForSuchAnApp(TestIdp idp) {
        var app = idp.client("careful-code")
                .with("requiresReauthentication", true)
                .create();
        var alice = idp.user("careful-code").withPasskey().create();
        var browser = idp.browser();
        var id = begin(browser, app.request().address());
        idp.clock().advance(Duration.ofSeconds(1));
        browser.fetch("POST", "/api/one-time-access-token/" + idp.admin().makesLoginCodeFor(alice))
                .expect(200);
        complete(browser, id, "authenticate").expect(200);
        var waiting = browser.fetch("GET", "/api/oidc/interactions/" + id).expect(200);
        assertEquals(List.of("reauthenticate", "consent"), steps(waiting.json()));
    }

    @Test
    void aHintAtSomebodyElseIsNotOverridden(TestIdp idp) {
        var app = idp.client("hinted").create();
        var alice = idp.user("hinted").withPasskey().create();
        var bob = idp.user("other").withPasskey().create();
        var hint = alice.signsInTo(app).tokens().id();
        bob.signsInTo(app);
        var request = app.request().with("id_token_hint", hint);
        var told = bob.browser().get(request.address()).expect(303);
        assertEquals(
                "login_required",
                Pages.parameters(told.location()).value("error").orElse(""));
        assertTrue(Pages.parameters(alice.browser().get(request.address()).location())
                .value("code")
                .isPresent());
        // Afterwards as well: somebody else signs in for it.
        var browser = idp.browser();
        var id = begin(browser, request.address());
        bob.signsIn(browser);
        assertEquals("login_required", answered(browser, id).value("error").orElse(""));
        var wanted = app.request().with("claims", "{\"id_token\":{\"sub\":{\"value\":\"" + alice.id() + "\"}}}");
        var refused = bob.browser().get(wanted.address()).expect(303);
        assertEquals(
                "login_required",
                Pages.parameters(refused.location()).value("error").orElse(""));
    }

    @Test
    void whatOnePersonAgreedToDoesNotCountForTheNext(TestIdp idp) {
        var app = idp.client("switched").create();
        var alice = idp.user("switch-a").withPasskey().create();
        var bob = idp.user("switch-b").withPasskey().create();
        var browser = alice.signsInElsewhere();
        var id = begin(
                browser, app.request().with("prompt", "consent select_account").address());
        complete(browser, id, "select_account").expect(200);
        idp.clock().advance(Duration.ofSeconds(1));
        bob.signsIn(browser);
        browser.open("/interaction?interaction=" + id);
        var left =
                browser.fetch("GET", "/api/oidc/interactions/" + id).expect(200).json();
        assertEquals(List.of("consent"), steps(left));
        complete(browser, id, "consent").expect(200);
        idp.clock().advance(Duration.ofSeconds(1));
        alice.signsIn(browser);
        browser.get("/authorize?interaction=" + id).expect(302);
        var anew = browser.fetch("GET", "/api/oidc/interactions/" + id).expect(200);
        assertEquals(List.of("consent"), steps(anew.json()));
    }

    @Test
    void anAppOnThePersonsDeviceIsAllowedEachTime(TestIdp idp) {
        var app = idp.client("native")
                .publicClient()
                .callback("http://127.0.0.1:4711/cb")
                .create();
        var alice = idp.user("native").withPasskey().create();
        idp.clock().advance(Duration.ofSeconds(1));
        alice.signsInTo(app);
        idp.clock().advance(Duration.ofSeconds(1));
        var page = alice.browser().open(app.request().address()).expect(200);
        assertTrue(Pages.forms(page).getFirst().has("decision", "allow"), page.toString());
        var silent = alice.browser().get(app.request().with("prompt", "none").address());
        assertEquals(
                "consent_required",
                Pages.parameters(silent.location()).value("error").orElse(""));
    }

    @Test
    void aRequestWithoutOpenidMayLeaveTheCallbackToTheOnlyOne(TestIdp idp) {
        var app = idp.client("plain-oauth").create();
        var alice = idp.user("plain-oauth").withPasskey().create();
        var request = app.request().without("redirect_uri").with("scope", "profile unheard_of");
        var back = alice.signsInTo(app, request);
        assertEquals("profile", back.response().value("scope").orElse(""));
        back.tokens();
    }

    @Test
    void aSuccessByFormPostCarriesAllOfIt(TestIdp idp) {
        var app = idp.client("form-posted").create();
        var alice = idp.user("form-posted").withPasskey().create();
        alice.signsInTo(app);
        var request = app.request().with("response_mode", "form_post");
        var page = alice.browser().openFrom(app.origin(), request.address()).expect(200);
        var policy = page.header("Content-Security-Policy").orElseThrow();
        assertTrue(policy.startsWith("default-src 'none'") && !policy.contains("form-action"), policy);
        var fields = Pages.forms(page).getFirst().fields();
        assertEquals(List.of("code", "iss", "scope", "state"), fields.names());
        Tokens.of(app.redeem(fields.value("code").orElseThrow(), request));
        var fragment = alice.browser()
                .openFrom(
                        app.origin(),
                        app.request().with("response_mode", "fragment").address());
        assertTrue(fragment.location().toString().startsWith(app.callback() + "#code="), fragment.toString());
    }

    @Test
    void namesThatLookLikeMarkupAreOnlyText(TestIdp idp) {
        var app = idp.client("<b>bold</b>")
                .callback("https://bold.example.org/cb")
                .create();
        var alice = idp.user("markup").withPasskey().create();
        var page = alice.browser().open(app.request().address()).expect(200);
        assertFalse(page.text().contains("<b>bold"), page.toString());
    }
}
