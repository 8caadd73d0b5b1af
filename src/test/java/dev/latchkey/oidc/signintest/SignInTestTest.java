package dev.latchkey.oidc.signintest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.Browser;
import dev.latchkey.testkit.Form;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Pages;
import dev.latchkey.testkit.RelyingParty;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.Together;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// An administrator signs in to an app without the app: what the test tells, and who cannot make use of its callback.
@OnBothDatabases
class SignInTestTest {
    private static final String FINISH = "/api/oidc/sign-in-tests/finish";
    private static final List<String> SCOPES = List.of("openid", "profile", "email", "groups");

    @Test
    void itTellsWhatTheAppWouldLearn(TestIdp idp) {
        var app = idp.client("notes").create();
        var admin = idp.admin();
        var result = finish(admin.browser(), returned(admin.browser(), begun(admin.browser(), app)))
                .expect(200)
                .json();
        assertEquals("done", result.path("step").asString());
        assertEquals(app.id(), result.path("clientId").asString());
        assertEquals("notes", result.path("clientName").asString());
        assertEquals(admin.id(), result.path("idToken").path("sub").asString());
        assertEquals(app.id(), result.path("idToken").path("aud").path(0).asString());
        assertEquals(admin.id(), result.path("userInfo").path("sub").asString());
        assertEquals(
                admin.username(),
                result.path("userInfo").path("preferred_username").asString());
        assertFalse(result.toString().contains("no_secret"));
    }

    @Test
    void whatMayStillKeepPeopleOutIsNoted(TestIdp idp) {
        var admin = idp.user("norbert")
                .administrator()
                .withPasskey()
                .with("emailVerified", false)
                .create();
        var app = idp.client("bare").with("callbackURLs", List.of()).create();
        var listed = admin.calls("GET", "/api/oidc/clients/" + app.id() + "/secrets")
                .expect(200)
                .json();
        listed.forEach(secret -> admin.calls(
                        "DELETE",
                        "/api/oidc/clients/" + app.id() + "/secrets/"
                                + secret.path("id").asString())
                .expect(204));
        var result = finish(admin.browser(), returned(admin.browser(), begun(admin.browser(), app)))
                .expect(200)
                .json();
        assertEquals(
                "[\"no_callback\",\"no_secret\",\"email_not_verified\",\"no_groups\"]",
                result.path("notes").toString());
    }

    /// No consent that the app could use, no live grant, no refresh token, and the audit log says what was done.
    @Test
    void itLeavesNothingThatCounts(TestIdp idp) {
        var app = idp.client("wiki").create();
        var browser = idp.admin().browser();
        finish(browser, returned(browser, begun(browser, app))).expect(200);
        var client = "client_id = '" + app.id() + "'";
        assertEquals(0, idp.database().number("select count(*) from sign_in_tests where " + client));
        assertEquals(0, idp.database().number("select count(*) from consents where " + client));
        assertEquals(1, idp.database().number("select count(*) from grants where " + client));
        assertEquals(
                1, idp.database().number("select count(*) from grants where end_reason = 'TEST_OVER' and " + client));
        assertEquals(
                0,
                idp.database()
                        .number("select count(*) from refresh_tokens where grant_id in (select id from grants where "
                                + client + ")"));
        assertEquals(
                0,
                idp.database().number("select count(*) from clients where pkce_supported and id = '" + app.id() + "'"));
        assertEquals(List.of("SIGN_IN_TEST_STARTED", "SIGN_IN_TESTED"), events(idp, app));
    }

    private static List<String> events(TestIdp idp, RelyingParty app) {
        return List.of("SIGN_IN_TEST_STARTED", "CLIENT_AUTHORIZATION", "NEW_CLIENT_AUTHORIZATION", "SIGN_IN_TESTED")
                .stream()
                .filter(event -> idp.database()
                                .number("select count(*) from audit_log where event = '" + event + "' and client_id = '"
                                        + app.id() + "'")
                        == 1)
                .toList();
    }

    @Test
    void aTestIsFinishedOnce(TestIdp idp) {
        var app = idp.client("once").create();
        var browser = idp.admin().browser();
        var answer = returned(browser, begun(browser, app));
        var finished = Together.run(4, _ -> finish(browser, answer).status());
        assertEquals(List.of(200, 404, 404, 404), finished.stream().sorted().toList());
    }

    @Test
    void aRequestOfAFinishedTestLeadsNowhere(TestIdp idp) {
        var app = idp.client("over").create();
        var browser = idp.admin().browser();
        var url = begun(browser, app);
        finish(browser, returned(browser, url)).expect(200);
        overAt(browser, url);
    }

    @Test
    void itDoesNotWaitForever(TestIdp idp) {
        var app = idp.client("late").create();
        var browser = idp.admin().browser();
        var url = begun(browser, app);
        var answer = returned(browser, url);
        idp.clock().advance(Duration.ofMinutes(10));
        overAt(browser, url);
        finish(browser, answer).refused(404, "not_found");
    }

    @Test
    void onlyTheSessionThatBeganItGoesThroughIt(TestIdp idp) {
        var app = idp.client("mine").create();
        var browser = idp.admin().browser();
        var url = begun(browser, app);
        var answer = returned(browser, url);

        var other = idp.user("olga").administrator().withPasskey().create();
        var elsewhere = idp.admin().signsInElsewhere();
        var nobody = idp.user("nina").withPasskey().create();
        for (var stranger : List.of(other.browser(), elsewhere, nobody.browser(), idp.browser())) {
            overAt(stranger, url);
        }
        finish(other.browser(), answer).refused(404, "not_found");
        finish(elsewhere, answer).refused(404, "not_found");
        finish(nobody.browser(), answer).refused(403, "forbidden");
        finish(idp.browser(), answer).expect(401);
        finish(browser, answer).expect(200); // none of them used it up

        var demoted = begun(other.browser(), app);
        idp.database().execute("update users set is_admin = false where id = '" + other.id() + "'");
        overAt(other.browser(), demoted);
    }

    @Test
    void noOtherClientCanNameTheCallback(TestIdp idp) {
        var app = idp.client("named").create();
        var other = idp.client("other").create();
        var browser = idp.admin().browser();
        var url = begun(browser, app);
        overAt(browser, url.replace(app.id(), other.id()));
        var callback = Pages.parameters(URI.create(url)).value("redirect_uri").orElseThrow();
        assertTrue(callback.startsWith(idp.issuer()));
        var registered = idp.client("sly").callback(callback).create();
        overAt(browser, registered.request().address());
        overAt(browser, url.replaceFirst("state=[^&]+", "state=guessed"));
    }

    @Test
    void itsCodeIsOfNoUseAnywhereElse(TestIdp idp) {
        var app = idp.client("kept").create();
        var browser = idp.admin().browser();
        var url = begun(browser, app);
        var answer = returned(browser, url);
        var callback = Pages.parameters(URI.create(url)).value("redirect_uri").orElseThrow();
        app.token(Form.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        answer.value("code").orElseThrow(),
                        "redirect_uri",
                        callback))
                .oauthError(400, "invalid_grant");
        finish(browser, answer).expect(200);
    }

    @Test
    void aCodeOfAnotherRequestIsRefusedInWords(TestIdp idp) {
        var app = idp.client("mixed").create();
        var browser = idp.admin().browser();
        var answer = returned(browser, begun(browser, app));
        var result = finish(browser, answer.with("code", "lk_ac_guessed"))
                .expect(200)
                .json();
        assertEquals("token", result.path("step").asString());
        assertEquals("invalid_grant", result.path("reason").asString());

        var begun = begun(browser, app);
        var nonce = Pages.parameters(URI.create(begun)).value("nonce").orElseThrow();
        var exchanged = finish(browser, returned(browser, begun.replace(nonce, "another")))
                .expect(200)
                .json();
        assertEquals("invalid_grant", exchanged.path("reason").asString());
    }

    @Test
    void whoMayNotUseTheAppIsToldSo(TestIdp idp) {
        var app = idp.client("closed").onlyFor(idp.group("closed-staff")).create();
        var browser = idp.admin().browser();
        var state =
                Pages.parameters(URI.create(begun(browser, app))).value("state").orElseThrow();
        var result = browser.fetch("POST", FINISH, Map.of("state", state, "error", "access_denied"))
                .expect(200)
                .json();
        assertEquals("authorize", result.path("step").asString());
        assertEquals("access_denied", result.path("reason").asString());
        var second =
                Pages.parameters(URI.create(begun(browser, app))).value("state").orElseThrow();
        assertEquals(
                "other",
                browser.fetch("POST", FINISH, Map.of("state", second, "error", "<b>words</b>"))
                        .expect(200)
                        .member("reason"));
    }

    @Test
    void programsAndPeopleCannotBeginOne(TestIdp idp) {
        var app = idp.client("guarded").create();
        var path = "/api/oidc/clients/" + app.id() + "/sign-in-tests";
        var body = Map.of("scopes", SCOPES);
        var key = idp.admin().makesApiKey(Map.of());
        idp.backchannel().apiKey(key).postJson(path, body).refused(403, "api_key_auth_not_allowed");
        idp.user("pia").withPasskey().create().calls("POST", path, body).refused(403, "forbidden");
        idp.admin().calls("POST", path, Map.of("scopes", List.of("email"))).refused(400, "validation_failed");
        assertEquals(
                0, idp.database().number("select count(*) from sign_in_tests where client_id = '" + app.id() + "'"));
    }

    @Test
    void signingOutEndsIt(TestIdp idp) {
        var app = idp.client("left").create();
        var admin = idp.user("lea").administrator().withPasskey().create();
        begun(admin.browser(), app);
        var before = idp.database().number("select count(*) from sign_in_tests where client_id = '" + app.id() + "'");
        assertEquals(1, before);
        idp.admin().calls("DELETE", "/api/users/" + admin.id()).expect(204);
        assertEquals(
                0, idp.database().number("select count(*) from sign_in_tests where client_id = '" + app.id() + "'"));
    }

    private static String begun(Browser browser, RelyingParty app) {
        return browser.fetch("POST", "/api/oidc/clients/" + app.id() + "/sign-in-tests", Map.of("scopes", SCOPES))
                .expect(201)
                .member("url");
    }

    /// Goes through the pages and allows what is asked for.
    ///
    /// @return what came to the callback
    private static Form returned(Browser browser, String url) {
        var page = browser.open(url);
        for (int i = 0; i < 6 && !page.address().getPath().endsWith("/sign-in-test"); i++) {
            page = next(browser, page);
        }
        var parameters = Pages.parameters(page.address());
        assertTrue(parameters.value("code").isPresent(), page.toString());
        return parameters;
    }

    private static Answer next(Browser browser, Answer page) {
        var onward = Pages.onward(page);
        if (onward.isPresent()) {
            return browser.open(page.address().resolve(onward.get()).toString());
        }
        var allow = Pages.forms(page).stream()
                .filter(form -> form.has("decision", "allow"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing to allow: " + page));
        return Pages.press(browser, allow, "allow");
    }

    private static Answer finish(Browser browser, Form answer) {
        return browser.fetch(
                "POST",
                FINISH,
                Map.of(
                        "state", answer.value("state").orElseThrow(),
                        "code", answer.value("code").orElse("none")));
    }

    private static void overAt(Browser browser, String url) {
        var page = browser.open(url).expect(400);
        assertTrue(page.text().contains("test_over"), page.toString());
    }
}
