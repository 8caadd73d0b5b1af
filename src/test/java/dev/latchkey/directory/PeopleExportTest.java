package dev.latchkey.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Everybody as a file.
@OnBothDatabases(fresh = true)
class PeopleExportTest {
    private static final String EXPORT = "/api/users/export";

    @Test
    void everybodyComesOnceWithWhatIsShownOfThem(TestIdp idp) {
        var group = idp.group("staff");
        var alice = idp.user("alice")
                .with("userGroupIds", List.of(group))
                .withPasskey()
                .create();
        var answer = idp.admin().calls("GET", EXPORT).expect(200);
        assertEquals("text/csv; charset=utf-8", answer.header("Content-Type").orElseThrow());
        assertTrue(answer.header("Content-Disposition")
                .orElseThrow()
                .matches("attachment; filename=\"people-\\d{4}-\\d\\d-\\d\\d\\.csv\""));
        var lines = answer.text().lines().toList();
        assertEquals(
                "\"id\",\"username\",\"email\",\"emailVerified\",\"firstName\",\"lastName\",\"displayName\",\"isAdmin\","
                        + "\"disabled\",\"locale\",\"userGroups\"",
                lines.getFirst());
        var hers = lines.stream()
                .filter(line -> line.startsWith("\"" + alice.id() + "\""))
                .toList();
        assertEquals(1, hers.size(), lines.toString());
        assertTrue(hers.getFirst().contains("\"" + alice.username() + "@example.com\""), hers.getFirst());
        assertTrue(hers.getFirst().contains("staff"), hers.getFirst());
        assertEquals(1, idp.database().number("select count(*) from audit_log where event = 'USERS_EXPORTED'"));
        alice.calls("GET", EXPORT).refused(403, "forbidden");
    }

    @Test
    void nobodyTakesEverybodyAwayAsOftenAsTheyLike(TestIdp idp) {
        var eager = idp.user("eager").withPasskey().administrator().create();
        for (int i = 0; i < 10; i++) {
            eager.calls("GET", EXPORT).expect(200);
        }
        eager.calls("GET", EXPORT).refused(429, "rate_limited");
        idp.admin().calls("GET", EXPORT).expect(200);
    }

    @Test
    void aNameIsNoFormula(TestIdp idp) {
        idp.user("mallory")
                .with("firstName", "=HYPERLINK(\"https://evil.example\")")
                .create();
        var file = idp.admin().calls("GET", EXPORT).expect(200).text();
        assertTrue(file.contains("\"'=HYPERLINK(\"\"https://evil.example\"\")\""), file);
    }

    @Test
    void moreThanOneBatchComesWholeAndOnce(TestIdp idp) {
        var admin = idp.admin();
        var rows = new StringBuilder();
        for (int i = 0; i < 1201; i++) {
            rows.append(i == 0 ? "" : ",")
                    .append("('%1$s', 'p%1$s', 'p%1$s', false, '', '', '', '', false, false, 0, 0)".formatted(i));
        }
        idp.database().execute("""
                        insert into users (id, username, username_folded, email_verified, first_name, last_name,
                                           display_name, search_text, is_admin, disabled, created_at, updated_at)
                        values\s""" + rows);
        var lines =
                admin.calls("GET", EXPORT).expect(200).text().lines().skip(1).toList();
        assertEquals(idp.database().number("select count(*) from users"), lines.size());
        assertEquals(lines.size(), new HashSet<>(lines).size());
    }
}
