package dev.latchkey.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Person;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.Together;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// `/api/user-groups/{id}/members` and `…/details`: what a page needs of a group that thousands may be in.
@OnBothDatabases
class GroupMembersTest {
    @Test
    void peopleComeAndGoOneByOne(TestIdp idp) {
        var group = "/api/user-groups/" + idp.group("choir");
        var kim = idp.user("kim").create();
        var sam = idp.user("sam").create();
        add(idp, group, kim.id(), sam.id(), kim.id(), "nobody").expect(204);
        add(idp, group, kim.id()).expect(204);
        assertEquals(List.of(kim.username(), sam.username()), members(idp, group, "sort[column]=username"));
        idp.admin().calls("DELETE", group + "/members/" + kim.id()).expect(204);
        idp.admin().calls("DELETE", group + "/members/" + kim.id()).refused(404, "user_not_found");
        assertEquals(List.of(sam.username()), members(idp, group, ""));
    }

    @Test
    void membersAreListedPageByPage(TestIdp idp) {
        var group = "/api/user-groups/" + idp.group("orchestra");
        var people = IntStream.range(10, 35)
                .mapToObj(n -> idp.user("violin" + n).create())
                .toList();
        var conductor = idp.user("conductor").create();
        var soloist = idp.user("soloist").create();
        add(idp, group, people.stream().map(Person::id).toArray(String[]::new)).expect(204);
        add(idp, group, conductor.id()).expect(204);
        var second = idp.admin()
                .calls("GET", group + "/members?sort[column]=username&pagination[limit]=10&pagination[page]=3")
                .expect(200)
                .json();
        assertEquals(26, second.path("pagination").path("totalItems").intValue());
        assertEquals(6, second.path("data").size());
        assertEquals(
                people.get(19).username(),
                second.path("data").path(0).path("username").stringValue());
        assertEquals(List.of(conductor.username()), members(idp, group, "search=CONDUCT"));
        assertEquals(List.of(), members(idp, group, "search=" + soloist.username()));
        assertEquals(
                people.getLast().username(),
                members(idp, group, "sort[column]=username&sort[direction]=desc")
                        .getFirst());
    }

    @Test
    void eachChangeIsAuditedOnce(TestIdp idp) {
        var id = idp.group("band");
        var group = "/api/user-groups/" + id;
        var lea = idp.user("lea").create();
        var before = entries(idp);
        add(idp, group, lea.id()).expect(204);
        add(idp, group, lea.id()).expect(204);
        add(idp, group).expect(204);
        idp.admin().calls("DELETE", group + "/members/" + lea.id()).expect(204);
        var log = idp.admin()
                .calls("GET", "/api/audit-logs/all?filters[event]=GROUP_MEMBERS_UPDATED&sort[column]=createdAt")
                .expect(200)
                .text();
        assertEquals(before + 2, entries(idp), log);
        assertEquals(1, log.split("\"members.added\":\"" + lea.username() + "\"", -1).length - 1, log);
        assertEquals(1, log.split("\"members.removed\":\"" + lea.username() + "\"", -1).length - 1, log);
    }

    @Test
    void twoWhoAddSomebodyElseBothHaveTheirWay(TestIdp idp) {
        var group = "/api/user-groups/" + idp.group("crowd");
        var people = IntStream.range(0, 8)
                .mapToObj(n -> idp.user("guest" + n).create().id())
                .toList();
        Together.run(8, n -> add(idp, group, people.get(n))).forEach(answer -> answer.expect(204));
        assertEquals(8, members(idp, group, "").size());
    }

    @Test
    void whatIsShownWithoutMembersDoesNotChangeWithThem(TestIdp idp) {
        var group = "/api/user-groups/" + idp.group("quiet");
        var details = idp.admin().calls("GET", group + "/details").expect(200);
        assertFalse(details.json().has("users"), details.text());
        var seen = Map.of("If-Match", details.header("ETag").orElseThrow());
        add(idp, group, idp.user("max").create().id()).expect(204);
        var renamed = idp.admin()
                .browser()
                .fetch("PUT", group + "/details", Map.of("name", "quiet2", "friendlyName", "Quiet"), seen)
                .expect(200);
        assertFalse(renamed.json().has("users"), renamed.text());
        assertEquals("Quiet", renamed.json().path("friendlyName").stringValue());
        for (var change : Map.of(
                        group + "/details",
                        Map.of("name", "quiet3", "friendlyName", "Quiet"),
                        group,
                        Map.of("name", "quiet3", "friendlyName", "Quiet"),
                        group + "/allowed-oidc-clients",
                        Map.of("oidcClientIds", List.of()))
                .entrySet()) {
            idp.admin()
                    .browser()
                    .fetch("PUT", change.getKey(), change.getValue(), seen)
                    .refused(412, "changed_meanwhile");
        }
        var claims = group.replace("/user-groups/", "/custom-claims/user-group/");
        idp.admin().browser().fetch("PUT", claims, List.of(), seen).refused(412, "changed_meanwhile");
        var now = Map.of(
                "If-Match",
                idp.admin().calls("GET", group + "/details").header("ETag").orElseThrow());
        idp.admin().browser().fetch("PUT", claims, List.of(), now).expect(200);
    }

    @Test
    void whatIsAskedTooMuchIsRefused(TestIdp idp) {
        var group = "/api/user-groups/" + idp.group("full");
        var many = IntStream.range(0, 1001).mapToObj(Integer::toString).toArray(String[]::new);
        add(idp, group, many).refused(400, "validation_failed");
        add(idp, "/api/user-groups/nowhere", many[0]).refused(404, "not_found");
        idp.admin().calls("GET", "/api/user-groups/nowhere/members").refused(404, "not_found");
        idp.admin().calls("GET", "/api/user-groups/nowhere/details").refused(404, "not_found");
        idp.admin().calls("DELETE", "/api/user-groups/nowhere/members/a").refused(404, "not_found");
        var taken = idp.admin()
                .calls("GET", "/api/user-groups/" + idp.group("taken") + "/details")
                .member("name");
        idp.admin()
                .calls("PUT", group + "/details", Map.of("name", taken, "friendlyName", "Full"))
                .refused(409, "already_in_use");
    }

    private static Answer add(TestIdp idp, String group, String... people) {
        return idp.admin().calls("POST", group + "/members", Map.of("userIds", List.of(people)));
    }

    private static List<String> members(TestIdp idp, String group, String query) {
        var data = idp.admin()
                .calls("GET", group + "/members?pagination[limit]=100&" + query)
                .expect(200)
                .json()
                .path("data");
        return StreamSupport.stream(data.spliterator(), false)
                .map(member -> member.path("username").stringValue())
                .toList();
    }

    private static long entries(TestIdp idp) {
        return idp.database().number("select count(*) from audit_log where event = 'GROUP_MEMBERS_UPDATED'");
    }
}
