package dev.latchkey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Person;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.Together;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Two who change the same thing, or one who uses what the other removes: each gets an answer that is no fault, and
/// what
/// is stored in the end is what one of them asked for, not a mixture.
@OnBothDatabases
class AtTheSameMomentTest {
    private static final int THREADS = 24;

    @Test
    void theMembersOfAGroupAreThoseOfOneOfTwoLists(TestIdp idp) {
        var path = "/api/user-groups/" + idp.group("family-" + System.nanoTime());
        var some = people(idp, 6);
        var others = people(idp, 6);
        answered(idp.admin(), i -> new Change(path + "/users", "userIds", i % 2 == 0 ? some : others));
        var members = ids(idp.admin().calls("GET", path).expect(200).json().path("users"));
        assertTrue(members.equals(Set.copyOf(some)) || members.equals(Set.copyOf(others)), members.toString());
    }

    @Test
    void theGroupsOfAPersonAreThoseOfOneOfTwoLists(TestIdp idp) {
        var path = "/api/users/" + idp.user("kim" + System.nanoTime()).create().id();
        var some = groups(idp, 5);
        var others = groups(idp, 5);
        answered(idp.admin(), i -> new Change(path + "/user-groups", "userGroupIds", i % 2 == 0 ? some : others));
        var groups = ids(idp.admin().calls("GET", path + "/groups").expect(200).json());
        assertTrue(groups.equals(Set.copyOf(some)) || groups.equals(Set.copyOf(others)), groups.toString());
    }

    @Test
    void theClaimsOfAPersonAreThoseOfOneOfTwoLists(TestIdp idp) {
        var path = "/api/custom-claims/user/"
                + idp.user("kim" + System.nanoTime()).create().id();
        var admin = idp.admin().browser();
        var answers = Together.run(
                THREADS,
                i -> admin.fetch(
                        "PUT",
                        path,
                        List.of(
                                Map.of("key", "shared", "value", "v" + i % 2),
                                Map.of("key", "own" + i % 2, "value", "v"))));
        answers.forEach(answer -> answer.expect(200));
        assertEquals(
                2,
                idp.database()
                        .number("select count(*) from user_claims where user_id = '"
                                + path.substring(path.lastIndexOf('/') + 1) + "'"));
    }

    @Test
    void anAppAndAGroupAreToldApartFromBothSides(TestIdp idp) {
        var app = idp.client("notes").create();
        var group = idp.group("family-" + System.nanoTime());
        answered(
                idp.admin(),
                i -> i % 2 == 0
                        ? new Change(
                                "/api/oidc/clients/" + app.id() + "/allowed-user-groups",
                                "userGroupIds",
                                List.of(group))
                        : new Change(
                                "/api/user-groups/" + group + "/allowed-oidc-clients",
                                "oidcClientIds",
                                List.of(app.id())));
        assertEquals(
                1,
                idp.database()
                        .number("select count(*) from client_allowed_groups where client_id = '" + app.id() + "'"));
    }

    @Test
    void whoIsDeletedWhileSigningInIsNotSignedIn(TestIdp idp) {
        for (int round = 0; round < 6; round++) {
            var kim = idp.user("kim" + System.nanoTime()).withPasskey().create();
            var code = idp.admin().makesLoginCodeFor(kim);
            var browsers = List.of(idp.browser(), idp.browser(), idp.browser());
            var admin = idp.admin().browser();
            var answers = Together.run(4, i -> switch (i) {
                case 0 -> admin.fetch("DELETE", "/api/users/" + kim.id());
                case 1 -> browsers.get(1).fetch("POST", "/api/one-time-access-token/" + code);
                default -> kim.finishSignIn(browsers.get(i == 2 ? 0 : 2));
            });
            answers.getFirst().expect(204);
            answers.forEach(answer -> assertTrue(answer.status() < 500, answer.toString()));
            browsers.forEach(browser -> browser.fetch("GET", "/api/users/me").refused(401, "not_signed_in"));
        }
    }

    @Test
    void aGroupThatIsDeletedWhileAnAppIsRestrictedToItIsGoneFromTheApp(TestIdp idp) {
        var app = idp.client("notes").create();
        for (int round = 0; round < 8; round++) {
            var group = idp.group("family-" + System.nanoTime());
            var admin = idp.admin().browser();
            var answers = Together.run(
                    6,
                    i -> i == 0
                            ? admin.fetch("DELETE", "/api/user-groups/" + group)
                            : admin.fetch(
                                    "PUT",
                                    "/api/oidc/clients/" + app.id() + "/allowed-user-groups",
                                    Map.of("userGroupIds", List.of(group))));
            answers.getFirst().expect(204);
            answers.forEach(answer -> assertTrue(Set.of(200, 204, 503).contains(answer.status()), answer.toString()));
        }
    }

    /// An app that loses its last group is for nobody, not for everybody.
    @Test
    void anAppWhoseOnlyGroupIsDeletedIsForNobody(TestIdp idp) {
        var group = idp.group("family-" + System.nanoTime());
        var kim = idp.user("kim" + System.nanoTime())
                .withPasskey()
                .memberOf(group)
                .create();
        var app = idp.client("notes").onlyFor(group).create();
        kim.signsInTo(app);
        idp.admin().calls("DELETE", "/api/user-groups/" + group).expect(204);
        var told = kim.refuses(app, app.request());
        assertEquals("access_denied", told.value("error").orElse(""));
    }

    private record Change(String path, String member, List<String> ids) {}

    private static void answered(Person admin, Function<Integer, Change> changes) {
        var browser = admin.browser();
        var answers = Together.run(THREADS, i -> {
            var change = changes.apply(i);
            return browser.fetch("PUT", change.path(), Map.of(change.member(), change.ids()));
        });
        answers.forEach((Answer answer) -> answer.expect(200));
    }

    private static List<String> people(TestIdp idp, int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> idp.user("kim" + System.nanoTime()).create().id())
                .toList();
    }

    private static List<String> groups(TestIdp idp, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> idp.group("group-" + i + "-" + System.nanoTime()))
                .toList();
    }

    private static Set<String> ids(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(one -> one.path("id").stringValue())
                .collect(Collectors.toSet());
    }
}
