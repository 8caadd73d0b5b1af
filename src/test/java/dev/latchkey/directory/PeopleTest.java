package dev.latchkey.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.recordings.Planted;
import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnBothDatabases(fresh = true)
class PeopleTest {
    private Planted ada;
    private Planted kim;

    @BeforeEach
    void people(TestIdp idp) {
        ada = Planted.administrator(idp, "ada", "Ada", "Admin");
        kim = Planted.person(idp, "kim", "Kim", "Example", "en");
    }

    @Test
    void theLastAdministratorCannotBeDeletedDisabledOrDemoted() {
        refusedAsLast(ada.browser().fetch("DELETE", "/api/users/" + ada.id()));
        refusedAsLast(change(ada, ada.id(), Map.of("username", "ada", "isAdmin", true, "disabled", true)));
        refusedAsLast(change(ada, ada.id(), Map.of("username", "ada", "isAdmin", false)));
        change(ada, kim.id(), Map.of("username", "kim", "isAdmin", true, "disabled", true))
                .expect(200);
        refusedAsLast(ada.browser().fetch("DELETE", "/api/users/" + ada.id()));
        change(ada, kim.id(), Map.of("username", "kim", "isAdmin", true)).expect(200);
        ada.browser().fetch("DELETE", "/api/users/" + ada.id()).expect(204);
    }

    @Test
    void administratorsWhoDemoteEachOtherAtOnceLeaveOne(TestIdp idp) throws Exception {
        for (int round = 0; round < 10; round++) {
            idp.database().execute("update users set is_admin = true");
            try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
                var first = both.submit(() -> change(ada, kim.id(), Map.of("username", "kim")));
                var second = both.submit(() -> change(kim, ada.id(), Map.of("username", "ada")));
                assertTrue(first.get().status() < 500, first.get().toString());
                assertTrue(second.get().status() < 500, second.get().toString());
            }
            assertEquals(1, idp.database().number("select count(*) from users where is_admin = true"));
        }
    }

    @Test
    void whoIsNoAdministratorKeepsTheirUsername() {
        var answer = changeOwn(kim, Map.of("username", "queen", "firstName", "K"));
        assertEquals("kim", answer.expect(200).member("username"));
        assertEquals("K", answer.member("firstName"));
        assertEquals(
                "lord", changeOwn(ada, Map.of("username", "lord")).expect(200).member("username"));
    }

    @Test
    void nobodyGivesThemselvesRights() {
        var answer = changeOwn(kim, Map.of("username", "kim", "isAdmin", true, "emailVerified", true));
        assertFalse(answer.expect(200).json().path("isAdmin").booleanValue());
        assertFalse(answer.json().path("emailVerified").booleanValue());
        changeOwn(kim, Map.of("username", "kim", "disabled", true)).expect(200);
        kim.browser().fetch("GET", "/api/users/me").expect(200);
    }

    @Test
    void aNewAddressOfOnesOwnIsUnverified(TestIdp idp) {
        idp.database().execute("update users set email_verified = true");
        var same = changeOwn(kim, Map.of("username", "kim", "email", "kim@example.com"));
        assertTrue(same.expect(200).json().path("emailVerified").booleanValue());
        var other = changeOwn(kim, Map.of("username", "kim", "email", "kim@example.net"));
        assertFalse(other.expect(200).json().path("emailVerified").booleanValue());
        var back = changeOwn(kim, Map.of("username", "kim", "email", "kim@example.com"));
        assertFalse(back.expect(200).json().path("emailVerified").booleanValue());
    }

    @Test
    void anAddressIsOnesOwnInAnyCase() {
        create(Map.of("username", "kim2", "email", "KIM@example.com")).refused(409, "already_in_use");
        change(ada, ada.id(), Map.of("username", "ada", "isAdmin", true, "email", "Kim@Example.com"))
                .refused(409, "already_in_use");
        changeOwn(ada, Map.of("username", "ada", "email", "Kim@Example.com")).refused(409, "already_in_use");
    }

    @Test
    void equalNamesAreEqualHoweverTheyAreComposed() {
        create(Map.of("username", "zoe", "email", "zoe\u0308@example.com")).expect(201);
        var answer = create(Map.of("username", "zoe2", "email", "zo\u00eb@example.com"));
        answer.refused(409, "already_in_use");
        assertEquals("email", answer.json().path("details").path("property").stringValue());
    }

    @Test
    void badAddressesAreRefused() {
        for (var email : List.of(
                "a@b",
                "a b@example.com",
                "<a@example.com>",
                "A <a@example.com>",
                "a@example..com",
                ".a@example.com",
                "a@-example.com",
                "a@example.com\n",
                "a@[127.0.0.1]",
                "@example.com",
                "x".repeat(250) + "@example.com")) {
            var answer = create(Map.of("username", "x" + UUID.randomUUID(), "email", email));
            answer.refused(400, "validation_failed");
        }
        create(Map.of("username", "jose", "email", "josé+tag@bücher.example")).expect(201);
    }

    @Test
    void whatIsTooLongIsRefused() {
        var fields = Map.of("locale", 36, "firstName", 51, "lastName", 51, "displayName", 101);
        fields.forEach((field, length) ->
                create(Map.of("username", "long", field, "😀".repeat(length))).refusedField(field));
        create(Map.of("username", "fits", "firstName", "😀".repeat(50))).expect(201);
    }

    @Test
    void theIdsOfNobodyAreNobodys(TestIdp idp) {
        for (var id : List.of(
                "00000000-0000-0000-0000-000000000000",
                "ffffffff-ffff-ffff-ffff-ffffffffffff",
                "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF")) {
            create(Map.of("username", "new", "id", id)).refusedField("id");
        }
        assertEquals(0, idp.database().number("select count(*) from users where username = 'new'"));
    }

    @Test
    void thePagesOfAdministratorsLeadEverybodyElseToTheirOwn() {
        var sent = kim.browser().get("/settings/admin/users").expect(302);
        assertEquals("/settings/account", sent.location().getPath());
        ada.browser().get("/settings/admin/users").expect(200);
    }

    @Test
    void idsThatCannotBeAreOfNobody() {
        for (var id : List.of("%20", "nope", kim.id().toUpperCase(java.util.Locale.ROOT), "%27")) {
            ada.browser().fetch("GET", "/api/users/" + id).refused(404, "user_not_found");
            ada.browser().fetch("DELETE", "/api/users/" + id).refused(404, "user_not_found");
        }
    }

    @Test
    void whoIsDeletedIsGoneWithAllTheyHad(TestIdp idp) {
        var group = ada.browser()
                .fetch("POST", "/api/user-groups", Map.of("name", "family", "friendlyName", "Family"))
                .expect(201)
                .member("id");
        ada.browser().fetch("PUT", "/api/user-groups/" + group + "/users", Map.of("userIds", List.of(kim.id())));
        ada.browser()
                .fetch("PUT", "/api/custom-claims/user/" + kim.id(), "[{\"key\": \"a\", \"value\": \"b\"}]")
                .expect(200);
        ada.browser().fetch("DELETE", "/api/users/" + kim.id()).expect(204);
        kim.browser().fetch("GET", "/api/users/me").refused(401, "not_signed_in");
        for (var table : List.of("group_members", "user_claims")) {
            assertEquals(0, idp.database().number("select count(*) from " + table), table);
        }
        var deleted =
                "select count(*) from audit_log where event = 'USER_DELETED' and user_id = '%s' and actor_id = '%s'"
                        .formatted(kim.id(), ada.id());
        assertEquals(1, idp.database().number(deleted));
    }

    @Test
    void whoIsDisabledIsOutAtOnce() {
        change(ada, kim.id(), Map.of("username", "kim", "disabled", true)).expect(200);
        kim.browser().fetch("GET", "/api/users/me").refused(403, "user_disabled");
        changeOwn(kim, Map.of("username", "kim")).refused(403, "user_disabled");
        var sessions = ada.browser().fetch("GET", "/api/users/" + kim.id() + "/sessions");
        assertEquals("[]", sessions.expect(200).text());
    }

    @Test
    void enablingSomebodyRevivesNoSession() {
        change(ada, kim.id(), Map.of("username", "kim", "disabled", true)).expect(200);
        change(ada, kim.id(), Map.of("username", "kim", "disabled", true, "firstName", "Still"))
                .expect(200);
        change(ada, kim.id(), Map.of("username", "kim", "disabled", false)).expect(200);
        kim.browser().fetch("GET", "/api/users/me").refused(401, "not_signed_in");
        var sessions = ada.browser().fetch("GET", "/api/users/" + kim.id() + "/sessions");
        assertEquals("[]", sessions.expect(200).text());
    }

    @Test
    void searchesIgnoreCaseAndTakeAnyText() {
        assertEquals(1, found("KIM"));
        assertEquals(2, found("@EXAMPLE"));
        assertEquals(2, found("%"));
        assertEquals(0, found("\\"));
        assertEquals(0, found("'"));
        assertEquals(1, found("k_m"));
    }

    @Test
    void listsTakeAnyParameterForWhatItIsWorth() {
        for (var query : List.of(
                "pagination[limit]=x&pagination[page]=-5",
                "pagination[page]=99999999999999999999",
                "sort[column]=;drop&sort[direction]=up",
                "sort[column]=",
                "filters[isAdmin]=perhaps&filters[]=1&filters[=2",
                "search=&filters[disabled]=true&filters[disabled][]=false")) {
            var encoded = query.replace("[", "%5B").replace("]", "%5D");
            ada.browser().fetch("GET", "/api/users?" + encoded).expect(200);
        }
        ada.browser().fetch("GET", "/api/users?search=%C3").refused(400, "invalid_encoding");
    }

    @Test
    void pagesNeitherOverlapNorLeaveAnybodyOut() {
        for (int i = 0; i < 5; i++) {
            create(Map.of("username", "user" + i, "firstName", "Same")).expect(201);
        }
        for (var column : List.of("createdAt", "firstName", "email", "isAdmin", "Username")) {
            var names = new java.util.TreeSet<String>();
            for (int page = 1; page <= 3; page++) {
                var address = "/api/users?pagination%5Blimit%5D=3&pagination%5Bpage%5D=" + page + "&sort%5Bcolumn%5D="
                        + column + "&sort%5Bdirection%5D=desc";
                ada.browser()
                        .fetch("GET", address)
                        .json()
                        .path("data")
                        .valueStream()
                        .forEach(user -> names.add(user.path("username").stringValue()));
            }
            assertEquals(7, names.size(), column);
        }
    }

    private long found(String text) {
        var encoded = java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
        return ada.browser()
                .fetch("GET", "/api/users?search=" + encoded)
                .expect(200)
                .json()
                .path("pagination")
                .path("totalItems")
                .longValue();
    }

    private static void refusedAsLast(Answer answer) {
        answer.refused(409, "last_administrator");
    }

    private Answer create(Map<String, Object> members) {
        return ada.browser().fetch("POST", "/api/users", withEmail(members));
    }

    private static Answer change(Planted by, String id, Map<String, Object> members) {
        return by.browser().fetch("PUT", "/api/users/" + id, withEmail(members));
    }

    private static Answer changeOwn(Planted who, Map<String, Object> members) {
        return who.browser().fetch("PUT", "/api/users/me", withEmail(members));
    }

    private static Map<String, Object> withEmail(Map<String, Object> members) {
        var body = new HashMap<>(members);
        body.putIfAbsent("email", members.get("username") + "@example.com");
        return body;
    }
}
