package dev.latchkey.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.Browser;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Person;
import dev.latchkey.testkit.PlacesFile;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.Together;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// Signing in here by approving on another device, over REST.
@OnBothDatabases
class RemoteSignInTest {
    private static final String LOOK = "/api/device-login/verification";
    private static final String DECIDE = LOOK + "/decision";
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
    void theProofOfWhoeverSatHereBeforeApprovesNothing(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var bob = idp.user("bob").withPasskey().create();
        var shared = alice.signsInElsewhere();
        alice.provesPresence(shared);
        bob.signsIn(shared);
        var waiting = Waiting.in(idp.browser());
        var decision = Map.of("code", waiting.code(), "decision", "approve");
        shared.fetch("POST", DECIDE, decision).refused(401, "reauthentication_required");
        waiting.asks().expect(202);
        bob.provesPresence(shared);
        shared.fetch("POST", DECIDE, decision).expect(204);
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
        thief.asks().refused(401, "device_login_expired");
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
    void ofManyDecisionsOneCounts(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var bob = idp.user("bob").withPasskey().create();
        var waiting = Waiting.in(idp.browser());
        alice.provesPresence(alice.browser());
        bob.provesPresence(bob.browser());
        var answers = Together.all(
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
    void ofManyRequestsOneGetsTheSession(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var waiting = Waiting.in(idp.browser());
        approves(alice, waiting.code()).expect(204);
        var answers = Together.all(waiting::asks, waiting::asks, waiting::asks, waiting::asks);
        assertEquals(
                1, answers.stream().filter(answer -> answer.status() == 200).count(), answers.toString());
        assertEquals(
                3, answers.stream().filter(answer -> answer.status() == 401).count(), answers.toString());
        waiting.browser().fetch("GET", "/api/users/me").expect(200);
    }
}
