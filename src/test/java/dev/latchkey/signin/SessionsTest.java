package dev.latchkey.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.PlacesFile;
import dev.latchkey.testkit.TestIdp;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// Browser sessions: they are rows, and what ends them ends them at once.
@OnBothDatabases
class SessionsTest {
    private static final String COOKIE = "__Host-access_token";

    @Test
    void everySignInHasAValueOfItsOwnAndThePreviousOneEnds(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var browser = idp.browser();
        alice.signsIn(browser);
        var first = browser.cookies().value(COOKIE).orElseThrow();
        alice.signsIn(browser);
        assertNotEquals(first, browser.cookies().value(COOKIE).orElseThrow());
        var thief = idp.browser();
        thief.cookies().plant(COOKIE, first);
        thief.fetch("GET", "/api/users/me").refused(401, "not_signed_in");
    }

    @Test
    void aPlantedCookieIsNotTakenOver(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var browser = idp.browser();
        browser.cookies().plant(COOKIE, "planted-by-mallory");
        alice.signsIn(browser);
        assertNotEquals("planted-by-mallory", browser.cookies().value(COOKIE).orElseThrow());
    }

    @Test
    void whatIsStoredDoesNotOpenASession(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var cookie = alice.sessionCookie().orElseThrow();
        assertEquals(
                0,
                idp.database().number("select count(*) from sessions where token_hash = '" + cookie + "'"),
                "the table holds hashes");
    }

    @Test
    void aSessionEndsAfterItsLifeHoweverMuchItIsUsed(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var cookie = alice.sessionCookie().orElseThrow();
        var browser = idp.browser();
        browser.cookies().plant(COOKIE, cookie);
        for (int i = 0; i < 5; i++) {
            idp.clock().advance(Duration.ofMinutes(10));
            browser.fetch("GET", "/api/users/me").expect(200);
        }
        idp.clock().advance(Duration.ofMinutes(11));
        browser.fetch("GET", "/api/users/me").refused(401, "not_signed_in");
    }

    @Test
    void aSessionThatRanOutIsNotTakenUpAgain(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        alice.browser();
        var cookie =
                Map.of("Cookie", "__Host-access_token=" + alice.sessionCookie().orElseThrow());
        var ranOut = "select count(*) from sessions where user_id = '%s'".formatted(alice.id());
        idp.clock().advance(Duration.ofMinutes(61));
        var code = idp.admin().makesLoginCodeFor(alice);
        idp.browser()
                .fetch("POST", "/api/one-time-access-token/" + code, Map.of(), cookie)
                .expect(200);
        assertEquals(2, idp.database().number(ranOut), "the old one waits to be cleaned up");
        var listed = idp.admin().calls("GET", "/api/users/" + alice.id() + "/sessions");
        assertEquals(1, listed.expect(200).json().size());
    }

    @Test
    void whoeverSignsInWhereSomebodyIsEndsThatSession(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var bob = idp.user("bob").withPasskey().create();
        var shared = alice.signsInElsewhere();
        var before = shared.cookies().value(COOKIE).orElseThrow();
        bob.signsIn(shared);
        assertEquals(bob.id(), shared.fetch("GET", "/api/users/me").expect(200).member("id"));
        shared.cookies().plant(COOKIE, before);
        shared.fetch("GET", "/api/users/me").refused(401, "not_signed_in");
    }

    @Test
    void oneBrowserEndsTheSessionOfAnother(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var phone = alice.signsInElsewhere();
        var listed = alice.calls("GET", "/api/users/me/sessions").expect(200).json();
        var sessions = listed.isArray() ? listed : listed.get("data");
        assertEquals(2, sessions.size(), listed.toString());
        var others = sessions.valueStream()
                .filter(session -> !session.path("current").asBoolean(false))
                .map(session -> session.get("id").stringValue())
                .toList();
        assertEquals(1, others.size(), listed.toString());
        alice.calls("DELETE", "/api/users/me/sessions/" + others.getFirst()).expect(204);
        phone.fetch("GET", "/api/users/me").refused(401, "not_signed_in");
        alice.browserAsItIs().fetch("GET", "/api/users/me").expect(200);
    }

    @Test
    void aSessionSaysWhereItIs(TestIdp idp) {
        idp.knows(new PlacesFile().with("203.0.113.0/24", "DE", "Germany", "Berlin"));
        var alice = idp.user("alice").withPasskey().create();
        alice.signsIn(idp.browser("203.0.113.7"));
        alice.signsIn(idp.browser("198.51.100.7"));
        var places = new TreeMap<String, String>();
        alice.calls("GET", "/api/users/me/sessions").expect(200).json().forEach(session -> {
            var place = session.path("city").stringValue() + "/"
                    + session.path("country").stringValue();
            places.put(session.path("ipAddress").stringValue(), place);
        });
        assertEquals("Berlin/Germany", places.get("203.0.113.7"));
        assertEquals("/", places.get("198.51.100.7"));
        assertTrue(places.containsValue("LAN/Internal Network"), places.toString());
    }

    @Test
    void allOthersEndTogether(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var phone = alice.signsInElsewhere();
        var tablet = alice.signsInElsewhere();
        alice.calls("DELETE", "/api/users/me/sessions").expect(204);
        phone.fetch("GET", "/api/users/me").expect(401);
        tablet.fetch("GET", "/api/users/me").expect(401);
        alice.browserAsItIs().fetch("GET", "/api/users/me").expect(200);
    }

    @Test
    void anAdministratorEndsThemAll(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var phone = alice.signsInElsewhere();
        idp.admin().calls("DELETE", "/api/users/" + alice.id() + "/sessions").expect(204);
        phone.fetch("GET", "/api/users/me").expect(401);
        alice.browserAsItIs().fetch("GET", "/api/users/me").expect(401);
    }

    @Test
    void anAdministratorEndsOneOfThem(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var phone = alice.signsInElsewhere();
        var sessions = "/api/users/" + alice.id() + "/sessions";
        var newest = idp.admin().calls("GET", sessions).expect(200).json().at("/0/id");
        idp.admin().calls("DELETE", sessions + "/" + newest.stringValue()).expect(204);
        idp.admin().calls("DELETE", sessions + "/" + newest.stringValue()).refused(404, "not_found");
        phone.fetch("GET", "/api/users/me").expect(401);
        alice.browserAsItIs().fetch("GET", "/api/users/me").expect(200);
    }

    @Test
    void nobodyEndsSomebodyElses(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var bob = idp.user("bob").withPasskey().create();
        var listed = bob.calls("GET", "/api/users/me/sessions").expect(200).json();
        var sessions = listed.isArray() ? listed : listed.get("data");
        var bobs = sessions.get(0).get("id").stringValue();
        alice.calls("DELETE", "/api/users/me/sessions/" + bobs).expect(404);
        bob.browserAsItIs().fetch("GET", "/api/users/me").expect(200);
    }

    @Test
    void aDemotedAdministratorLosesTheRightsAtOnce(TestIdp idp) {
        var bob = idp.user("bob").administrator().withPasskey().create();
        bob.calls("GET", "/api/users").expect(200);
        var record = (ObjectNode)
                idp.admin().calls("GET", "/api/users/" + bob.id()).expect(200).json();
        idp.admin()
                .calls("PUT", "/api/users/" + bob.id(), record.put("isAdmin", false))
                .expect(200);
        bob.calls("GET", "/api/users").refused(403, "forbidden");
    }

    @Test
    void theLastAdministratorStays(TestIdp idp) {
        var admin = idp.admin();
        var record = (ObjectNode)
                admin.calls("GET", "/api/users/" + admin.id()).expect(200).json();
        for (var change : new ObjectNode[] {
            record.deepCopy().put("isAdmin", false), record.deepCopy().put("disabled", true)
        }) {
            var answer = admin.calls("PUT", "/api/users/" + admin.id(), change);
            assertEquals(4, answer.status() / 100, answer.toString());
        }
        assertEquals(4, admin.calls("DELETE", "/api/users/" + admin.id()).status() / 100);
        admin.calls("GET", "/api/users").expect(200);
    }

    @Test
    void signingOutIsAClickAndNotALink(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        alice.browser().openFrom("https://evil.example", "/logout");
        alice.browserAsItIs().fetch("GET", "/api/users/me").expect(200);
        alice.browser()
                .submitFrom("https://evil.example", "/logout", dev.latchkey.testkit.Form.of())
                .expect(403);
        alice.browserAsItIs().fetch("GET", "/api/users/me").expect(200);
        var after = alice.browser().submit("/logout", dev.latchkey.testkit.Form.of());
        assertTrue(after.status() < 400, after.toString());
        alice.browserAsItIs().fetch("GET", "/api/users/me").expect(401);
    }

    @Test
    void aStolenCookieIsWorthNothingAfterSigningOut(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var cookie = alice.sessionCookie().orElseThrow();
        alice.browserAsItIs().fetch("POST", "/api/webauthn/logout").expect(204);
        var thief = idp.browser();
        thief.cookies().plant("__Host-access_token", cookie);
        thief.fetch("GET", "/api/users/me").refused(401, "not_signed_in");
    }

    @Test
    void theFrontPageLeadsOnward(TestIdp idp) {
        var front = idp.browser().get("/").expect(302).location().toString();
        assertEquals("/login?redirect=%2F", front);
        var alice = idp.user("alice").withPasskey().create();
        assertEquals(
                "/settings", alice.browser().get("/").expect(302).location().toString());
    }

    @Test
    void afterSigningInOneIsSentNowhereElse(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        for (var target : new String[] {
            "https://evil.example/", "//evil.example/", "/\\evil.example/", "/%5Cevil.example", "javascript:alert(1)"
        }) {
            var page = alice.browser()
                    .get("/login?redirect="
                            + dev.latchkey.testkit.Form.of("x", target)
                                    .encoded()
                                    .substring(2));
            page.header("Location")
                    .ifPresent(location -> assertTrue(
                            location.startsWith("/") && !location.matches("[/\\\\]{2}.*"),
                            target + " leads to " + location));
            assertFalse(page.text().contains("evil.example\""), page.text());
        }
    }

    @Test
    void onesOwnNamesMayChangeOnesRightsMayNot(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var record =
                (ObjectNode) alice.calls("GET", "/api/users/me").expect(200).json();
        alice.calls("PUT", "/api/users/me", record.put("isAdmin", true).put("firstName", "Alicia"));
        var after = alice.calls("GET", "/api/users/me").expect(200).json();
        assertFalse(after.get("isAdmin").booleanValue());
        assertEquals("Alicia", after.get("firstName").stringValue());
        alice.calls("POST", "/api/users", Map.of("username", "x")).refused(403, "forbidden");
    }
}
