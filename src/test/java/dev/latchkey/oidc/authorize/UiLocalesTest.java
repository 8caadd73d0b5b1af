package dev.latchkey.oidc.authorize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.Browser;
import dev.latchkey.testkit.Form;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Pages;
import dev.latchkey.testkit.RelyingParty;
import dev.latchkey.testkit.TestIdp;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `ui_locales` (OpenID Connect Core §3.1.2.1). The tests' second catalogue, `qaa`, has one text.
@OnBothDatabases
class UiLocalesTest {
    private static String language(Browser browser, String address) {
        var page = browser.open(address).expect(200).text();
        var start = page.indexOf("<html lang=\"") + "<html lang=\"".length();
        return page.substring(start, page.indexOf('"', start));
    }

    private static String address(RelyingParty app, String locales) {
        return app.request().with("ui_locales", locales).address();
    }

    @Test
    void thePagesOfItsInteractionSpeakIt(TestIdp idp) {
        var app = idp.client("notes").create();
        var browser = idp.browser();
        var page = browser.open(address(app, "fr qaa-DE")).expect(200);
        assertTrue(page.text().contains("<html lang=\"qaa\" dir=\"ltr\">"), page.toString());
        assertTrue(page.text().contains("<h1>Qaa: "), page.toString());
        assertEquals("qaa", language(browser, page.address().toString()));
        assertEquals("qaa", language(browser, "/login/alternative"), "whichever way they take");
    }

    @Test
    void aFormFromTheAppSpeaksItAsWell(TestIdp idp) {
        var app = idp.client("notes").create();
        var browser = idp.browser();
        var form = app.request().with("ui_locales", "qaa").parameters();
        var page = browser.follow(browser.submitFrom(app.origin(), "/authorize", form))
                .expect(200);
        assertTrue(page.text().contains("<html lang=\"qaa\" dir=\"ltr\">"), page.toString());
    }

    @Test
    void whoeverChoseALanguageKeepsIt(TestIdp idp) {
        var app = idp.client("notes").create();
        var browser = idp.browser();
        browser.submit("/language", Form.of("language", "de")).expect(303);
        assertEquals("de", language(browser, address(app, "qaa")));
        var german = idp.user("gerda").with("locale", "de").withPasskey().create();
        assertEquals("de", language(german.browser(), address(app, "qaa")));
    }

    @Test
    void theNextAppsPagesDoNot(TestIdp idp) {
        var app = idp.client("notes").create();
        var browser = idp.browser();
        assertEquals("qaa", language(browser, address(app, "qaa")));
        assertEquals("en", language(browser, app.request().address()));
        assertEquals("en", language(browser, "/login/alternative"));
    }

    @Test
    void nothingThatItSendsIsAnError(TestIdp idp) {
        var app = idp.client("notes").create();
        var alice = idp.user("alice").withPasskey().create();
        alice.signsInTo(app);
        for (var locales : List.of("fr", "no_tag!", "*", "x".repeat(5000), "en\u0007")) {
            assertEquals("en", language(idp.browser(), address(app, locales)));
            var answer = alice.browser().get(address(app, locales)).expect(303);
            assertTrue(Pages.parameters(answer.location()).value("code").isPresent(), answer.toString());
        }
    }

    @Test
    void whatThereIsIsAnnounced(TestIdp idp) {
        var announced = idp.backchannel()
                .get("/.well-known/openid-configuration")
                .expect(200)
                .json()
                .path("ui_locales_supported");
        assertEquals("[\"en\",\"ar\",\"de\",\"qaa\"]", announced.toString());
    }

    @Test
    void aBrowserThatWouldSeeItAnywayIsToldNothing(TestIdp idp) {
        var app = idp.client("notes").create();
        var answer = idp.browser().get(address(app, "en-GB")).expect(302);
        assertFalse(
                answer.headers("Set-Cookie").stream().anyMatch(cookie -> cookie.startsWith("ui_locales=")),
                answer.toString());
    }
}
