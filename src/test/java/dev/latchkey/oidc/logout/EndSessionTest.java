package dev.latchkey.oidc.logout;

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
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// RP-Initiated Logout: at once with an ID token of this session, after a question otherwise, and never to an address
/// that is not registered.
@OnBothDatabases
class EndSessionTest {
    private static final String OUT = "https://out.example.org/bye";

    private static RelyingParty app(TestIdp idp, String name) {
        return idp.client(name).with("logoutCallbackURLs", List.of(OUT)).create();
    }

    private static Answer end(Browser browser, Form parameters) {
        return browser.openFrom("https://out.example.org", "/api/oidc/end-session?" + parameters.encoded());
    }

    private static void signedIn(Browser browser) {
        browser.fetch("GET", "/api/users/me").expect(200);
    }

    private static void signedOut(Browser browser) {
        browser.fetch("GET", "/api/users/me").expect(401);
    }

    private static void goesNowhere(Answer answer) {
        assertTrue(
                answer.header("Location").isEmpty() && answer.header("Refresh").isEmpty(), answer.toString());
    }

    @Test
    void withAnIdTokenOfThisSessionItHappensAtOnce(TestIdp idp) {
        var app = app(idp, "leaving");
        var stays = idp.client("stays").scopes("openid offline_access").create();
        var alice = idp.user("leaving").withPasskey().create();
        var tokens = alice.signsInTo(app).tokens();
        var offline = alice.signsInTo(stays).tokens();
        var browser = alice.browserAsItIs();
        var parameters = Form.of("id_token_hint", tokens.id(), "post_logout_redirect_uri", OUT, "state", "a b&c");
        var answer = end(browser, parameters).expect(302);
        assertEquals(OUT + "?state=a+b%26c", answer.location().toString());
        signedOut(browser);
        app.refresh(tokens).refused("invalid_grant");
        app.userinfo(tokens).expect(401);
        stays.refresh(offline).tokens();
    }

    @Test
    void anExpiredIdTokenStillCounts(TestIdp idp) {
        var app = app(idp, "expired-hint");
        var alice = idp.user("expired-hint").withPasskey().create();
        var tokens = alice.signsInTo(app).tokens();
        // The session runs out with it; what it gave lives on until somebody signs out.
        idp.clock().advance(Duration.ofHours(2));
        var refreshed = app.refresh(tokens).tokens();
        var answer = end(idp.browser(), Form.of("id_token_hint", tokens.id(), "post_logout_redirect_uri", OUT));
        assertEquals(OUT, answer.expect(302).location().toString());
        app.refresh(refreshed).refused("invalid_grant");
    }

    @Test
    void aPostOfTheAppIsTheSame(TestIdp idp) {
        var app = app(idp, "posting-out");
        var alice = idp.user("posting-out").withPasskey().create();
        var tokens = alice.signsInTo(app).tokens();
        var form = Form.of("id_token_hint", tokens.id(), "post_logout_redirect_uri", OUT);
        var browser = alice.browserAsItIs();
        var first = browser.submitFrom("https://out.example.org", "/api/oidc/end-session", form)
                .expect(303);
        assertEquals(OUT, browser.follow(first).location().toString());
        signedOut(browser);
    }

    @Test
    void whatIsTooLongForAnAddressIsPosted(TestIdp idp) {
        var app = app(idp, "long-out");
        var alice = idp.user("long-out").withPasskey().create();
        var tokens = alice.signsInTo(app).tokens();
        var state = "ä/:?".repeat(3500);
        var form = Form.of("id_token_hint", tokens.id(), "post_logout_redirect_uri", OUT, "state", state);
        var browser = alice.browserAsItIs();
        var first = browser.submitFrom("https://out.example.org", "/api/oidc/end-session", form)
                .expect(303);
        // Proxies take addresses of some kilobytes.
        assertTrue(first.location().toString().length() < 200, first.toString());
        var sent = browser.follow(first).expect(302).location();
        assertEquals(state, Pages.parameters(sent).value("state").orElse(""));
        signedOut(browser);
        // It is used up; who comes again is asked as if nothing had been sent.
        alice.signsIn(browser);
        goesNowhere(browser.follow(first).expect(200));
        signedIn(browser);
    }

    @Test
    void aStateThatFitsIntoNoAddressSignsNobodyOut(TestIdp idp) {
        var app = app(idp, "endless-out");
        var alice = idp.user("endless-out").withPasskey().create();
        alice.signsInTo(app);
        var browser = alice.browserAsItIs();
        var asked = end(browser, Form.of("client_id", app.id(), "post_logout_redirect_uri", OUT, "state", "s"));
        var form = Pages.forms(asked.expect(200)).getFirst();
        browser.submit(form.action(), form.fields().with("state", "ä".repeat(12_000)))
                .expect(413);
        signedIn(browser);
    }

    @Test
    void withoutAHintItIsAskedFirst(TestIdp idp) {
        var app = app(idp, "asking");
        var alice = idp.user("asking").withPasskey().create();
        alice.signsInTo(app);
        var browser = alice.browserAsItIs();
        var page = end(browser, Form.of("client_id", app.id(), "post_logout_redirect_uri", OUT, "state", "s"));
        goesNowhere(page.expect(200));
        signedIn(browser);
        var form = Pages.forms(page).getFirst();
        browser.submitFrom("https://evil.example", "/end-session", form.fields())
                .expect(403);
        signedIn(browser);
        var done = browser.submit(form.action(), form.fields()).expect(200);
        assertEquals(OUT + "?state=s", Pages.onward(done).orElseThrow().toString());
        signedOut(browser);
    }

    @Test
    void anAddressWithoutAHintOrAClientLeadsNowhere(TestIdp idp) {
        app(idp, "unnamed");
        var alice = idp.user("unnamed").withPasskey().create();
        var browser = alice.browser();
        var page = end(browser, Form.of("post_logout_redirect_uri", OUT));
        goesNowhere(page);
        var form = Pages.forms(page).getFirst();
        var done = browser.submit(form.action(), form.fields());
        goesNowhere(done);
        assertTrue(Pages.onward(done).isEmpty(), done.toString());
        signedOut(browser);
    }

    @Test
    void aBadHintOrAnUnregisteredAddressLeadsNowhere(TestIdp idp) {
        var app = app(idp, "strict-out");
        var other = app(idp, "other-out");
        var alice = idp.user("strict-out").withPasskey().create();
        var tokens = alice.signsInTo(app).tokens();
        var browser = alice.browserAsItIs();
        var unsigned = tokens.id().substring(0, tokens.id().lastIndexOf('.') + 1);
        for (var parameters : List.of(
                Form.of("id_token_hint", "x", "post_logout_redirect_uri", OUT),
                Form.of("id_token_hint", unsigned, "post_logout_redirect_uri", OUT),
                Form.of("id_token_hint", tokens.access(), "post_logout_redirect_uri", OUT),
                Form.of("id_token_hint", tokens.id(), "client_id", other.id(), "post_logout_redirect_uri", OUT),
                Form.of("id_token_hint", tokens.id(), "post_logout_redirect_uri", "https://evil.example/"),
                Form.of("id_token_hint", tokens.id(), "post_logout_redirect_uri", OUT + "/more"),
                Form.of("client_id", "nobody", "post_logout_redirect_uri", OUT),
                Form.of("id_token_hint", tokens.id(), "post_logout_redirect_uri", OUT, "post_logout_redirect_uri", OUT),
                Form.of("state", "1", "state", "2"))) {
            var page = end(browser, parameters).expect(400);
            goesNowhere(page);
            signedIn(browser);
            // Whoever signs out all the same stays here.
            assertEquals(
                    List.of("person"), Pages.forms(page).getFirst().fields().names());
            goesNowhere(end(idp.browser(), parameters).expect(400));
        }
    }

    @Test
    void somebodyElsesHintIsAskedAbout(TestIdp idp) {
        var app = app(idp, "confused");
        var alice = idp.user("confused-a").withPasskey().create();
        var bob = idp.user("confused-b").withPasskey().create();
        var hint = alice.signsInTo(app).tokens().id();
        bob.signsInTo(app);
        goesNowhere(end(bob.browserAsItIs(), Form.of("id_token_hint", hint, "post_logout_redirect_uri", OUT))
                .expect(200));
        signedIn(bob.browserAsItIs());
        // The same person's other session is another session.
        var elsewhere = alice.signsInElsewhere();
        goesNowhere(end(elsewhere, Form.of("id_token_hint", hint)).expect(200));
        signedIn(elsewhere);
    }

    @Test
    void withoutAnAddressItStaysHereWithAWayBack(TestIdp idp) {
        var app = idp.client("back-again")
                .with("launchURL", "https://back-again.example.org/start")
                .create();
        var alice = idp.user("back-again").withPasskey().create();
        var tokens = alice.signsInTo(app).tokens();
        var page = end(alice.browserAsItIs(), Form.of("id_token_hint", tokens.id()))
                .expect(200);
        goesNowhere(page);
        assertTrue(page.text().contains("https://back-again.example.org/start"), page.toString());
        signedOut(alice.browserAsItIs());
        goesNowhere(end(idp.browser(), Form.of()).expect(200));
    }

    @Test
    void anAppThatNamedNoHomeIsWhereItsCallbackIs(TestIdp idp) {
        var app = idp.client("homeless")
                .callback("https://homeless.example.org:8443/oauth/callback?x=1")
                .create();
        var wild = idp.client("wild-home")
                .callback("https://wild-home.example.org/cb")
                .with("callbackURLs", List.of("https://*.wild-home.example.org/cb", "http://127.0.0.1/cb"))
                .create();
        var page = end(idp.browser(), Form.of("client_id", app.id())).expect(200);
        goesNowhere(page);
        assertTrue(page.text().contains("href=\"https://homeless.example.org:8443/\""), page.toString());
        assertFalse(end(idp.browser(), Form.of("client_id", wild.id()))
                .expect(200)
                .text()
                .contains("wild-home"));
    }

    @Test
    void anEmptyPathAndASlashAreOneAddress(TestIdp idp) {
        var app = idp.client("rooted")
                .with("logoutCallbackURLs", List.of("https://rooted.example.org"))
                .create();
        var alice = idp.user("rooted").withPasskey().create();
        var tokens = alice.signsInTo(app).tokens();
        end(
                        alice.browserAsItIs(),
                        Form.of(
                                "id_token_hint",
                                tokens.id(),
                                "post_logout_redirect_uri",
                                "https://rooted.example.org/"))
                .expect(302);
    }
}
