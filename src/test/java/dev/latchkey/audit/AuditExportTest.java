package dev.latchkey.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.audit.places.Places;
import dev.latchkey.platform.db.Database;
import dev.latchkey.platform.http.Csv;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@OnBothDatabases
class AuditExportTest {
    private static final String ALL = "/api/audit-logs/all/export";

    @Test
    void moreThanOneBatchComesWholeOnceAndInOrder(TestIdp idp) {
        var alice = idp.user("alice").create();
        plant(idp, alice.id(), 2500);
        var about = "&filters%5Bevent%5D=PLANTED&filters%5BuserID%5D=" + alice.id();
        var answer = idp.admin().calls("GET", ALL + "?format=json" + about).expect(200);
        assertEquals(
                "application/json; charset=utf-8", answer.header("Content-Type").orElseThrow());
        assertTrue(answer.header("Content-Disposition")
                .orElseThrow()
                .matches("attachment; filename=\"audit-log-\\d{4}-\\d\\d-\\d\\d\\.json\""));
        var entries = answer.json().valueStream().toList();
        assertEquals(2500, entries.size());
        var numbers = entries.stream()
                .map(entry -> entry.path("data").path("n").stringValue())
                .toList();
        assertEquals(2500, new HashSet<>(numbers).size());
        var times = entries.stream()
                .map(entry -> entry.path("createdAt").stringValue())
                .toList();
        assertEquals(times.stream().sorted().toList(), times);
        assertEquals(alice.username(), entries.getFirst().path("username").stringValue());
        var lines = idp.admin()
                .calls("GET", ALL + "?format=csv" + about)
                .expect(200)
                .text()
                .lines()
                .toList();
        assertEquals(2501, lines.size());
        assertTrue(lines.getFirst().startsWith("id,createdAt,event,"), lines.getFirst());
    }

    @Test
    void filtersCountForFilesToo(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        alice.signsIn(idp.browser());
        var own = alice.calls("GET", "/api/audit-logs/export?format=json&filters%5Bevent%5D=SIGN_IN")
                .expect(200)
                .json();
        assertFalse(own.isEmpty());
        own.forEach(entry -> {
            assertEquals("SIGN_IN", entry.path("event").stringValue());
            assertEquals(alice.id(), entry.path("userID").stringValue());
            assertEquals("", entry.path("username").stringValue());
        });
        alice.calls("GET", ALL + "?format=json").refused(403, "forbidden");
        alice.calls("GET", "/api/audit-logs/export").refused(400, "validation_failed");
    }

    @Test
    void noEntriesAreAFileAsWell(TestIdp idp) {
        var nothing = "&filters%5Bevent%5D=NEVER_HAPPENS";
        assertEquals(
                0,
                idp.admin().calls("GET", ALL + "?format=json" + nothing).json().size());
        assertEquals(
                1,
                idp.admin()
                        .calls("GET", ALL + "?format=csv" + nothing)
                        .text()
                        .lines()
                        .count());
    }

    @Test
    void takingEverythingAwayLeavesAnEntryAndOnesOwnDoesNot(TestIdp idp) {
        var exports = "select count(*) from audit_log where event = 'AUDIT_LOG_EXPORTED'";
        long before = idp.database().number(exports);
        idp.admin().calls("GET", "/api/audit-logs/export?format=csv").expect(200);
        assertEquals(before, idp.database().number(exports));
        idp.admin().calls("GET", ALL + "?format=csv&filters%5Bevent%5D=SIGN_IN").expect(200);
        assertEquals(before + 1, idp.database().number(exports));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain|\"plain\"",
                "=HYPERLINK(1)|\"'=HYPERLINK(1)\"",
                "+1|\"'+1\"",
                "-1|\"'-1\"",
                "@SUM|\"'@SUM\"",
                "say \"hi\", you|\"say \"\"hi\"\", you\"",
                "``|\"\""
            })
    void aCellIsQuotedAndNoFormula(String text, String cell) {
        assertEquals(cell, Csv.cell(text));
    }

    private static void plant(TestIdp idp, String user, int entries) {
        var audit = new Audit(new SecureRandom(), Places.withoutDatabase());
        try (var db = Database.open(idp.database().address(), idp.clock())) {
            db.write(tx -> {
                for (int n = 0; n < entries; n++) {
                    audit.record(
                            tx,
                            new AuditEntry(
                                    "PLANTED",
                                    Optional.of(user),
                                    Optional.empty(),
                                    Optional.empty(),
                                    "203.0.113.9",
                                    List.of("=cmd|' /C calc'!A0", "Firefox").get(n % 2),
                                    Map.of("n", Integer.toString(n))));
                }
                return true;
            });
        }
    }
}
