package dev.latchkey.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.Form;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Pages;
import dev.latchkey.testkit.TestIdp;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Codes that let somebody in without a passkey, once.
@OnBothDatabases
class LoginCodesTest {
    @Test
    void aCodeIsGoodOnce(TestIdp idp) {
        var alice = idp.user("alice").create();
        var code = idp.admin().makesLoginCodeFor(alice);
        var browser = idp.browser();
        assertEquals(
                alice.id(),
                browser.fetch("POST", "/api/one-time-access-token/" + code)
                        .expect(200)
                        .member("id"));
        browser.fetch("GET", "/api/users/me").expect(200);
        idp.browser().fetch("POST", "/api/one-time-access-token/" + code).refused(401, "token_invalid_or_expired");
    }

    @Test
    void aCodeLivesFifteenMinutesOrAsLongAsWasSaid(TestIdp idp) {
        var alice = idp.user("alice").create();
        var code = idp.admin().makesLoginCodeFor(alice);
        assertEquals(6, code.length());
        idp.clock().advance(Duration.ofMinutes(16));
        idp.browser().fetch("POST", "/api/one-time-access-token/" + code).refused(401, "token_invalid_or_expired");
        var path = "/api/users/" + alice.id() + "/one-time-access-token";
        var longer =
                idp.admin().calls("POST", path, Map.of("ttl", "2h")).expect(201).member("token");
        assertEquals(12, longer.length());
        idp.clock().advance(Duration.ofMinutes(50));
        idp.browser().fetch("POST", "/api/one-time-access-token/" + longer).expect(200);
    }

    @Test
    void aLinkDoesNothingByItself(TestIdp idp) {
        var alice = idp.user("alice").create();
        var code = idp.admin().makesLoginCodeFor(alice);
        var browser = idp.browser();
        var page = browser.open("/lc/" + code).expect(200);
        assertTrue(page.text().contains(alice.username()), "whose account it is");
        browser.fetch("GET", "/api/users/me").expect(401);
        var form = Pages.forms(page).getFirst();
        var after = browser.submit(form.action(), form.fields());
        assertEquals(303, after.status());
        browser.fetch("GET", "/api/users/me").expect(200);
    }

    @Test
    void aDisabledPersonsCodeIsRefused(TestIdp idp) {
        var alice = idp.user("alice").create();
        var code = idp.admin().makesLoginCodeFor(alice);
        idp.disable(alice);
        idp.browser().fetch("POST", "/api/one-time-access-token/" + code).refused(403, "user_disabled");
    }

    @Test
    void whoGuessesIsStoppedAndOthersAreNot(TestIdp idp) {
        var alice = idp.user("alice").create();
        var code = idp.admin().makesLoginCodeFor(alice);
        var guesser = idp.browser("203.0.113.200");
        var statuses = IntStream.range(0, 30)
                .map(i -> guesser.fetch(
                                "POST", "/api/one-time-access-token/aaaa" + (char) ('a' + i % 8) + (char) ('A' + i / 8))
                        .status())
                .boxed()
                .toList();
        assertTrue(statuses.contains(429), statuses.toString());
        guesser.fetch("POST", "/api/one-time-access-token/" + code).expect(429);
        idp.browser().fetch("POST", "/api/one-time-access-token/" + code).expect(200);
    }

    @Test
    void aWrongCodeOnThePageSaysSo(TestIdp idp) {
        var browser = idp.browser();
        var page = browser.open("/login/alternative/code").expect(200);
        var form = Pages.forms(page).getFirst();
        var answer = browser.submit(form.action(), form.fields().with("code", "aaaaaa"));
        assertEquals(401, answer.status());
        assertFalse(answer.header("Set-Cookie").isPresent());
    }

    @Test
    void aCodeFromAnotherSitesFormIsRefused(TestIdp idp) {
        var code = idp.admin().makesLoginCodeFor(idp.user("alice").create());
        idp.browser()
                .submitFrom("https://evil.example", "/login/alternative/code", Form.of("code", code))
                .expect(403);
    }

    @Test
    void onlyAnAdministratorMakesCodes(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        alice.calls("POST", "/api/users/" + alice.id() + "/one-time-access-token", Map.of())
                .refused(403, "forbidden");
    }
}
