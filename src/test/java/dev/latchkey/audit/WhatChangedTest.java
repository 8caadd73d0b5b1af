package dev.latchkey.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Person;
import dev.latchkey.testkit.TestIdp;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What administrators change is in the log with what was and what is.
@OnBothDatabases(fresh = true)
class WhatChangedTest {
    @Test
    void aPromotionADisablingAndATypoLookDifferent(TestIdp idp) {
        var alice = idp.user("alice").with("firstName", "Alice").create();
        save(idp, alice, "isAdmin", true);
        assertEquals(Map.of("isAdmin.before", "false", "isAdmin.after", "true"), last(idp, "USER_UPDATED"));
        save(idp, alice, "disabled", true);
        assertEquals(Map.of("disabled.before", "false", "disabled.after", "true"), last(idp, "USER_UPDATED"));
        save(idp, alice, "firstName", "Alyce");
        assertEquals(Map.of("firstName.before", "Alice", "firstName.after", "Alyce"), last(idp, "USER_UPDATED"));
        save(idp, alice, "firstName", "Alyce"); // nothing is another now
        assertEquals(3, entries(idp, "USER_UPDATED").size());
    }

    @Test
    void whoIsAddedIsRememberedAsTheyWereAdded(TestIdp idp) {
        var staff = group(idp, "staff");
        var alice = idp.user("alice").administrator().memberOf(staff).create();
        var data = last(idp, "USER_CREATED");
        assertEquals("true", data.get("isAdmin.after"));
        assertEquals(alice.username() + "@example.com", data.get("email.after"));
        assertEquals("staff", data.get("groups.added"));
        assertFalse(data.containsKey("disabled.after"));
    }

    @Test
    void somebodySeesWhatTheyAndOthersChangedOfTheirAccount(TestIdp idp) {
        var alice = idp.user("alice").with("displayName", "Alice").withPasskey().create();
        save(idp, alice, "lastName", "Sample");
        var own = alice.calls("GET", "/api/users/me").expect(200).json();
        alice.calls("PUT", "/api/users/me", ((ObjectNode) own).put("displayName", "Al"))
                .expect(200);
        var list = alice.calls("GET", "/api/audit-logs?sort%5Bcolumn%5D=createdAt&sort%5Bdirection%5D=desc")
                .expect(200)
                .json()
                .path("data");
        assertEquals(Map.of("displayName.before", "Alice", "displayName.after", "Al"), changes(list.path(0)));
        assertEquals(Map.of("lastName.before", "Example", "lastName.after", "Sample"), changes(list.path(1)));
        assertEquals(idp.admin().username(), list.path(1).path("actorUsername").stringValue());
    }

    @Test
    void groupsSayWhoCameAndWhoWent(TestIdp idp) {
        var staff = group(idp, "staff");
        var ops = group(idp, "ops");
        assertEquals(
                "staff",
                entries(idp, "GROUP_CREATED")
                        .getFirst()
                        .path("data")
                        .path("name.after")
                        .stringValue());
        var alice = idp.user("alice").create();
        var bob = idp.user("bob").create();
        var members = "/api/user-groups/" + staff + "/users";
        idp.admin()
                .calls("PUT", members, Map.of("userIds", List.of(alice.id())))
                .expect(200);
        assertEquals(Map.of("members.added", alice.username()), last(idp, "GROUP_MEMBERS_UPDATED"));
        idp.admin().calls("PUT", members, Map.of("userIds", List.of(bob.id()))).expect(200);
        assertEquals(
                Map.of("members.added", bob.username(), "members.removed", alice.username()),
                last(idp, "GROUP_MEMBERS_UPDATED"));
        var groups = "/api/users/" + bob.id() + "/user-groups";
        idp.admin().calls("PUT", groups, Map.of("userGroupIds", List.of(ops))).expect(200);
        assertEquals(Map.of("groups.added", "ops", "groups.removed", "staff"), last(idp, "USER_GROUPS_UPDATED"));
        idp.admin().calls("PUT", groups, Map.of("userGroupIds", List.of(ops))).expect(200);
        assertEquals(1, entries(idp, "USER_GROUPS_UPDATED").size());
        idp.admin()
                .calls("PUT", "/api/user-groups/" + ops, Map.of("name", "ops", "friendlyName", "Operators"))
                .expect(200);
        assertEquals(
                Map.of("friendlyName.before", "The ops", "friendlyName.after", "Operators"),
                last(idp, "GROUP_UPDATED"));
    }

    @Test
    void whatIsDoneToSeveralSaysTheSame(TestIdp idp) {
        var staff = group(idp, "staff");
        var alice = idp.user("alice").create();
        var all = List.of(alice.id());
        idp.admin()
                .calls("POST", "/api/users/bulk", Map.of("action", "disable", "userIds", all))
                .expect(200);
        assertEquals(Map.of("disabled.before", "false", "disabled.after", "true"), last(idp, "USER_UPDATED"));
        idp.admin()
                .calls("POST", "/api/users/bulk", Map.of("action", "addToGroup", "groupId", staff, "userIds", all))
                .expect(200);
        assertEquals(Map.of("groups.added", "staff"), last(idp, "USER_GROUPS_UPDATED"));
    }

    @Test
    void claimsSayTheirValues(TestIdp idp) {
        var alice = idp.user("alice").create();
        var path = "/api/custom-claims/user/" + alice.id();
        idp.admin()
                .calls("PUT", path, List.of(claim("team", "red"), claim("floor", "2")))
                .expect(200);
        idp.admin()
                .calls("PUT", path, List.of(claim("team", "blue"), claim("floor", "2")))
                .expect(200);
        assertEquals(
                Map.of("claims.team.before", "red", "claims.team.after", "blue"), last(idp, "CUSTOM_CLAIMS_UPDATED"));
        var staff = group(idp, "staff");
        idp.admin()
                .calls("PUT", "/api/custom-claims/user-group/" + staff, List.of(claim("beta", "false")))
                .expect(200);
        var ofGroup = last(idp, "CUSTOM_CLAIMS_UPDATED");
        assertEquals(Map.of("claims.beta.before", "", "claims.beta.after", "false"), ofGroup);
    }

    @Test
    void appsSayTheirAddressesAndGroups(TestIdp idp) {
        var staff = group(idp, "staff");
        var admin = idp.admin();
        var body = Map.of("id", "notes", "name", "Notes", "callbackURLs", List.of("https://notes.example/a"));
        admin.calls("POST", "/api/oidc/clients", body).expect(201);
        assertEquals("https://notes.example/a", last(idp, "CLIENT_CREATED").get("callbackURLs.added"));
        admin.calls(
                        "PUT",
                        "/api/oidc/clients/notes",
                        Map.of(
                                "name",
                                "Notes",
                                "isGroupRestricted",
                                true,
                                "callbackURLs",
                                List.of("https://notes.example/a", "https://evil.example/b")))
                .expect(200);
        assertEquals(
                Map.of(
                        "callbackURLs.added", "https://evil.example/b",
                        "isGroupRestricted.before", "false",
                        "isGroupRestricted.after", "true"),
                last(idp, "CLIENT_UPDATED"));
        admin.calls("PUT", "/api/oidc/clients/notes/allowed-user-groups", Map.of("userGroupIds", List.of(staff)))
                .expect(200);
        assertEquals(Map.of("groups.added", "staff"), last(idp, "CLIENT_GROUPS_UPDATED"));
        admin.calls("PUT", "/api/oidc/clients/notes", Map.of("name", "Notes")).expect(200);
        assertEquals("staff", last(idp, "CLIENT_UPDATED").get("groups.removed"));
        admin.calls(
                        "PUT",
                        "/api/user-groups/" + staff + "/allowed-oidc-clients",
                        Map.of("oidcClientIds", List.of("notes")))
                .expect(200);
        assertEquals(Map.of("clients.added", "Notes (notes)"), last(idp, "GROUP_CLIENTS_UPDATED"));
    }

    @Test
    void aNewNameOfAPasskeyStandsBesideTheOld(TestIdp idp) {
        var alice = idp.user("alice").withPasskey().create();
        var key = alice.calls("GET", "/api/webauthn/credentials")
                .expect(200)
                .json()
                .path(0);
        alice.calls("PATCH", "/api/webauthn/credentials/" + key.path("id").stringValue(), Map.of("name", "Blue key"))
                .expect(200);
        assertEquals(
                Map.of("name.before", key.path("name").stringValue(), "name.after", "Blue key"),
                last(idp, "PASSKEY_RENAMED"));
    }

    @Test
    void aPasswordOfTheMailServerIsNotInTheLog(TestIdp idp) {
        idp.settings(Map.of("smtpPassword", "correct horse"));
        idp.settings(Map.of("smtpPassword", "battery staple"));
        var entry = last(idp, "SETTINGS_UPDATED");
        assertEquals(List.of("smtpPassword.after", "smtpPassword.before"), List.copyOf(entry.keySet()));
        assertEquals(0, idp.database().number("""
                select count(*) from audit_log where data like '%battery%' or data like '%horse%'
                """));
    }

    private static String group(TestIdp idp, String name) {
        return idp.admin()
                .calls("POST", "/api/user-groups", Map.of("name", name, "friendlyName", "The " + name))
                .expect(201)
                .member("id");
    }

    private static Map<String, String> claim(String key, String value) {
        return Map.of("key", key, "value", value);
    }

    private static void save(TestIdp idp, Person person, String member, Object value) {
        var path = "/api/users/" + person.id();
        var record = (ObjectNode) idp.admin().calls("GET", path).expect(200).json();
        idp.admin().calls("PUT", path, record.putPOJO(member, value)).expect(200);
    }

    private static List<JsonNode> entries(TestIdp idp, String event) {
        return idp.admin()
                .calls("GET", "/api/audit-logs/all?pagination%5Blimit%5D=100&filters%5Bevent%5D=" + event)
                .expect(200)
                .json()
                .path("data")
                .valueStream()
                .toList();
    }

    /// What the youngest entry of a kind says of a change.
    private static Map<String, String> last(TestIdp idp, String event) {
        var sorted = "&sort%5Bcolumn%5D=createdAt&sort%5Bdirection%5D=desc";
        return changes(idp.admin()
                .calls("GET", "/api/audit-logs/all?filters%5Bevent%5D=" + event + sorted)
                .expect(200)
                .json()
                .path("data")
                .path(0));
    }

    private static Map<String, String> changes(JsonNode entry) {
        var changes = new TreeMap<String, String>();
        entry.path("data").properties().forEach(member -> {
            if (member.getKey().contains(".")) {
                changes.put(member.getKey(), member.getValue().stringValue());
            }
        });
        return changes;
    }
}
