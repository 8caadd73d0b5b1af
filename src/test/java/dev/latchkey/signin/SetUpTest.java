package dev.latchkey.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.Together;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The first administrator.
@OnBothDatabases(fresh = true)
class SetUpTest {
    @Test
    void theFirstOneIsTheAdministratorAndNobodyElse(TestIdp idp) {
        idp.browser().fetch("GET", "/api/signup/setup").expect(204);
        idp.browser().get("/signup/setup").expect(200);
        var browser = idp.browser();
        var user = browser.fetch("POST", "/api/signup/setup", details("ada")).expect(200);
        assertTrue(user.json().get("isAdmin").booleanValue());
        browser.fetch("GET", "/api/users").expect(200);
        idp.browser().fetch("POST", "/api/signup/setup", details("bob")).refused(409, "setup_already_completed");
        idp.browser().fetch("GET", "/api/signup/setup").refused(404, "setup_not_available");
        idp.browser().get("/signup/setup").expect(404);
    }

    @Test
    void ofManyAtOnceExactlyOneIs(TestIdp idp) {
        var browsers = java.util.stream.IntStream.range(0, 16)
                .mapToObj(_ -> idp.browser())
                .toList();
        var answers = Together.run(16, i -> browsers.get(i).fetch("POST", "/api/signup/setup", details("ada" + i)));
        assertEquals(
                1, answers.stream().filter(answer -> answer.status() == 200).count(), answers.toString());
        assertEquals(
                15, answers.stream().filter(answer -> answer.status() == 409).count(), answers.toString());
        assertEquals(1, idp.database().number("select count(*) from users"));
    }

    @Test
    void whereThereArePeopleNobodyIsTheFirst(TestIdp idp) {
        idp.admin();
        idp.database().execute("delete from setup"); // as if they had come here by another way
        idp.browser().fetch("POST", "/api/signup/setup", details("eve")).refused(409, "setup_already_completed");
        idp.browser().fetch("POST", "/signup/setup/start", details("eve")).refused(409, "setup_already_completed");
        assertEquals(1, idp.database().number("select count(*) from users"));
    }

    @Test
    void allMistakesAreToldAndNothingIsMade(TestIdp idp) {
        var answer = idp.browser()
                .fetch("POST", "/api/signup/setup", Map.of("username", "no spaces please", "email", "nonsense"))
                .refused(400, "validation_failed");
        assertEquals(2, answer.json().get("details").get("fields").size(), answer.toString());
        assertEquals(0, idp.database().number("select count(*) from users"));
    }

    @Test
    void thePersonIsWhoTheySignInAs(TestIdp idp) {
        var admin = idp.admin();
        var elsewhere = admin.signsInElsewhere();
        assertEquals(
                admin.id(), elsewhere.fetch("GET", "/api/users/me").expect(200).member("id"));
    }

    private static Map<String, Object> details(String username) {
        return Map.of("username", username, "firstName", "Ada", "lastName", "Root", "email", username + "@example.com");
    }
}
