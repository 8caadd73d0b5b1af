package dev.latchkey.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Person;
import dev.latchkey.testkit.PlacesFile;
import dev.latchkey.testkit.TestIdp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@OnBothDatabases(settings = "AUDIT_LOG_RETENTION_DAYS=30")
class AuditLogTest {
    @Test
    void everybodySeesTheirOwnEntriesAndNobodyElses(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var bob = idp.user("bob").withPasskey().create();
        var own = list(alice, "/api/audit-logs");
        assertTrue(own.size() >= 3, own.toString());
        for (var entry : own) {
            assertEquals(alice.id(), entry.path("userID").stringValue());
            assertEquals("", entry.path("username").stringValue());
        }
        assertEquals(
                0,
                list(alice, "/api/audit-logs?filters%5BuserID%5D=" + bob.id()).size());
        alice.calls("GET", "/api/audit-logs/all").refused(403, "forbidden");
    }

    @Test
    void anEntrySaysWhoDidItFromWhereAndWithWhat(TestIdp idp) {
        var admin = idp.admin();
        var alice = idp.user("alice").create();
        admin.calls("DELETE", "/api/users/" + alice.id()).expect(204);
        var entry = list(admin, "/api/audit-logs/all?filters%5Bevent%5D=USER_DELETED&filters%5BuserID%5D=" + alice.id())
                .getFirst();
        assertEquals(admin.username(), entry.path("actorUsername").stringValue());
        assertEquals("", entry.path("username").stringValue());
        assertEquals("Chrome on Linux", entry.path("device").stringValue());
        assertEquals("Internal Network", entry.path("country").stringValue());
        assertEquals("LAN", entry.path("city").stringValue());
        assertEquals(alice.username(), entry.path("data").path("username").stringValue());
    }

    @Test
    void placesAreInsideOrOutside(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        alice.signsIn(idp.browser("203.0.113.9"));
        var about = "/api/audit-logs/all?filters%5BuserID%5D=" + alice.id() + "&filters%5Blocation%5D=";
        var outside = list(idp.admin(), about + "external");
        assertEquals(1, outside.size());
        assertEquals("203.0.113.9", outside.getFirst().path("ipAddress").stringValue());
        int all = list(idp.admin(), about + "anywhere").size();
        assertEquals(all - 1, list(idp.admin(), about + "internal").size());
        assertEquals(all, list(idp.admin(), about).size());
    }

    @Test
    void theDatabaseOfPlacesNamesCountryAndCityInListsAndFiles(TestIdp idp) {
        idp.knows(new PlacesFile().with("198.51.100.0/24", "IS", "Iceland", "Akureyri"));
        var alice = idp.user("alice").withPasskey().create();
        alice.signsIn(idp.browser("198.51.100.9"));
        var found = list(idp.admin(), "/api/audit-logs/all?search=akureyri&filters%5BuserID%5D=" + alice.id());
        assertEquals(1, found.size());
        assertEquals("Iceland", found.getFirst().path("country").stringValue());
        assertEquals("Akureyri", found.getFirst().path("city").stringValue());
        assertEquals(
                1,
                list(
                                idp.admin(),
                                "/api/audit-logs/all?filters%5Blocation%5D=external&filters%5BuserID%5D=" + alice.id())
                        .size());
        var file = alice.calls("GET", "/api/audit-logs/export?format=csv")
                .expect(200)
                .text();
        assertTrue(file.contains(",\"198.51.100.9\",\"Iceland\",\"Akureyri\","), file);
    }

    @Test
    void appsAreFoundByTheNameTheyHad(TestIdp idp) {
        var app = idp.client("notes").create();
        var alice = idp.user("alice").withPasskey().create();
        alice.signsInTo(app);
        var names = new ArrayList<String>();
        idp.admin()
                .calls("GET", "/api/audit-logs/filters/client-names")
                .json()
                .forEach(name -> names.add(name.stringValue()));
        var named = list(alice, "/api/audit-logs").stream()
                .map(entry -> entry.path("data").path("clientName").asString(""))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElseThrow();
        assertTrue(names.contains(named), names.toString());
        var found = list(
                idp.admin(),
                "/api/audit-logs/all?filters%5BclientName%5D="
                        + java.net.URLEncoder.encode(named, java.nio.charset.StandardCharsets.UTF_8));
        assertTrue(found.size() >= 1);
        found.forEach(entry ->
                assertEquals(named, entry.path("data").path("clientName").stringValue()));
    }

    @Test
    void whoeverHasEntriesIsListedByTodaysName(TestIdp idp) {
        var alice = idp.user("alice").create();
        var body = Map.of("username", "renamed" + alice.username(), "email", alice.username() + "@example.com");
        idp.admin().calls("PUT", "/api/users/" + alice.id(), body).expect(200);
        var people = idp.admin().calls("GET", "/api/audit-logs/filters/users").json();
        assertEquals("renamed" + alice.username(), people.path(alice.id()).stringValue());
    }

    @Test
    void entriesAreSortedAndPaged(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        for (int i = 0; i < 3; i++) {
            idp.clock().advance(Duration.ofMinutes(1));
            alice.signsIn(idp.browser());
        }
        for (var column : List.of("createdAt", "event", "ipAddress", "country", "city", "userAgent", "nothing")) {
            var seen = new ArrayList<String>();
            for (int page = 1; page <= 2; page++) {
                list(
                                alice,
                                "/api/audit-logs?pagination%5Blimit%5D=3&pagination%5Bpage%5D=" + page
                                        + "&sort%5Bdirection%5D=desc&sort%5Bcolumn%5D=" + column)
                        .forEach(entry -> seen.add(entry.path("id").stringValue()));
            }
            assertEquals(seen.size(), seen.stream().distinct().count(), column);
        }
        var newest = list(alice, "/api/audit-logs?sort%5Bcolumn%5D=createdAt&sort%5Bdirection%5D=desc");
        var oldest = new ArrayList<>(list(alice, "/api/audit-logs?sort%5Bcolumn%5D=createdAt"));
        assertEquals(oldest.reversed(), newest);
    }

    @Test
    void oldEntriesGo(TestIdp idp) {
        var alice = idp.user("alice").create();
        var entries = "select count(*) from audit_log where user_id = '%s'".formatted(alice.id());
        assertTrue(idp.database().number(entries) > 0);
        var month = Duration.ofDays(30).toMillis();
        idp.database().execute("update audit_log set created_at = created_at - " + (month - 60_000));
        idp.cleanUp().run();
        assertTrue(idp.database().number(entries) > 0);
        idp.database()
                .execute("update audit_log set created_at = created_at - 120000 where user_id = '%s'"
                        .formatted(alice.id()));
        idp.cleanUp().run();
        assertEquals(0, idp.database().number(entries));
        assertTrue(idp.database().number("select count(*) from audit_log") > 0);
    }

    private static List<JsonNode> list(Person who, String path) {
        var page = who.calls("GET", path).expect(200).json();
        return page.path("data").valueStream().toList();
    }
}
