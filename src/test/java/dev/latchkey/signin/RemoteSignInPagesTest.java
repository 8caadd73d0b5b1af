package dev.latchkey.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.Browser;
import dev.latchkey.testkit.Form;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Pages;
import dev.latchkey.testkit.Person;
import dev.latchkey.testkit.TestIdp;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Signing in here by approving on another device, on the pages of both sides.
@OnBothDatabases
class RemoteSignInPagesTest {
    private static final String PAGE = "/login/alternative/device";

    private static String shown(Answer page, String pattern) {
        var found = Pattern.compile(pattern).matcher(page.text());
        assertTrue(found.find(), page.text());
        return found.group(1);
    }

    private static String code(Answer page) {
        return shown(page, "<code>([A-Z0-9]{4}-[A-Z0-9]{4})</code>");
    }

    private static String number(Answer page) {
        return shown(page, "<dd>([0-9]{2})</dd>");
    }

    private static Answer press(Browser browser, Answer page, String name, String value) {
        var form = Pages.forms(page).stream()
                .filter(found -> found.has(name, value))
                .findFirst()
                .orElseThrow(() -> new AssertionError(page.text()));
        return browser.submit(form.action(), form.fields().and(name, value));
    }

    /// Scans, chooses the number, and uses the passkey, as the phone's pages ask for it.
    private static Answer approvesOnPages(Person person, String code, String number) {
        var phone = person.browser();
        var review = phone.get("/device?user_code=" + code).expect(200);
        var prove = press(phone, review, "number", number).expect(200);
        person.provesPresence(phone);
        var form = Pages.forms(prove).stream()
                .filter(found ->
                        found.fields().value("decision").filter("allow"::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> new AssertionError(prove.text()));
        return phone.submit(form.action(), form.fields());
    }

    private static Answer waits(Browser browser) {
        return browser.fetch("GET", PAGE + "/wait").expect(200);
    }

    @Test
    void thePagesLeadFromTheCodeToWhereOneWasGoing(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var browser = idp.browser("203.0.113.10");
        var ways = browser.get("/login/alternative?redirect=%2Fsettings%2Fapps").expect(200);
        assertTrue(ways.text().contains("href=\"" + PAGE + "?redirect=%2Fsettings%2Fapps\""), ways.text());
        var page = browser.get(PAGE + "?redirect=%2Fsettings%2Fapps").expect(200);
        assertTrue(page.text().contains("role=\"img\"") && page.text().contains("<path d=\"M"), page.text());
        assertEquals("true", waits(browser).json().path("waiting").asString());

        var again = browser.get(PAGE + "?redirect=%2Fsettings%2Fapps").expect(200);
        assertEquals(code(page), code(again), "a page that is shown again shows the same code");
        var early = browser.submit(PAGE, Form.of("redirect", "/settings/apps")).expect(200);
        assertTrue(early.text().contains("class=\"notice\""), early.text());

        var review = alice.browser().get("/device?user_code=" + code(page)).expect(200);
        assertTrue(review.text().contains("203.0.113.10"), review.text());
        assertTrue(review.text().contains("tag warn"), "another network: " + review.text());
        approvesOnPages(alice, code(page), number(page)).expect(200);
        assertEquals("false", waits(browser).json().path("waiting").asString());
        var done = browser.submit(PAGE, Form.of("redirect", "/settings/apps")).expect(303);
        assertEquals(
                "/signup/add-passkey?redirect=%2Fsettings%2Fapps",
                done.location().toString());
        assertEquals(
                alice.id(), browser.fetch("GET", "/api/users/me").expect(200).member("id"));
        browser.get(PAGE).expect(303);
        assertTrue(browser.cookies().value("__Secure-device_login_token").isEmpty());
    }

    @Test
    void theMiddleOfAnInteractionIsComeBackTo(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var app = idp.client("remote-notes").create();
        var browser = idp.browser();
        var request = app.request();
        var signIn = browser.openFrom(app.origin(), request.address());
        var otherWay = shown(signIn, "href=\"/login/alternative\\?redirect=([^\"]+)\"");
        var page = browser.get(PAGE + "?redirect=" + otherWay).expect(200);
        approvesOnPages(alice, code(page), number(page)).expect(200);
        var form = Pages.forms(page).getFirst();
        var done = browser.submit(form.action(), form.fields()).expect(303);
        var offer = browser.get(done.location().toString()).expect(200);
        assertTrue(offer.text().contains("/interaction") || offer.text().contains("/authorize"), offer.text());
        var sent = Pages.allow(alice, browser, browser.openFrom(app.origin(), request.address()));
        var tokens = new dev.latchkey.testkit.SignIn(app, request, Pages.parameters(sent.location())).tokens();
        assertEquals("otp", tokens.idClaims().path("amr").path(0).asString());
    }

    @Test
    void theNumbersAreTheSameWheneverOneLooks(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var page = idp.browser().get(PAGE).expect(200);
        var numbers = numbers(alice.browser().get("/device?user_code=" + code(page)));
        assertEquals(3, numbers.stream().distinct().count(), numbers.toString());
        assertTrue(numbers.contains(number(page)), numbers.toString());
        assertEquals(numbers, numbers(alice.browser().get("/device?user_code=" + code(page))));
        var bob = idp.user("bob").withPasskey().create();
        assertEquals(numbers, numbers(bob.browser().get("/device?user_code=" + code(page))));
    }

    private static List<String> numbers(Answer page) {
        return Pattern.compile("name=\"number\" value=\"([0-9]{2})\"")
                .matcher(page.expect(200).text())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void aWrongNumberOnThePageEndsItForBoth(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var browser = idp.browser();
        var page = browser.get(PAGE).expect(200);
        var phone = alice.browser();
        var review = phone.get("/device?user_code=" + code(page)).expect(200);
        var wrong = numbers(review).stream()
                .filter(number -> !number.equals(number(page)))
                .findFirst()
                .orElseThrow();
        press(phone, review, "number", wrong).expect(403);
        assertEquals("false", waits(browser).json().path("waiting").asString());
        var over = browser.submit(PAGE, Form.of("redirect", "")).expect(403);
        assertTrue(over.text().contains("href=\"" + PAGE + "\""), over.text());
        assertNotEquals(code(page), code(browser.get(PAGE).expect(200)));
        press(phone, review, "number", number(page)).expect(400);
    }

    @Test
    void withoutAProofThePageAsksAgain(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var browser = idp.browser();
        var page = browser.get(PAGE).expect(200);
        var allow = Form.of("user_code", code(page), "person", alice.id(), "number", number(page), "decision", "allow");
        var asked = alice.browser().submit("/device", allow).expect(200);
        assertTrue(asked.text().contains("notice warn") && asked.text().contains("id=\"proved\""), asked.text());
        assertEquals("true", waits(browser).json().path("waiting").asString());
        alice.browser().submit("/device", allow.without("number")).expect(200);
        alice.browser().submitFrom("https://evil.example", "/device", allow).expect(403);
        idp.browser().submit("/device", allow).expect(303);
        alice.provesPresence(alice.browser());
        alice.browser().submit("/device", allow.without("number")).expect(200);
        assertEquals("true", waits(browser).json().path("waiting").asString(), "no number, no approval");
    }

    @Test
    void bothSidesCanStop(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var browser = idp.browser();
        var page = browser.get(PAGE + "?redirect=%2Fsettings%2Fapps").expect(200);
        var stopped = browser.submit(PAGE + "/cancel", Form.of("redirect", "/settings/apps"))
                .expect(303);
        assertEquals(
                "/login/alternative?redirect=%2Fsettings%2Fapps",
                stopped.location().toString());
        alice.browser().get("/device?user_code=" + code(page)).expect(400);
        assertEquals("false", waits(browser).json().path("waiting").asString());
        browser.submit(PAGE, Form.of("redirect", "")).expect(401);

        var next = browser.get(PAGE).expect(200);
        var review = alice.browser().get("/device?user_code=" + code(next)).expect(200);
        press(alice.browser(), review, "decision", "deny").expect(200);
        browser.submit(PAGE, Form.of("redirect", "")).expect(403);
        browser.submitFrom("https://evil.example", PAGE, Form.of()).expect(403);
        browser.submitFrom("https://evil.example", PAGE + "/cancel", Form.of()).expect(403);
    }

    @Test
    void aBrowserCannotCancelOrFinishWhatAnotherBegan(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var browser = idp.browser();
        var page = browser.get(PAGE).expect(200);
        var held = browser.cookies().value("__Secure-device_login_token").orElseThrow();
        var other = idp.browser();
        other.cookies().plant("__Secure-device_login_token", held.substring(0, 8) + "x".repeat(held.length() - 8));
        other.submit(PAGE + "/cancel", Form.of()).expect(303);
        approvesOnPages(alice, code(page), number(page)).expect(200);
        other.cookies().plant("__Secure-device_login_token", held.substring(0, 8) + "x".repeat(held.length() - 8));
        other.submit(PAGE, Form.of()).expect(401);
        browser.submit(PAGE, Form.of()).expect(303);
    }

    @Test
    void anExpiredPageShowsANewCode(TestIdp idp) {
        var browser = idp.browser();
        var page = browser.get(PAGE).expect(200);
        idp.clock().advance(Duration.ofMinutes(5));
        assertEquals("false", waits(browser).json().path("waiting").asString());
        browser.submit(PAGE, Form.of("redirect", "")).expect(401);
        assertNotEquals(code(page), code(browser.get(PAGE).expect(200)));
    }

    @Test
    void nothingReadableIsStored(TestIdp idp) {
        var page = idp.browser().get(PAGE).expect(200);
        var code = code(page).replace("-", "");
        assertEquals(
                0,
                idp.database()
                        .number("select count(*) from remote_sign_ins where code_hmac like '%" + code
                                + "%' or browser_hash like '%" + code + "%'"));
        assertFalse(idp.log().contains(code));
    }
}
