package dev.latchkey.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Person;
import dev.latchkey.testkit.TestIdp;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@OnBothDatabases
class AuditSearchTest {
    private static final String ALL = "/api/audit-logs/all";

    @Test
    void aTextIsFoundInPeopleAppsPlacesEventsAndAddresses(TestIdp idp) {
        var app = idp.client("zebra").create();
        var alice = idp.user("walburga").withPasskey().create();
        alice.signsInTo(app);
        alice.signsIn(idp.browser("203.0.113.77"));
        for (var text : List.of(alice.username(), "ZEBRA", "203.0.113.77", "new client auth", "lan")) {
            var found = list(idp.admin(), ALL + "?pagination%5Blimit%5D=100&search=" + encoded(text));
            assertTrue(!found.isEmpty(), text);
            assertTrue(found.stream().allMatch(entry -> fits(entry, text)), text + ": " + found);
        }
        assertEquals(
                0, list(idp.admin(), ALL + "?search=nothing-is-called-this").size());
    }

    /// Whether some member of the entry has the text in it.
    private static boolean fits(JsonNode entry, String text) {
        var part = text.toLowerCase(java.util.Locale.ROOT);
        return entry.toString().toLowerCase(java.util.Locale.ROOT).contains(part)
                || entry.path("event")
                        .stringValue()
                        .toLowerCase(java.util.Locale.ROOT)
                        .contains(part.replace(' ', '_'));
    }

    @Test
    void whoeverDidItIsFoundAsWell(TestIdp idp) {
        var alice = idp.user("alice").create();
        idp.admin().calls("DELETE", "/api/users/" + alice.id()).expect(204);
        var found = list(
                idp.admin(),
                ALL + "?filters%5Bevent%5D=USER_DELETED&search="
                        + encoded(idp.admin().username()));
        assertTrue(found.stream()
                .anyMatch(entry -> entry.path("userID").stringValue().equals(alice.id())));
    }

    /// Or they could find out, letter by letter, what stands in somebody's account that is not theirs to read.
    @Test
    void onesOwnEntriesAreNotSearchedByOthersNames(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var bob = idp.user("bob").create();
        idp.admin()
                .calls("PUT", "/api/custom-claims/user/" + alice.id(), List.of(Map.of("key", "level", "value", "3")))
                .expect(200);
        for (var name : List.of(idp.admin().username(), bob.username(), alice.username())) {
            assertEquals(
                    0, list(alice, "/api/audit-logs?search=" + encoded(name)).size(), name);
        }
        assertEquals(1, list(alice, "/api/audit-logs?search=custom+claims").size());
    }

    @Test
    void aPeriodBeginsWithItsFirstMomentAndEndsBeforeItsLast(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        idp.clock().advance(Duration.ofHours(1));
        alice.signsIn(idp.browser());
        var at = list(alice, "/api/audit-logs?sort%5Bcolumn%5D=createdAt&sort%5Bdirection%5D=desc")
                .getFirst()
                .path("createdAt")
                .stringValue();
        var after = java.time.Instant.parse(at).plusMillis(1).toString();
        assertEquals(1, list(alice, "/api/audit-logs?filters%5Bfrom%5D=" + at).size());
        assertEquals(
                0, list(alice, "/api/audit-logs?filters%5Bfrom%5D=" + after).size());
        int earlier = list(alice, "/api/audit-logs?filters%5Bto%5D=" + at).size();
        assertEquals(
                earlier + 1,
                list(alice, "/api/audit-logs?filters%5Bto%5D=" + after).size());
        alice.calls("GET", "/api/audit-logs?filters%5Bfrom%5D=yesterday").refusedField("filters[from]");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static List<JsonNode> list(Person who, String path) {
        var page = who.calls("GET", path).expect(200).json();
        return page.path("data").valueStream().toList();
    }
}
