package dev.latchkey.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.platform.db.Dialect;
import dev.latchkey.recordings.Planted;
import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.MailServer;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.Together;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// People from a file.
@OnBothDatabases(fresh = true)
class PeopleImportTest {
    private static final String IMPORT = "/api/users/import";
    private static final String CHECK = "/api/users/import/check";

    private Planted ada;

    @BeforeEach
    void administrator(TestIdp idp) {
        idp.admin();
        ada = Planted.administrator(idp, "ada", "Ada", "Admin");
    }

    @Test
    void everybodyIsAddedWithWhatTheFileSays(TestIdp idp) {
        group("staff");
        group("board");
        var file = """
                Username;email;firstName;lastName;userGroups;emailVerified;disabled;locale
                zoe;zoe@example.com;Zoë;Müller;"staff, board";TRUE;;de
                max;max@example.com;Max;;;;true;
                """;
        assertEquals(
                2,
                send(IMPORT, "\uFEFF" + file).expect(200).json().path("people").intValue());
        var zoe = find("zoe");
        assertEquals("Zoë Müller", zoe.path("displayName").stringValue());
        assertTrue(zoe.path("emailVerified").booleanValue());
        assertFalse(zoe.path("disabled").booleanValue());
        assertFalse(zoe.path("isAdmin").booleanValue());
        assertEquals("de", zoe.path("locale").stringValue());
        assertEquals(2, zoe.path("userGroups").size());
        assertTrue(find("max").path("disabled").booleanValue());
        assertEquals(2, entries(idp, "USER_CREATED"));
        assertEquals(1, entries(idp, "USERS_IMPORTED"));
        assertEquals(
                1,
                idp.database()
                        .number("select count(*) from audit_log where event = 'USER_CREATED' and actor_id = '"
                                + ada.id() + "' and data like '%\"groups.added\":%\"username.after\":\"zoe\"%'"));
    }

    @Test
    void whatWasExportedIsTakenBack(TestIdp idp) {
        group("staff");
        send(IMPORT, """
                username,email,firstName,lastName,displayName,userGroups,isAdmin
                zoe,zoe@example.com,=Zoe,"Says ""hi"", twice",Zoe,staff,false
                """).expect(200);
        var exported =
                ada.browser().fetch("GET", "/api/users/export").expect(200).text();
        var lines = exported.lines().toList();
        var wanted = lines.getFirst() + "\n"
                + lines.stream()
                        .filter(line -> line.contains("zoe"))
                        .findFirst()
                        .orElseThrow();
        var id = find("zoe").path("id").stringValue();
        ada.browser().fetch("DELETE", "/api/users/" + id).expect(204);
        send(IMPORT, wanted).expect(200);
        assertEquals(id, find("zoe").path("id").stringValue());
        assertEquals(
                exported,
                ada.browser().fetch("GET", "/api/users/export").expect(200).text());
        send(IMPORT, exported).refused(400, "import_has_mistakes");
    }

    @Test
    void aCheckListsEveryMistakeAndChangesNothing(TestIdp idp) {
        group("staff");
        var people = idp.database().number("select count(*) from users");
        var report = send(CHECK, """
                username,email,isAdmin,userGroups,id
                ok,ok@example.com,,staff,
                has space,nobody,perhaps,strangers,
                ADA,Ada@example.com,,,x
                OK,OK@EXAMPLE.com,true,,
                a,b@example.com,,,,too many
                nomail,,,,00000000-0000-0000-0000-000000000000
                """).expect(200).json();
        var mistakes = report.path("mistakes")
                .valueStream()
                .map(one ->
                        one.path("line").intValue() + " " + one.path("column").stringValue() + " "
                                + one.path("code").stringValue())
                .toList();
        assertEquals(
                List.of(
                        "3 username invalid_format",
                        "3 email invalid_format",
                        "3 isAdmin flag",
                        "3 userGroups unknown_group",
                        "4 id uuid",
                        "4 username already_in_use",
                        "4 email already_in_use",
                        "5 username same_as_line",
                        "5 email same_as_line",
                        "6  too_many_cells",
                        "7 id uuid",
                        "7 email required"),
                mistakes);
        assertEquals(12, report.path("mistakeCount").intValue());
        assertEquals(1, report.path("administrators").intValue());
        assertEquals(people, idp.database().number("select count(*) from users"));
        assertEquals(0, entries(idp, "USERS_IMPORTED"));
    }

    @Test
    void oneMistakeKeepsEverybodyOut(TestIdp idp) {
        var people = idp.database().number("select count(*) from users");
        send(IMPORT, "username,email\nzoe,zoe@example.com\nmax,nothing\n").refused(400, "import_has_mistakes");
        assertEquals(people, idp.database().number("select count(*) from users"));
    }

    @Test
    void nobodyBecomesAnAdministratorUnlessItIsSaid(TestIdp idp) {
        var file = "username,email,isAdmin\nzoe,zoe@example.com,true\n";
        var refused = send(IMPORT, file).refused(400, "import_has_mistakes");
        assertTrue(refused.member("error").contains("administrator"), refused.toString());
        send(IMPORT + "?administrators=perhaps", file).refused(400, "validation_failed");
        var scoped = idp.admin().makesApiKey(Map.of("scopes", List.of("users:write")));
        idp.backchannel()
                .apiKey(scoped)
                .header("Content-Type", "multipart/form-data; boundary=edge")
                .send("POST", IMPORT + "?administrators=true", new byte[0])
                .refused(403, "api_key_scope_missing");
        send(IMPORT + "?administrators=true", file).expect(200);
        assertTrue(find("zoe").path("isAdmin").booleanValue());
    }

    @Test
    void aFileWithoutSenseIsRefusedAsAWhole() {
        only("1  empty_file", "username,email\n");
        only("1 shoe size unknown_column", "username,shoe size\nzoe,42\n");
        only("1 username missing_column", "email\nzoe@example.com\n");
        only("1 USERNAME duplicate_column", "username,USERNAME\nzoe,zoe\n");
        only("2  unclosed_quote", "username,email\n\"zoe,zoe@example.com\n");
        var many = IntStream.range(0, 10_001).mapToObj(i -> "p" + i).collect(Collectors.joining("\n"));
        only("10002  too_many_rows", "username\n" + many);
        send(CHECK, "x".repeat(5 * 1024 * 1024)).refused(413, "file_too_large");
        send(IMPORT, "x".repeat(5 * 1024 * 1024)).refused(413, "file_too_large");
        send(IMPORT + "?administrators=%ff", "username\nzoe\n").refused(400, "invalid_encoding");
    }

    @Test
    void thousandsComeInAtOnce(TestIdp idp) {
        var file = new StringBuilder("username,email,userGroups\n");
        group("staff");
        for (int i = 0; i < 2500; i++) {
            file.append("p%1$s,p%1$s@example.com,staff\n".formatted(i));
        }
        send(IMPORT, file.toString()).expect(200);
        assertEquals(2500, idp.database().number("select count(*) from group_members"));
        assertEquals(2502, idp.database().number("select count(*) from users"));
    }

    @Test
    void twoWhoImportTheSameFileAtOnceAddItOnce(TestIdp idp) {
        var answers = Together.run(2, _ -> send(IMPORT, "username,email\nzoe,zoe@example.com\nmax,max@example.com\n"));
        var statuses = answers.stream().map(Answer::status).sorted().toList();
        assertEquals(200, statuses.getFirst(), statuses.toString());
        assertTrue(statuses.getLast() == 400 || statuses.getLast() == 409, statuses.toString());
        assertEquals(4, idp.database().number("select count(*) from users"));
    }

    @Test
    void newPeopleAreMailedALoginCodeIfThatIsWanted(TestIdp idp) {
        var file = "username,email,disabled\nzoe,zoe@example.com,\nmax,max@example.com,true\n";
        send(IMPORT + "?mailLoginCode=true", file).refused(403, "one_time_access_disabled");
        try (var mails = MailServer.plain()) {
            idp.mailsThrough(mails, Map.of("emailOneTimeAccessAsAdminEnabled", "true"));
            var answer = send(IMPORT + "?mailLoginCode=true", file).expect(200);
            assertEquals(1, answer.json().path("mailed").intValue());
            var mail = mails.next();
            assertTrue(mail.to().contains("zoe@example.com"), mail.to());
            assertTrue(mail.html().contains("7 days"), mail.html());
        }
    }

    @Test
    void whoIsInNoGroupGetsTheUsualOnes(TestIdp idp) {
        var usual = group("usual");
        idp.settings(Map.of("signupDefaultUserGroupIDs", "[\"" + usual + "\"]"));
        group("staff");
        send(IMPORT, "username,email,userGroups\nzoe,zoe@example.com,\nmax,max@example.com,staff\n")
                .expect(200);
        assertEquals(
                "usual", find("zoe").path("userGroups").path(0).path("name").stringValue());
        assertEquals(1, find("max").path("userGroups").size());
        assertEquals(
                "staff", find("max").path("userGroups").path(0).path("name").stringValue());
    }

    @Test
    void onlyAdministratorsImport(TestIdp idp) {
        var kim = Planted.person(idp, "kim", "Kim", "Example", "en");
        for (var path : List.of(IMPORT, CHECK)) {
            kim.browser()
                    .upload("POST", path, "people.csv", "username\nzoe".getBytes(StandardCharsets.UTF_8))
                    .refused(403, "forbidden");
        }
    }

    private void only(String mistake, String file) {
        var mistakes = send(CHECK, file).expect(200).json().path("mistakes");
        assertEquals(1, mistakes.size(), mistakes.toString());
        var one = mistakes.path(0);
        assertEquals(
                mistake,
                one.path("line").intValue() + " " + one.path("column").stringValue() + " "
                        + one.path("code").stringValue());
    }

    private String group(String name) {
        return ada.browser()
                .fetch("POST", "/api/user-groups", Map.of("name", name, "friendlyName", "The " + name))
                .expect(201)
                .member("id");
    }

    private Answer send(String path, String file) {
        return ada.browser().upload("POST", path, "people.csv", file.getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode find(String username) {
        var found = ada.browser().fetch("GET", "/api/users?search=" + username).expect(200);
        return found.json().path("data").path(0);
    }

    private static long entries(TestIdp idp, String event) {
        return idp.database().number("select count(*) from audit_log where event = '" + event + "'");
    }

    @Test
    void nobodyIsAddedWhoseLoginCodeCannotBeMailed(TestIdp idp) {
        idp.settings(Map.of("emailOneTimeAccessAsAdminEnabled", "true"));
        send(IMPORT + "?mailLoginCode=true", "username,email\nzoe,zoe@example.com\n")
                .refused(409, "mail_not_configured");
        assertEquals(0, idp.database().number("select count(*) from users where username = 'zoe'"));
    }

    /// Somebody else's change that is not finished yet hides the name from whoever looks for it.
    @Test
    void aNameThatIsTakenAtTheSameMomentKeepsEverybodyOut(TestIdp idp) throws Exception {
        assumeTrue(idp.engine() == Dialect.POSTGRESQL, "in SQLite one change waits for the end of the other");
        try (var other = DriverManager.getConnection(idp.database().jdbc());
                var statement = other.createStatement();
                var importing = Executors.newVirtualThreadPerTaskExecutor()) {
            other.setAutoCommit(false);
            statement.execute("update users set username_folded = 'zoe' where username = 'root'");
            var answer =
                    importing.submit(() -> send(IMPORT, "username,email\nmax,max@example.com\nzoe,zoe@example.com\n"));
            while (!answer.isDone() && waiting(idp) == 0) {
                Thread.sleep(10);
            }
            other.commit();
            answer.get().refused(409, "already_in_use");
        }
        assertEquals(0, idp.database().number("select count(*) from users where username in ('max', 'zoe')"));
    }

    private static long waiting(TestIdp idp) {
        return idp.database().number("""
                select count(*) from pg_stat_activity
                 where datname = current_database() and wait_event_type = 'Lock'
                """);
    }
}
