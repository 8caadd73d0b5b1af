package dev.latchkey.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The last thirty days, as their reader counts days.
@OnBothDatabases(fresh = true)
class ActivityTest {
    private static int planted;

    @Test
    void everyDayOfThirtyIsThereAndTheOlderAreNot(TestIdp idp) {
        var today = LocalDate.ofInstant(idp.clock().instant(), ZoneOffset.UTC);
        plant(idp, "SIGN_IN", today.minusDays(30).atTime(23, 59).toInstant(ZoneOffset.UTC), 1);
        plant(idp, "SIGN_IN", today.minusDays(29).atStartOfDay().toInstant(ZoneOffset.UTC), 1);
        plant(idp, "TOKEN_SIGN_IN", today.minusDays(3).atTime(12, 0).toInstant(ZoneOffset.UTC), 1);
        plant(idp, "REMOTE_SIGN_IN", today.minusDays(3).atTime(13, 0).toInstant(ZoneOffset.UTC), 1);
        plant(idp, "SIGN_IN_REFUSED", today.minusDays(3).atTime(14, 0).toInstant(ZoneOffset.UTC), 7);
        plant(idp, "CLIENT_REFUSED", today.minusDays(3).atTime(15, 0).toInstant(ZoneOffset.UTC), 2);
        plant(idp, "SIGN_OUT", today.minusDays(3).atTime(16, 0).toInstant(ZoneOffset.UTC), 1);
        var days = activity(idp, "UTC");
        assertEquals(30, days.size());
        assertEquals(today.minusDays(29).toString(), days.getFirst().path("day").stringValue());
        assertEquals(today.toString(), days.getLast().path("day").stringValue());
        assertEquals(1, days.getFirst().path("signIns").intValue());
        var third = days.get(26);
        assertEquals(2, third.path("signIns").intValue());
        assertEquals(9, third.path("refusals").intValue());
        assertEquals(0, days.get(25).path("signIns").intValue());
    }

    @Test
    void aDayIsTheReadersDay(TestIdp idp) {
        for (var name : List.of("Asia/Kathmandu", "Pacific/Auckland", "America/St_Johns", "Europe/Berlin")) {
            var zone = ZoneId.of(name);
            var day = LocalDate.ofInstant(idp.clock().instant(), zone).minusDays(5);
            var before = counts(idp, name);
            plant(idp, "SIGN_IN", day.atStartOfDay(zone).toInstant(), 1);
            plant(idp, "SIGN_IN", day.plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1), 1);
            plant(idp, "SIGN_IN", day.plusDays(1).atStartOfDay(zone).toInstant(), 1);
            var after = counts(idp, name);
            assertEquals(before.getOrDefault(day, 0) + 2, after.get(day), name);
            assertEquals(before.getOrDefault(day.plusDays(1), 0) + 1, after.get(day.plusDays(1)), name);
        }
    }

    @Test
    void itIsNoBusinessOfOthers(TestIdp idp) {
        idp.user("alice")
                .withPasskey()
                .create()
                .calls("GET", "/api/audit-logs/activity")
                .refused(403, "forbidden");
        idp.admin().calls("GET", "/api/audit-logs/activity?zone=Nowhere").refused(400, "validation_failed");
    }

    private static Map<LocalDate, Integer> counts(TestIdp idp, String zone) {
        var counts = new HashMap<LocalDate, Integer>();
        activity(idp, zone)
                .forEach(day -> counts.put(
                        LocalDate.parse(day.path("day").stringValue()),
                        day.path("signIns").intValue()));
        return counts;
    }

    private static List<JsonNode> activity(TestIdp idp, String zone) {
        return idp.admin()
                .calls("GET", "/api/audit-logs/activity?zone=" + zone)
                .expect(200)
                .json()
                .valueStream()
                .toList();
    }

    private static void plant(TestIdp idp, String event, Instant at, int times) {
        idp.database()
                .execute("insert into audit_log (id, created_at, event, ip, user_agent, data, times) values ('planted"
                        + planted++ + "', " + at.toEpochMilli() + ", '" + event + "', '', '', '{}', " + times + ")");
    }
}
