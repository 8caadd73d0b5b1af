package dev.latchkey.platform.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.Form;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Every table whose rows expire, once they have.
@OnBothDatabases(fresh = true)
class ExpiredRowsTest {
    private static final Path MIGRATIONS = Path.of("src/main/resources/migrations");
    private static final Pattern TABLE = Pattern.compile("create table (\\w+) \\((.*?)\n\\);", Pattern.DOTALL);
    private static final Pattern EXPIRY =
            Pattern.compile("^ +(expires_at|kept_until|window_start|ended_at) ", Pattern.MULTILINE);

    /// Authorization codes go with their grant; an expired key or secret stays in its list until somebody deletes it.
    private static final Set<String> NOT_BY_THEMSELVES = Set.of("api_keys", "authorization_codes", "client_secrets");

    /// The longest time after which anything is still good for something, and then some.
    private static final Duration LONG = Duration.ofDays(400);

    @Test
    void everyTableWhoseRowsExpireIsCleanedUp(TestIdp idp) throws IOException {
        var expiring = new TreeSet<String>();
        try (var files = Files.list(MIGRATIONS)) {
            for (var file :
                    files.filter(name -> name.toString().endsWith(".sql")).toList()) {
                TABLE.matcher(Files.readString(file))
                        .results()
                        .filter(table -> EXPIRY.matcher(table.group(2)).find())
                        .forEach(table -> expiring.add(table.group(1)));
            }
        }
        expiring.removeAll(NOT_BY_THEMSELVES);
        var cleaned = new TreeSet<>(idp.cleanUp().tables());
        cleaned.retainAll(expiring);
        assertEquals(expiring, cleaned);
    }

    @Test
    void whatExpiredGoesAndWhatLivesStays(TestIdp idp) {
        startOfAWindow(idp);
        oneOfEach(idp, "alice");
        var before = rows(idp);
        before.forEach((table, rows) -> assertTrue(rows > 0, table + " has no row to begin with"));
        idp.cleanUp().run(1);
        assertEquals(before, rows(idp), "all of it lives");

        idp.clock().advance(LONG);
        startOfAWindow(idp);
        oneOfEach(idp, "bob");
        var both = rows(idp);
        before.forEach((table, rows) ->
                assertTrue(both.getOrDefault(table, 0L) > rows, table + " keeps what expired until then"));
        idp.cleanUp().run(1);
        assertEquals(before, rows(idp), "what expired is gone, one row at a time, and nothing else");
    }

    /// Counters of guesses live in windows of ten and fifteen minutes; none ends in the middle of the test.
    private static void startOfAWindow(TestIdp idp) {
        long window = Duration.ofMinutes(30).toMillis();
        idp.clock().advance(Duration.ofMillis(window - idp.clock().instant().toEpochMilli() % window));
    }

    private static void oneOfEach(TestIdp idp, String name) {
        var person = idp.user(name).withPasskey().create();
        var browser = person.browser();
        browser.fetch("GET", "/api/webauthn/login/start").expect(200); // a ceremony that nobody ends
        person.provesPresence(browser);
        idp.admin().makesLoginCodeFor(person);
        idp.admin()
                .calls("POST", "/api/signup-tokens", Map.of("ttl", "1h", "usageLimit", 1))
                .expect(201);
        idp.browser("198.51.100.7")
                .fetch("POST", "/api/one-time-access-token/QQQQQQ")
                .expect(401);

        var app = idp.client(name + "-notes").scopes("openid offline_access").create();
        app.revoke(person.signsInTo(app).tokens().access()).expect(200);
        assertTrue(!person.signsInTo(app).code().isEmpty()); // a code that nobody redeems
        var asking = idp.client(name + "-mail").create();
        browser.open(asking.request().address()).expect(200); // a question that nobody answers
        idp.admin()
                .calls(
                        "POST",
                        "/api/oidc/clients/" + asking.id() + "/sign-in-tests",
                        Map.of("scopes", List.of("openid"))) // a test that nobody finishes
                .expect(201);

        // A verification that nobody completes, and a letter that was given up; sending them takes a mail server.
        long now = idp.clock().instant().toEpochMilli();
        idp.database().execute("""
                        insert into email_verifications (user_id, email, code_hmac, guesses, expires_at)
                        values ('%1$s', '%1$s@example.com', '%1$s', 0, %2$d)
                        """.formatted(person.id(), now + 300_000), """
                        insert into jobs (id, kind, payload, created_at, running, attempts, last_error, failed_at)
                        values ('%1$s', 'tested', '', %2$d, false, 1, 'refused', %2$d)
                        """.formatted(person.id(), now));

        idp.browser().fetch("POST", "/api/device-login/requests").expect(201); // one that nobody approves
        idp.browser()
                .submitFrom("https://app.example.org", "/api/oidc/end-session", Form.of("state", "s"))
                .expect(303); // one that nobody comes back with

        var tv = idp.client(name + "-tv").publicClient().create();
        tv.authorizesDevice().expect(200);
        person.calls("GET", "/api/oidc/device/info?code=E0000000").refused(400, "oidc_invalid_device_code");
    }

    private static Map<String, Long> rows(TestIdp idp) {
        var tables = new TreeSet<>(idp.cleanUp().tables());
        tables.add("authorization_codes");
        tables.remove("audit_log"); // each of these acts adds to it, and it goes by age
        var rows = new TreeMap<String, Long>();
        tables.forEach(table -> rows.put(table, idp.database().number("select count(*) from " + table)));
        return rows;
    }
}
