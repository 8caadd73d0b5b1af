package dev.latchkey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Whoever says what they saw changes nothing that somebody else has changed since (RFC 9110 §13.1.1).
@OnBothDatabases
class ChangedMeanwhileTest {
    /// @param shown where the thing and its `ETag` are
    private record Change(String shown, String path, Object body) {}

    @Test
    void nothingIsUndoneUnseen(TestIdp idp) {
        var number = "-" + System.nanoTime();
        var person = "/api/users/" + idp.user("kim" + number).create().id();
        var member = idp.user("sam" + number).create().id();
        var groupId = idp.group("family" + number);
        var group = "/api/user-groups/" + groupId;
        var clientId = idp.client("notes").create().id();
        var app = "/api/oidc/clients/" + clientId;
        var account = Map.of("username", "kim" + number, "email", "kim" + number + "@example.net", "firstName", "Kim");
        var claims = List.of(Map.of("key", "team", "value", "blue"));
        for (var change : List.of(
                new Change(person, person, account),
                new Change(person, person + "/user-groups", Map.of("userGroupIds", List.of(groupId))),
                new Change(person, person.replace("/users/", "/custom-claims/user/"), claims),
                new Change(group, group, Map.of("name", "kin" + number, "friendlyName", "Kin")),
                new Change(group, group + "/users", Map.of("userIds", List.of(member))),
                new Change(group, group.replace("/user-groups/", "/custom-claims/user-group/"), claims),
                new Change(app, app, Map.of("name", "Noted", "callbackURLs", List.of("https://notes.example/cb"))),
                new Change(app, app, Map.of("name", "Notes", "isGroupRestricted", true)),
                new Change(app, app + "/allowed-user-groups", Map.of("userGroupIds", List.of(groupId))),
                new Change(group, group + "/allowed-oidc-clients", Map.of("oidcClientIds", List.of())))) {
            refusedUnlessSeen(idp, change);
        }
    }

    /// nginx makes a tag weak when it compresses, Apache and Caddy add the encoding to it.
    @Test
    void aProxyThatCompressesHidesNoState(TestIdp idp) {
        var person =
                "/api/users/" + idp.user("ida-" + System.nanoTime()).create().id();
        var settings = "/api/application-configuration";
        for (var change : List.of(
                new Change(person, person.replace("/users/", "/custom-claims/user/"), List.of()),
                new Change(settings + "/all", settings, settingsOf(idp)))) {
            for (var mark : List.of("W/%s\"", "%s-gzip\"", "\"0\", %s\"")) {
                var tag =
                        idp.admin().calls("GET", change.shown()).header("ETag").orElseThrow();
                var marked = Map.of("If-Match", mark.formatted(tag.substring(0, tag.length() - 1)));
                idp.admin()
                        .browser()
                        .fetch("PUT", change.path(), change.body(), marked)
                        .expect(200);
            }
            idp.admin()
                    .browser()
                    .fetch("PUT", change.path(), change.body(), Map.of("If-Match", "W/\"0123456789abcdef\""))
                    .expect(412);
        }
    }

    private static Map<String, String> settingsOf(TestIdp idp) {
        return StreamSupport.stream(
                        idp.admin()
                                .calls("GET", "/api/application-configuration/all")
                                .expect(200)
                                .json()
                                .spliterator(),
                        false)
                .collect(Collectors.toMap(
                        setting -> setting.path("key").asString(),
                        setting -> setting.path("value").asString()));
    }

    private static void refusedUnlessSeen(TestIdp idp, Change change) {
        var admin = idp.admin().browser();
        var before = idp.admin().calls("GET", change.shown()).expect(200);
        var seen = before.header("ETag").orElseThrow();
        admin.fetch("PUT", change.path(), change.body(), Map.of("If-Match", "\"0123456789abcdef\""))
                .refused(412, "changed_meanwhile");
        assertEquals(before.text(), idp.admin().calls("GET", change.shown()).text(), "nothing was changed");
        admin.fetch("PUT", change.path(), change.body(), Map.of("If-Match", seen))
                .expect(200);
        var after = idp.admin().calls("GET", change.shown()).expect(200);
        assertNotEquals(seen, after.header("ETag").orElseThrow(), change.toString());
        admin.fetch("PUT", change.path(), change.body(), Map.of("If-Match", seen))
                .refused(412, "changed_meanwhile");
        admin.fetch("PUT", change.path(), change.body(), Map.of("If-Match", "*"))
                .expect(200);
        admin.fetch("PUT", change.path(), change.body()).expect(200);
    }
}
