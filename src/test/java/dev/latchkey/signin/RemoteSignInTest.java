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
import dev.latchkey.testkit.PlacesFile;
import dev.latchkey.testkit.TestIdp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// Signing in here by approving on another device: over REST, and on the pages of both sides.
@OnBothDatabases
class RemoteSignInTest {
    private static final String LOOK = "/api/device-login/verification";
    private static final String DECIDE = LOOK + "/decision";
    private static final String PAGE = "/login/alternative/device";
    private static final int RACES = 3;

    /// A browser that waits, and the code it shows.
    private record Waiting(Browser browser, String code, String number) {
        static Waiting in(Browser browser) {
            var begun = browser.fetch("POST", "/api/device-login/requests").expect(201);
            return new Waiting(
                    browser,
                    begun.member("userCode"),
                    begun.json().path("number").asString());
        }

        Answer asks() {
            return browser.fetch("POST", "/api/device-login/requests/" + code + "/exchange");
        }
    }

    private static Answer decides(Person person, String code, String decision) {
        return person.calls("POST", DECIDE, Map.of("code", code, "decision", decision));
    }

    private static Answer approves(Person person, String code) {
        person.provesPresence(person.browser());
        return decides(person, code, "approve");
    }

    private static long audited(TestIdp idp, Person person, String event) {
        return idp.database()
                .number("select count(*) from audit_log where user_id = '%s' and event = '%s'"
                        .formatted(person.id(), event));
    }

    @Test
    void theBrowserThatBeganIsSignedInOnce(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var waiting = Waiting.in(idp.browser("203.0.113.9"));
        assertTrue(waiting.code().matches("P[A-HJKMNP-Z0-9]{7}"), waiting.code());
        waiting.asks().expect(202);
        var typed = waiting.code().substring(0, 4).toLowerCase(Locale.ROOT) + " - "
                + waiting.code().substring(4);
        var seen = alice.calls("POST", LOOK, Map.of("code", typed)).expect(200);
        assertEquals(waiting.code(), seen.member("userCode"));
        assertEquals("203.0.113.9", seen.member("ipAddress"));
        approves(alice, typed).expect(204);
        alice.calls("POST", LOOK, Map.of("code", typed)).refused(401, "device_login_expired");

        var user = waiting.asks().expect(200);
        assertEquals(alice.id(), user.member("id"));
        assertEquals(
                alice.id(),
                waiting.browser().fetch("GET", "/api/users/me").expect(200).member("id"));
        waiting.asks().refused(401, "device_login_expired");
        var sessions = waiting.browser()
                .fetch("GET", "/api/users/me/sessions")
                .expect(200)
                .json();
        assertTrue(sessions.valueStream()
                .anyMatch(session -> session.path("method").asString().equals("remote")));
        assertEquals(1, audited(idp, alice, "REMOTE_SIGN_IN_APPROVED"));
        assertEquals(1, audited(idp, alice, "REMOTE_SIGN_IN"));
        assertEquals(
                "203.0.113.9",
                idp.admin()
                        .calls("GET", "/api/audit-logs/all?filters[event]=REMOTE_SIGN_IN&filters[userId]=" + alice.id())
                        .expect(200)
                        .json()
                        .path("data")
                        .path(0)
                        .path("ipAddress")
                        .asString());
    }

    @Test
    void whoApprovesSeesWhereTheWaitingBrowserIs(TestIdp idp) {
        idp.knows(new PlacesFile().with("203.0.113.0/24", "DE", "Germany", "Berlin"));
        var alice = idp.user("alice").with("locale", "de").withPasskey().create();
        var waiting = Waiting.in(idp.browser("203.0.113.19"));
        var seen = alice.calls("POST", LOOK, Map.of("code", waiting.code())).expect(200);
        assertEquals("Germany", seen.member("country"));
        assertEquals("Berlin", seen.member("city"));
        var page = alice.browser()
                .get("/device?user_code=" + waiting.code())
                .expect(200)
                .text();
        assertTrue(page.contains("203.0.113.19 · <bdi>Berlin, Deutschland</bdi>"), page);
    }

    @Test
    void nobodyElseGetsTheSession(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var waiting = Waiting.in(idp.browser());
        var thief = new Waiting(idp.browser(), waiting.code(), "");
        thief.asks().refused(401, "device_login_expired");
        var other = Waiting.in(idp.browser());
        var mine =
                other.browser().cookies().value("__Secure-device_login_token").orElseThrow();
        thief.browser().cookies().plant("__Secure-device_login_token", mine);
        approves(alice, waiting.code()).expect(204);
        thief.asks().refused(401, "device_login_expired");
        other.asks().expect(202);
        waiting.asks().expect(200);
    }

    @Test
    void approvingTakesAFreshProofThatIsUsedUp(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var waiting = Waiting.in(idp.browser());
        decides(alice, waiting.code(), "approve").refused(401, "reauthentication_required");
        alice.provesPresence(alice.browser());
        idp.clock().advance(Duration.ofSeconds(61));
        decides(alice, waiting.code(), "approve").refused(401, "reauthentication_required");
        decides(alice, waiting.code(), "approve").refused(401, "reauthentication_required");
        waiting.asks().expect(202);

        alice.provesPresence(alice.browser());
        decides(alice, "P0000000", "approve").refused(401, "device_login_expired");
        decides(alice, waiting.code(), "approve").refused(401, "reauthentication_required");

        var bob = idp.user("bob").withPasskey().create();
        bob.provesPresence(bob.browser());
        alice.browser()
                .cookies()
                .plant(
                        "__Secure-reauthentication_token",
                        bob.browser()
                                .cookies()
                                .value("__Secure-reauthentication_token")
                                .orElseThrow());
        decides(alice, waiting.code(), "approve").refused(401, "reauthentication_required");
        waiting.asks().expect(202);
    }

    @Test
    void denyingIsHeardAndFinal(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var waiting = Waiting.in(idp.browser());
        decides(alice, waiting.code(), "deny").expect(204);
        waiting.asks().refused(403, "device_login_denied");
        waiting.asks().refused(403, "device_login_denied");
        decides(alice, waiting.code(), "deny").refused(401, "device_login_expired");
        approves(alice, waiting.code()).refused(401, "device_login_expired");
        assertEquals(1, audited(idp, alice, "REMOTE_SIGN_IN_DENIED"));
        assertEquals(0, audited(idp, alice, "REMOTE_SIGN_IN_APPROVED"));
    }

    @Test
    void aWrongNumberEndsTheRequest(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var right = Waiting.in(idp.browser());
        alice.provesPresence(alice.browser());
        alice.calls(
                        "POST",
                        DECIDE,
                        Map.of("code", right.code(), "decision", "approve", "number", Integer.parseInt(right.number())))
                .expect(204);
        right.asks().expect(200);

        var wrong = Waiting.in(idp.browser());
        int other = Integer.parseInt(wrong.number()) == 42 ? 43 : 42;
        alice.provesPresence(alice.browser());
        alice.calls("POST", DECIDE, Map.of("code", wrong.code(), "decision", "approve", "number", other))
                .refused(403, "device_login_wrong_number");
        wrong.asks().refused(403, "device_login_denied");
        approves(alice, wrong.code()).refused(401, "device_login_expired");
        assertEquals(1, audited(idp, alice, "REMOTE_SIGN_IN_DENIED"));
    }

    @Test
    void requestsExpire(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var late = Waiting.in(idp.browser());
        var approved = Waiting.in(idp.browser());
        approves(alice, approved.code()).expect(204);
        idp.clock().advance(Duration.ofMinutes(5));
        alice.calls("POST", LOOK, Map.of("code", late.code())).refused(401, "device_login_expired");
        decides(alice, late.code(), "deny").refused(401, "device_login_expired");
        late.asks().refused(401, "device_login_expired");
        approved.asks().refused(401, "device_login_expired");
    }

    @Test
    void whoIsDisabledOrGoneSignsNobodyIn(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var waiting = Waiting.in(idp.browser());
        approves(alice, waiting.code()).expect(204);
        idp.disable(alice);
        waiting.asks().refused(403, "user_disabled");
        waiting.asks().refused(403, "user_disabled");

        var bob = idp.user("bob").withPasskey().create();
        var other = Waiting.in(idp.browser());
        approves(bob, other.code()).expect(204);
        idp.admin().calls("DELETE", "/api/users/" + bob.id()).expect(204);
        other.asks().refused(401, "device_login_expired");
    }

    @Test
    void bothKindsOfGuessesCountTogether(TestIdp idp) {
        var mallory = idp.user("mallory").withPasskey().create();
        for (int i = 0; i < 5; i++) {
            mallory.calls("POST", LOOK, Map.of("code", "P000000" + i)).refused(401, "device_login_expired");
            mallory.calls("GET", "/api/oidc/device/info?code=E000000" + i).refused(400, "oidc_invalid_device_code");
        }
        var waiting = Waiting.in(idp.browser());
        mallory.calls("POST", LOOK, Map.of("code", waiting.code())).refused(429, "rate_limited");
        mallory.provesPresence(mallory.browser());
        decides(mallory, waiting.code(), "approve").refused(429, "rate_limited");
        waiting.asks().expect(202);
    }

    @Test
    void eagerBrowsersAreSlowedDown(TestIdp idp) {
        var waiting = Waiting.in(idp.browser("198.51.100.20"));
        for (int i = 0; i < 10; i++) {
            waiting.asks().expect(202);
        }
        waiting.asks().refused(429, "rate_limited");
        Waiting.in(idp.browser("198.51.100.20")).asks().expect(202);
        for (int i = 0; i < 3; i++) {
            Waiting.in(idp.browser("198.51.100.20"));
        }
        idp.browser("198.51.100.20").fetch("POST", "/api/device-login/requests").refused(429, "rate_limited");
    }

    @RepeatedTest(RACES)
    void ofManyDecisionsOneCounts(TestIdp idp) throws Exception {
        var alice = idp.user("alice").withPasskey().create();
        var bob = idp.user("bob").withPasskey().create();
        var waiting = Waiting.in(idp.browser());
        alice.provesPresence(alice.browser());
        bob.provesPresence(bob.browser());
        var answers = atOnce(
                () -> decides(alice, waiting.code(), "approve"),
                () -> decides(bob, waiting.code(), "approve"),
                () -> decides(alice, waiting.code(), "deny"),
                () -> decides(bob, waiting.code(), "deny"));
        var winners = answers.stream().filter(answer -> answer.status() == 204).toList();
        assertEquals(1, winners.size(), answers.toString());
        int winner = answers.indexOf(winners.getFirst());
        if (winner >= 2) {
            waiting.asks().refused(403, "device_login_denied");
        } else {
            assertEquals(
                    winner == 0 ? alice.id() : bob.id(),
                    waiting.asks().expect(200).member("id"));
        }
        long recorded = audited(idp, alice, "REMOTE_SIGN_IN_APPROVED")
                + audited(idp, alice, "REMOTE_SIGN_IN_DENIED")
                + audited(idp, bob, "REMOTE_SIGN_IN_APPROVED")
                + audited(idp, bob, "REMOTE_SIGN_IN_DENIED");
        assertEquals(1, recorded);
    }

    @RepeatedTest(RACES)
    void ofManyRequestsOneGetsTheSession(TestIdp idp) throws Exception {
        var alice = idp.user("alice").withPasskey().create();
        var waiting = Waiting.in(idp.browser());
        approves(alice, waiting.code()).expect(204);
        var answers = atOnce(waiting::asks, waiting::asks, waiting::asks, waiting::asks);
        assertEquals(
                1, answers.stream().filter(answer -> answer.status() == 200).count(), answers.toString());
        assertEquals(
                3, answers.stream().filter(answer -> answer.status() == 401).count(), answers.toString());
        waiting.browser().fetch("GET", "/api/users/me").expect(200);
    }

    @SafeVarargs
    private static List<Answer> atOnce(Callable<Answer>... acts) throws Exception {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<java.util.concurrent.Future<Answer>>();
            for (var act : acts) {
                running.add(threads.submit(() -> {
                    start.await();
                    return act.call();
                }));
            }
            start.countDown();
            var answers = new ArrayList<Answer>();
            for (var one : running) {
                answers.add(one.get());
            }
            return answers;
        }
    }

    // The pages

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
