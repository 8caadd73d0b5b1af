package dev.latchkey.platform.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.Browser;
import dev.latchkey.testkit.Form;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Who sees which language, from the request to the page. `oidc.authorize.UiLocalesTest` adds what apps ask for.
@OnBothDatabases
class LanguageChoiceTest {
    private static final Pattern TEXTS =
            Pattern.compile("<script defer src=\"/assets/texts-([a-zA-Z-]+)-[\\w-]{8}[.]js\">");

    private static void speaks(String language, String direction, Answer page) {
        page.expect(200);
        var expected = "<html lang=\"" + language + "\" dir=\"" + direction + "\">";
        assertTrue(page.text().contains(expected), page.toString());
        assertEquals(language, page.header("Content-Language").orElse(""));
    }

    private static Answer chooses(Browser browser, String language, String redirect) {
        return browser.submit("/language", Form.of("language", language, "redirect", redirect));
    }

    @Test
    void withoutAChoiceTheBrowsersLanguageIsSpoken(TestIdp idp) {
        speaks("de", "ltr", idp.browser().prefers("de-AT,de;q=0.9,en;q=0.8").open("/login"));
        speaks("ar", "rtl", idp.browser().prefers("sv, ar-EG;q=0.5").open("/login"));
        speaks("en", "ltr", idp.browser().prefers("sv").open("/login"));
        speaks("en", "ltr", idp.browser().prefers("").open("/login"));
        speaks("en", "ltr", idp.browser().prefers("no tag!;q=x,,*").open("/login"));
    }

    @Test
    void aChoiceBeforeSigningInHoldsFromThenOn(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var browser = idp.browser().prefers("en");
        var login = browser.open("/login?redirect=/settings/apps").expect(200);
        assertTrue(login.text().contains("action=\"/language\""), login.toString());
        assertTrue(login.text().contains("value=\"/login?redirect=/settings/apps\""), login.toString());

        var chosen = chooses(browser, "de", "/login?redirect=/settings/apps").expect(303);
        assertEquals("/login?redirect=/settings/apps", chosen.location().toString());
        var cookie = chosen.header("Set-Cookie").orElse("");
        assertTrue(cookie.startsWith("locale=de; ") && cookie.contains("Max-Age=34560000"), cookie);
        speaks("de", "ltr", browser.follow(chosen));

        alice.signsIn(browser);
        speaks("de", "ltr", browser.open("/settings/account"));
    }

    @Test
    void theAccountsLanguageGoesBeforeEverythingElse(TestIdp idp) {
        var alice = idp.user("alice").with("locale", "ar").withPasskey().create();
        var browser = alice.browser().prefers("de");
        chooses(browser, "de", "/login").expect(303);
        speaks("ar", "rtl", browser.open("/settings/account"));
        browser.fetch("PUT", "/api/users/me", profile(browser, "de")).expect(200);
        speaks("de", "ltr", browser.open("/settings/account"));
        browser.fetch("PUT", "/api/users/me", profile(browser, "tlh")).expect(200);
        speaks("de", "ltr", browser.open("/settings/account"));
    }

    private static Map<String, Object> profile(Browser browser, String locale) {
        var me = browser.fetch("GET", "/api/users/me").expect(200);
        return Map.of(
                "username", me.member("username"),
                "firstName", me.member("firstName"),
                "displayName", me.member("displayName"),
                "email", me.member("email"),
                "locale", locale);
    }

    @Test
    void theAppLoadsTheTextsOfItsLanguageAndNoOthers(TestIdp idp) {
        var browser = idp.user("alice").withPasskey().create().browser().prefers("ar");
        var page = browser.open("/settings/account").expect(200).text();
        assertEquals(
                List.of("ar"),
                TEXTS.matcher(page).results().map(found -> found.group(1)).toList());
        var script = page.indexOf("<script type=\"module\"");
        assertTrue(page.indexOf("/assets/texts-") < script, "its words are there when it begins");
        var found = TEXTS.matcher(page);
        assertTrue(found.find());
        var address = found.group().replaceAll(".*src=\"|\">", "");
        var texts = browser.get(address).expect(200);
        assertTrue(texts.text().startsWith("globalThis.latchkeyTexts=["), address);
        assertTrue(texts.header("Cache-Control").orElse("").contains("immutable"), texts.toString());
    }

    @Test
    void whatIsNoLanguageIsNoError(TestIdp idp) {
        var browser = idp.browser();
        for (var language : List.of("fr", "", "*", "../../de", "x".repeat(300), "de\r\nSet-Cookie: a=b", "DE ")) {
            var answer = chooses(browser, language, "/login").expect(303);
            assertEquals("/login", answer.location().toString());
            assertFalse(answer.header("Set-Cookie").isPresent(), language);
        }
        browser.submit("/language", Form.of()).expect(303);
        assertEquals(
                "/",
                chooses(browser, "de", "https://elsewhere.example/").location().toString(),
                "nobody is led elsewhere");
    }

    @Test
    void aCookieThatNamesNoLanguageIsPassedOver(TestIdp idp) {
        for (var cookie : List.of("fr", "xx", "%7Bde%7D", "x".repeat(3000))) {
            var browser = idp.browser().prefers("ar");
            browser.cookies().plant("locale", cookie);
            speaks("ar", "rtl", browser.open("/login"));
        }
    }

    @Test
    void anotherSiteCannotChoose(TestIdp idp) {
        var browser = idp.browser();
        browser.submitFrom("https://elsewhere.example", "/language", Form.of("language", "de"));
        speaks("en", "ltr", browser.open("/login"));
    }

    @Test
    void noCacheMixesLanguages(TestIdp idp) {
        var page = idp.browser().open("/login").expect(200);
        assertEquals("Accept-Language, Cookie", page.header("Vary").orElse(""));
        assertTrue(page.header("Cache-Control").orElse("").contains("no-store"), page.toString());
    }
}
