package dev.latchkey.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.Form;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.Together;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Codes that sign somebody in once.
@OnBothDatabases
class LoginCodeTest {
    private static final String EXCHANGE = "/api/one-time-access-token/";

    @Test
    void aCodeSignsInOnce(TestIdp idp) {
        var alice = idp.user("alice").create();
        var code = idp.admin().makesLoginCodeFor(alice);
        assertEquals(6, code.length());
        var in = idp.browser();
        assertEquals(alice.id(), in.fetch("POST", EXCHANGE + code).expect(200).member("id"));
        in.fetch("GET", "/api/users/me").expect(200);
        idp.browser().fetch("POST", EXCHANGE + code).refused(401, "token_invalid_or_expired");
    }

    @Test
    void lifetimesAreReadAsDurations(TestIdp idp) {
        var alice = idp.user("alice").create();
        var path = "/api/users/" + alice.id() + "/one-time-access-token";
        assertEquals(12, made(idp, path, Map.of("ttl", "1h")).length());
        assertEquals(6, made(idp, path, Map.of("ttl", 900)).length());
        assertEquals(6, made(idp, path, Map.of("ttl", "14m59.5s")).length());
        for (Object bad : new Object[] {"745h", "1s", 1, 3_000_000}) {
            idp.admin().calls("POST", path, Map.of("ttl", bad)).refused(400, "validation_failed");
        }
        for (Object bad : new Object[] {"soon", "90", true, Map.of()}) {
            idp.admin().calls("POST", path, Map.of("ttl", bad)).refused(400, "invalid_request_body");
        }
        idp.admin().calls("POST", path).refused(400, "invalid_request_body");
        idp.admin()
                .calls("POST", "/api/users/nobody/one-time-access-token", Map.of())
                .refused(404, "user_not_found");
        idp.user("eve").withPasskey().create().calls("POST", path, Map.of()).refused(403, "forbidden");
    }

    private static String made(TestIdp idp, String path, Object body) {
        return idp.admin().calls("POST", path, body).expect(201).member("token");
    }

    @Test
    void aCodeExpires(TestIdp idp) {
        var alice = idp.user("alice").create();
        var code = idp.admin().makesLoginCodeFor(alice);
        idp.clock().advance(Duration.ofMinutes(15));
        idp.browser().get("/lc/" + code).expect(404);
        idp.browser().fetch("POST", EXCHANGE + code).refused(401, "token_invalid_or_expired");
    }

    @Test
    void aCodeFromBeforeItsPersonWasDisabledIsWorthNothing(TestIdp idp) {
        var alice = idp.user("alice").create();
        var code = idp.admin().makesLoginCodeFor(alice);
        idp.clock().advance(Duration.ofSeconds(1));
        idp.disable(alice);
        idp.enable(alice);
        idp.browser().get("/lc/" + code).expect(404);
        idp.browser().fetch("POST", EXCHANGE + code).refused(401, "token_invalid_or_expired");
        idp.clock().advance(Duration.ofSeconds(1));
        idp.browser()
                .fetch("POST", EXCHANGE + idp.admin().makesLoginCodeFor(alice))
                .expect(200);
    }

    @Test
    void aDisabledPersonsCodeStays(TestIdp idp) {
        var alice = idp.user("alice").create();
        var code = idp.admin().makesLoginCodeFor(alice);
        idp.database().execute("update users set disabled = true where id = '" + alice.id() + "'");
        idp.browser().fetch("POST", EXCHANGE + code).refused(403, "user_disabled");
        idp.browser().get("/lc/" + code).expect(403);
        idp.database().execute("update users set disabled = false where id = '" + alice.id() + "'");
        idp.browser().fetch("POST", EXCHANGE + code).expect(200);
    }

    @Test
    void codesAreStoredSoThatTheDatabaseDoesNotGiveThemAway(TestIdp idp) {
        var code = idp.admin().makesLoginCodeFor(idp.user("alice").create());
        assertEquals(0, idp.database().number("select count(*) from login_codes where code_hmac = '" + code + "'"));
    }

    @Test
    void ofManyAtOnceOneGetsIn(TestIdp idp) {
        var code = idp.admin().makesLoginCodeFor(idp.user("alice").create());
        var browsers = Stream.generate(idp::browser).limit(64).toList();
        var answers = Together.run(browsers.size(), i -> browsers.get(i).fetch("POST", EXCHANGE + code));
        assertEquals(
                1, answers.stream().filter(answer -> answer.status() == 200).count());
        answers.stream()
                .filter(answer -> answer.status() != 200)
                .forEach(loser -> loser.refused(401, "token_invalid_or_expired"));
    }

    @Test
    void wrongGuessesAreCountedByNetwork(TestIdp idp) {
        var alice = idp.user("alice").create();
        var code = idp.admin().makesLoginCodeFor(alice);
        for (int i = 0; i < 20; i++) {
            idp.browser("203.0.113.9")
                    .fetch("POST", EXCHANGE + "zzzzz" + (char) ('a' + i))
                    .expect(401);
        }
        idp.browser("203.0.113.9").fetch("POST", EXCHANGE + code).refused(429, "rate_limited");
        idp.browser("203.0.113.9").get("/lc/" + code).expect(429);
        idp.browser().fetch("POST", EXCHANGE + code).expect(200);
    }

    /// Who guesses from many networks gets no more guesses at short codes than there are for all of them.
    @Test
    void guessesOfAllNetworksAreLimitedTogether(TestIdp idp) {
        var alice = idp.user("alice").create();
        var path = "/api/users/" + alice.id() + "/one-time-access-token";
        var shortCode = made(idp, path, Map.of());
        var longCode = made(idp, path, Map.of("ttl", "1h"));
        idp.browser("203.0.113.10").fetch("POST", EXCHANGE + "zzzzzz").expect(401);
        idp.database().execute("update guess_counters set guesses = 1000 where counter = 'login_code'");
        idp.browser("203.0.113.11").fetch("POST", EXCHANGE + shortCode).refused(429, "rate_limited");
        idp.browser("203.0.113.12").fetch("POST", EXCHANGE + longCode).expect(200);
    }

    @Test
    void rightCodesAreNotCounted(TestIdp idp) {
        for (int i = 0; i < 25; i++) {
            var code = idp.admin().makesLoginCodeFor(idp.admin());
            idp.browser("198.51.100.7").fetch("POST", EXCHANGE + code).expect(200);
        }
    }

    @Test
    void aLinkShowsWhoseAccountItIsAndWantsAClick(TestIdp idp) {
        var alice = idp.user("alice").create();
        var code = idp.admin().makesLoginCodeFor(alice);
        var in = idp.browser();
        var page = in.get("/lc/" + code + "?redirect=%2Fsettings%2Fapps")
                .expect(200)
                .text();
        assertTrue(page.contains(alice.username()));
        in.fetch("GET", "/api/users/me").expect(401);
        var onwards = in.submit("/login/alternative/code", Form.of("code", code, "redirect", "/settings/apps"))
                .expect(303);
        assertEquals(
                "/signup/add-passkey?redirect=%2Fsettings%2Fapps",
                onwards.header("Location").orElseThrow());
        in.get("/signup/add-passkey?redirect=%2Fsettings%2Fapps").expect(200);
        var later = in.submit("/signup/add-passkey/later", Form.of("redirect", "/settings/apps"))
                .expect(303);
        assertEquals("/settings/apps", later.header("Location").orElseThrow());
    }

    @Test
    void redirectsStayHere(TestIdp idp) {
        for (var evil : new String[] {"//evil.example", "https://evil.example", "/\\evil.example", "/\tx", "evil"}) {
            var in = idp.browser();
            var code = idp.admin().makesLoginCodeFor(idp.admin());
            var onwards = in.submit("/login/alternative/code", Form.of("code", code, "redirect", evil))
                    .expect(303);
            assertEquals(
                    "/signup/add-passkey?redirect=%2Fsettings",
                    onwards.header("Location").orElseThrow());
        }
    }

    @Test
    void aWrongCodeIsSaidUnderTheField(TestIdp idp) {
        var page = idp.browser()
                .submit("/login/alternative/code", Form.of("code", "zzzzzz"))
                .expect(401)
                .text();
        assertTrue(page.contains("aria-invalid=\"true\""));
        assertFalse(idp.log().contains("zzzzzz"));
        idp.browser().get("/lc/zzzzzz").expect(404);
    }
}
