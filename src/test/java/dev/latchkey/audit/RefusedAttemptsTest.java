package dev.latchkey.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.audit.places.Places;
import dev.latchkey.platform.db.Database;
import dev.latchkey.platform.http.ClientAddress;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Whoever is refused cannot fill the log.
@OnBothDatabases(fresh = true)
class RefusedAttemptsTest {
    private static final String ENTRIES = "select count(*) from audit_log where event = 'SIGN_IN_REFUSED'";
    private static final String TIMES = "select sum(times) from audit_log where event = 'SIGN_IN_REFUSED'";

    @Test
    void theSameAttemptIsOneEntryAMinuteThatCounts(TestIdp idp) {
        with(idp, refused -> {
            for (int i = 0; i < 500; i++) {
                attempt(refused, "203.0.113.9", "wrong_code");
            }
            attempt(refused, "203.0.113.9", "unknown_passkey");
            attempt(refused, "203.0.113.10", "wrong_code");
            assertEquals(3, idp.database().number(ENTRIES));
            refused.store();
            assertEquals(502, idp.database().number(TIMES));
            idp.clock().advance(Duration.ofMinutes(1));
            attempt(refused, "203.0.113.9", "wrong_code");
            refused.store();
            assertEquals(4, idp.database().number(ENTRIES));
            assertEquals(503, idp.database().number(TIMES));
        });
    }

    @Test
    void anIpv6NetworkIsOneAttacker(TestIdp idp) {
        with(idp, refused -> {
            for (int i = 1; i <= 50; i++) {
                attempt(refused, "2001:db8::" + Integer.toHexString(i), "wrong_code");
            }
            assertEquals(1, idp.database().number(ENTRIES));
        });
    }

    @Test
    void ofAThousandAddressesTheFirstHundredAreNamedAndTheRestCounted(TestIdp idp) {
        with(idp, refused -> {
            for (int i = 0; i < 1000; i++) {
                attempt(refused, "198.51." + i / 250 + "." + i % 250, "wrong_code");
            }
            refused.store();
            assertEquals(101, idp.database().number(ENTRIES));
            assertEquals(1000, idp.database().number(TIMES));
        });
    }

    @Test
    void whatWasOnlyCountedIsWrittenDownAtTheEnd(TestIdp idp) {
        with(idp, refused -> {
            attempt(refused, "203.0.113.9", "wrong_code");
            attempt(refused, "203.0.113.9", "wrong_code");
        });
        assertEquals(2, idp.database().number(TIMES));
    }

    @Test
    void theListSaysHowOften(TestIdp idp) {
        with(idp, refused -> {
            attempt(refused, "203.0.113.9", "wrong_code");
            attempt(refused, "203.0.113.9", "wrong_code");
        });
        var data = idp.admin()
                .calls("GET", "/api/audit-logs/all?filters%5Bevent%5D=SIGN_IN_REFUSED")
                .json()
                .path("data")
                .path(0)
                .path("data");
        assertEquals("2", data.path("times").stringValue());
        assertEquals("wrong_code", data.path("cause").stringValue());
    }

    @Test
    void signInsThatFailAreNoted(TestIdp idp) {
        idp.browser()
                .fetch("POST", "/api/one-time-access-token/nothing", Map.of())
                .refused(401, "token_invalid_or_expired");
        assertEquals(1, idp.database().number(ENTRIES + " and data like '%wrong_code%'"));
    }

    private static void with(TestIdp idp, Consumer<RefusedAttempts> test) {
        try (var db = Database.open(idp.database().address(), idp.clock());
                var refused = new RefusedAttempts(db, new Audit(new SecureRandom(), Places.withoutDatabase()))) {
            test.accept(refused);
        }
    }

    private static void attempt(RefusedAttempts refused, String ip, String cause) {
        var entry = AuditEntry.local("SIGN_IN_REFUSED");
        refused.note(new ClientAddress(InetAddress.ofLiteral(ip)), entry, cause);
    }
}
