package dev.latchkey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.Backchannel;
import dev.latchkey.testkit.MailServer;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Person;
import dev.latchkey.testkit.TestIdp;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What NetBird's identity provider manager `pocketid` sends, byte for byte, and what it can make of the answers.
@OnBothDatabases(fresh = true)
class NetBirdTest {
    private static final Set<String> TEXTS =
            Set.of("id", "email", "username", "firstName", "lastName", "displayName", "locale", "ldapId");
    private static final Set<String> GROUP_TEXTS = Set.of("id", "name", "friendlyName", "ldapId", "createdAt");

    private Person ada;

    @BeforeEach
    void administrator(TestIdp idp) {
        ada = idp.admin();
    }

    @Test
    void itListsEverybodyPageByPage(TestIdp idp) {
        var staff = idp.group("staff");
        ada.calls("PUT", "/api/custom-claims/user-group/" + staff, List.of(Map.of("key", "team", "value", "a")))
                .expect(200);
        var expected = new ArrayList<String>();
        expected.add(ada.id());
        for (int i = 0; i < 101; i++) {
            var person = idp.user("person" + i);
            expected.add((i % 2 == 0 ? person : person.memberOf(staff)).create().id());
        }
        var seen = new ArrayList<String>();
        listed(manager(idp)).forEach(user -> seen.add(user.path("id").stringValue()));
        assertEquals(expected.stream().sorted().toList(), seen.stream().sorted().toList());
    }

    /// Whoever is missing in its cache makes it list everybody again, up to three times for each request of its own.
    @Test
    void itMayListAgainAndAgain(TestIdp idp) {
        var manager = manager(idp);
        for (int i = 0; i < 150; i++) {
            listed(manager);
        }
    }

    @Test
    void itGetsWhomAJwtNames(TestIdp idp) {
        var bob = idp.user("bob").create();
        var user = accepted(manager(idp).get("/api/users/" + bob.id()));
        assertEquals(bob.id(), user.path("id").stringValue());
        assertEquals(bob.username() + "@example.com", user.path("email").stringValue());
        assertTrue(user.path("displayName").stringValue().endsWith(" Example"), user.toString());
        readable(user);
        manager(idp).get("/api/users/nobody").refused(404, "user_not_found");
    }

    @Test
    void itSearchesByAddress(TestIdp idp) {
        var bob = idp.user("bob").create();
        var found = accepted(manager(idp).get("/api/users?search=" + bob.username() + "%40example.com"));
        assertEquals(1, found.path("data").size());
        assertEquals(bob.id(), found.path("data").get(0).path("id").stringValue());
    }

    @Test
    void itCreatesWhomItInvites(TestIdp idp) {
        var created = post(
                manager(idp),
                "{\"displayName\":\"Bob Builder\",\"email\":\"bob@example.com\",\"firstName\":\"Bob\","
                        + "\"lastName\":\"Builder\",\"username\":\"Bob.Builder\"}");
        var id = accepted(created).path("id").stringValue();
        var stored = ada.calls("GET", "/api/users/" + id).expect(200);
        assertEquals("Bob.Builder", stored.member("username"));
        assertEquals("Bob Builder", stored.member("displayName"));
        var again = post(
                manager(idp),
                "{\"displayName\":\"Bob\",\"email\":\"BOB@example.com\",\"firstName\":\"Bob\",\"username\":\"Bob.\"}");
        again.refused(400, "validation_failed");
        post(manager(idp), "{\"displayName\":\"Bob\",\"email\":\"bob@example.com\",\"username\":\"Bob\"}")
                .refused(409, "already_in_use");
    }

    /// It puts, with no body, and takes nothing but 200 for success.
    @Test
    void itInvitesAgain(TestIdp idp) {
        try (var mails = MailServer.plain()) {
            idp.mailsThrough(mails, Map.of("emailOneTimeAccessAsAdminEnabled", "true"));
            var bob = idp.user("bob").create();
            var answer = manager(idp).send("PUT", "/api/users/" + bob.id() + "/one-time-access-email");
            assertEquals("{}", answer.expect(200).text());
            var mail = mails.next();
            assertTrue(mail.to().endsWith("<" + bob.username() + "@example.com>"), mail.to());
            assertTrue(mail.text().contains("7 days"), mail.text());
            manager(idp).send("PUT", "/api/users/nobody/one-time-access-email").refused(404, "user_not_found");
            idp.settings(Map.of("emailOneTimeAccessAsAdminEnabled", "false"));
            manager(idp)
                    .send("PUT", "/api/users/" + bob.id() + "/one-time-access-email")
                    .refused(403, "one_time_access_disabled");
        }
    }

    @Test
    void itDeletesAndIsToldInTheWayItUnderstands(TestIdp idp) {
        var bob = idp.user("bob").create();
        var carol = idp.user("carol").create();
        accepted(manager(idp).send("DELETE", "/api/users/" + bob.id()));
        ada.calls("GET", "/api/users/" + bob.id()).expect(404);
        var plain = as(idp, Map.of("scopes", List.of("users:read", "users:write")));
        assertEquals(
                "", plain.send("DELETE", "/api/users/" + carol.id()).expect(204).text());
    }

    @Test
    void whatItMayNotDoItIsToldByNumber(TestIdp idp) {
        var reader = as(idp, Map.of("scopes", List.of("users:read")));
        listed(reader);
        reader.send("DELETE", "/api/users/" + ada.id()).expect(403);
        idp.backchannel().header("X-Api-Key", "revoked").get("/api/users").expect(401);
    }

    private Backchannel manager(TestIdp idp) {
        return as(idp, Map.of("scopes", List.of("users:read", "users:write"), "okAfterDelete", true));
    }

    /// The headers that Go's client sends.
    private Backchannel as(TestIdp idp, Map<String, Object> members) {
        return idp.backchannel()
                .header("User-Agent", "Go-http-client/1.1")
                .header("X-Api-Key", ada.makesApiKey(members))
                .header("Accept-Encoding", "gzip");
    }

    private static Answer post(Backchannel manager, String body) {
        return manager.header("content-type", "application/json")
                .send("POST", "/api/users", body.getBytes(StandardCharsets.UTF_8));
    }

    /// Its loop: it counts pages by itself and believes `totalPages`.
    private static List<JsonNode> listed(Backchannel manager) {
        var users = new ArrayList<JsonNode>();
        for (int page = 1; ; page++) {
            var answer = accepted(manager.get("/api/users?pagination%5Blimit%5D=100&pagination%5Bpage%5D=" + page));
            answer.path("data").forEach(users::add);
            if (page >= answer.path("pagination").path("totalPages").intValue()) {
                users.forEach(NetBirdTest::readable);
                return users;
            }
        }
    }

    private static JsonNode accepted(Answer answer) {
        assertTrue(answer.status() == 200 || answer.status() == 201, answer.toString());
        return answer.json();
    }

    /// A member of another type makes it give up.
    private static void readable(JsonNode user) {
        TEXTS.forEach(member -> text(user.path(member)));
        assertTrue(user.path("disabled").isBoolean() && user.path("isAdmin").isBoolean(), user.toString());
        for (var group : user.path("userGroups")) {
            GROUP_TEXTS.forEach(member -> text(group.path(member)));
            claims(group);
        }
        claims(user);
    }

    private static void claims(JsonNode owner) {
        for (var claim : owner.path("customClaims")) {
            assertTrue(claim.path("key").isString() && claim.path("value").isString(), owner.toString());
        }
    }

    private static void text(JsonNode member) {
        assertTrue(member.isString() || member.isNull() || member.isMissingNode(), member.toString());
    }
}
