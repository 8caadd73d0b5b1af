package dev.latchkey.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.recordings.Planted;
import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.MailServer;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.Together;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The same done to several people.
@OnBothDatabases(fresh = true)
class PeopleBulkTest {
    private static final String BULK = "/api/users/bulk";

    private Planted ada;
    private Planted kim;
    private Planted lee;

    @BeforeEach
    void people(TestIdp idp) {
        idp.admin();
        ada = Planted.administrator(idp, "ada", "Ada", "Admin");
        kim = Planted.person(idp, "kim", "Kim", "Example", "en");
        lee = Planted.person(idp, "lee", "Lee", "Example", "de");
    }

    @Test
    void severalAreDisabledAndEnabledAgain(TestIdp idp) {
        var disabled = act(ada, "disable", kim, lee).expect(200);
        became(disabled, List.of(kim, lee), List.of(), Map.of());
        kim.browser().fetch("GET", "/api/users/me").refused(403, "user_disabled");
        assertEquals(2, entries(idp, "USER_UPDATED"));
        became(act(ada, "disable", kim), List.of(), List.of(kim), Map.of());
        assertEquals(2, entries(idp, "USER_UPDATED"), "nothing was done, so there is no entry");
        became(act(ada, "enable", kim, lee), List.of(kim, lee), List.of(), Map.of());
        kim.browser().fetch("GET", "/api/users/me").refused(401, "not_signed_in");
    }

    @Test
    void whatCannotBeDoneKeepsNobodyElseFromIt() {
        var nobody = UUID.randomUUID().toString();
        var answer = act(ada, Map.of("action", "delete", "userIds", List.of(kim.id(), ada.id(), nobody, kim.id())));
        became(answer, List.of(kim), List.of(), Map.of(nobody, "user_not_found", ada.id(), "own_account"));
        ada.browser().fetch("GET", "/api/users/" + kim.id()).refused(404, "user_not_found");
        ada.browser().fetch("GET", "/api/users/me").expect(200);
    }

    @Test
    void aDeletedPersonLeavesAnEntryAndNothingElse(TestIdp idp) {
        act(ada, "delete", kim, lee).expect(200);
        assertEquals(2, entries(idp, "USER_DELETED"));
        assertEquals(
                1,
                idp.database()
                        .number("select count(*) from audit_log where user_id = '" + kim.id() + "' and actor_id = '"
                                + ada.id() + "' and data like '%\"kim\"%'"));
        assertEquals(0, idp.database().number("select count(*) from sessions where user_id = '" + kim.id() + "'"));
    }

    @Test
    void peopleJoinAGroupAndLeaveIt(TestIdp idp) {
        var group = group("staff");
        var joined = act(ada, Map.of("action", "addToGroup", "groupId", group, "userIds", ids(kim)));
        became(joined, List.of(kim), List.of(), Map.of());
        var both = act(ada, Map.of("action", "addToGroup", "groupId", group, "userIds", ids(kim, lee)));
        became(both, List.of(lee), List.of(kim), Map.of());
        assertEquals(2, idp.database().number("select count(*) from group_members"));
        assertEquals(2, entries(idp, "USER_GROUPS_UPDATED"));
        var left = act(ada, Map.of("action", "removeFromGroup", "groupId", group, "userIds", ids(kim, ada)));
        became(left, List.of(kim), List.of(ada), Map.of());
        assertEquals(1, idp.database().number("select count(*) from group_members"));
        act(ada, Map.of("action", "addToGroup", "groupId", "gone", "userIds", ids(kim)))
                .refused(404, "not_found");
    }

    @Test
    void anAdministratorIsDisabledAndDeletedWhileThereAreOthers(TestIdp idp) {
        var zoe = Planted.administrator(idp, "zoe", "Zoe", "Admin");
        became(act(ada, "disable", zoe), List.of(zoe), List.of(), Map.of());
        became(act(ada, "delete", zoe), List.of(zoe), List.of(), Map.of());
    }

    /// Nobody takes their own account away, so it takes two at once.
    @Test
    void administratorsWhoDisableEachOtherAtOnceLeaveOne(TestIdp idp) {
        var zoe = Planted.administrator(idp, "zoe", "Zoe", "Admin");
        var pair = List.of(ada, zoe);
        idp.database().execute("update users set disabled = true where username = 'root'");
        for (int round = 0; round < 10; round++) {
            var answers = Together.run(2, i -> act(pair.get(i), "disable", pair.get(1 - i), kim, lee));
            for (var answer : answers) {
                assertTrue(answer.status() == 200 || answer.status() == 403, answer.toString());
            }
            assertEquals(
                    1, idp.database().number("select count(*) from users where is_admin = true and disabled = false"));
            idp.database().execute("update users set disabled = false, disabled_at = null where username <> 'root'");
        }
    }

    @Test
    void twoWhoNameTheSamePeopleInAnotherOrderDoNotWaitForEachOther(TestIdp idp) {
        var zoe = Planted.administrator(idp, "zoe", "Zoe", "Admin");
        var group = group("staff");
        for (int round = 0; round < 10; round++) {
            Together.run(
                            4,
                            i -> act(
                                    i % 2 == 0 ? ada : zoe,
                                    Map.of(
                                            "action",
                                            i < 2 ? "addToGroup" : "removeFromGroup",
                                            "groupId",
                                            group,
                                            "userIds",
                                            i % 2 == 0 ? ids(kim, lee) : ids(lee, kim))))
                    .forEach(answer -> answer.expect(200));
        }
    }

    @Test
    void onlyAdministratorsAct() {
        act(kim, "enable", lee).refused(403, "forbidden");
    }

    @Test
    void aKeyWithScopesLeavesAdministratorsAlone(TestIdp idp) {
        var program = idp.backchannel().apiKey(idp.admin().makesApiKey(Map.of("scopes", List.of("users:write"))));
        var answer = program.send("POST", BULK, Map.of("action", "disable", "userIds", ids(ada, kim)));
        became(answer, List.of(kim), List.of(), Map.of(ada.id(), "api_key_scope_missing"));
    }

    @Test
    void loginCodesAreMailedToWhomTheyCanBe(TestIdp idp) {
        try (var mails = MailServer.plain()) {
            idp.mailsThrough(mails, Map.of("emailOneTimeAccessAsAdminEnabled", "true"));
            idp.database().execute("update users set email = null, email_folded = null where username = 'lee'");
            var zoe = Planted.person(idp, "zoe", "Zoe", "Example", "en");
            idp.database().execute("update users set disabled = true where username = 'zoe'");
            var answer = act(ada, Map.of("action", "mailLoginCode", "ttl", "1h", "userIds", ids(kim, lee, zoe)));
            became(answer, List.of(kim), List.of(), Map.of(lee.id(), "user_email_not_set", zoe.id(), "user_disabled"));
            var mail = mails.next();
            assertTrue(mail.to().contains("kim@example.com"), mail.to());
            assertTrue(mail.html().contains("1 hour"), mail.html());
            var code = mail.links().getFirst().replaceAll(".*/lc/", "");
            idp.browser().fetch("POST", "/api/one-time-access-token/" + code).expect(200);
            assertEquals(1, entries(idp, "LOGIN_CODE_MAILED"));
        }
    }

    @Test
    void withoutAMailServerNoLoginCodesAreMailed(TestIdp idp) {
        idp.settings(Map.of("emailOneTimeAccessAsAdminEnabled", "true"));
        act(ada, Map.of("action", "mailLoginCode", "userIds", ids(kim))).refused(409, "mail_not_configured");
        assertEquals(0, entries(idp, "LOGIN_CODE_MAILED"));
    }

    @Test
    void aHundredIsTheMost(TestIdp idp) {
        var many = Stream.concat(
                        Stream.of(kim.id()),
                        IntStream.range(0, 99).mapToObj(i -> UUID.randomUUID().toString()))
                .toList();
        var answer = act(ada, Map.of("action", "disable", "userIds", many)).expect(200);
        assertEquals(99, answer.json().path("refused").size());
        var more = Stream.concat(many.stream(), Stream.of(lee.id())).toList();
        act(ada, Map.of("action", "disable", "userIds", more)).refused(400, "validation_failed");
        assertEquals(1, entries(idp, "USER_UPDATED"));
    }

    private String group(String name) {
        return ada.browser()
                .fetch("POST", "/api/user-groups", Map.of("name", name, "friendlyName", "The " + name))
                .expect(201)
                .member("id");
    }

    private static List<String> ids(Planted... people) {
        return Stream.of(people).map(Planted::id).toList();
    }

    private static Answer act(Planted caller, String action, Planted... people) {
        return act(caller, Map.of("action", action, "userIds", ids(people)));
    }

    private static Answer act(Planted caller, Map<String, Object> body) {
        return caller.browser().fetch("POST", BULK, body);
    }

    private static long entries(TestIdp idp, String event) {
        return idp.database().number("select count(*) from audit_log where event = '" + event + "'");
    }

    /// @param refused codes by id
    private static void became(
            Answer answer, List<Planted> changed, List<Planted> unchanged, Map<String, String> refused) {
        var json = answer.expect(200).json();
        assertEquals(
                changed.stream().map(Planted::id).toList(),
                json.path("changed").valueStream().map(id -> id.stringValue()).toList());
        assertEquals(
                unchanged.stream().map(Planted::id).toList(),
                json.path("unchanged").valueStream().map(id -> id.stringValue()).toList());
        var codes = new HashMap<String, String>();
        json.path("refused")
                .forEach(no ->
                        codes.put(no.path("id").stringValue(), no.path("code").stringValue()));
        assertEquals(refused, codes, answer.toString());
    }
}
