package dev.latchkey.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.platform.http.Json;
import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.Backchannel;
import dev.latchkey.testkit.Browser;
import dev.latchkey.testkit.Form;
import dev.latchkey.testkit.MailServer;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Login codes that come by mail.
@OnBothDatabases
class MailedCodeTest {
    private static final String ASK = "/api/one-time-access-email";
    private static final String EXCHANGE = "/api/one-time-access-token/";

    private final MailServer mails = MailServer.plain();

    @BeforeEach
    void switchOn(TestIdp idp) {
        idp.mailsThrough(
                mails,
                Map.of(
                        "appName",
                        "Example ID",
                        "emailOneTimeAccessAsUnauthenticatedEnabled",
                        "true",
                        "emailOneTimeAccessAsAdminEnabled",
                        "true"));
    }

    @AfterEach
    void stop() {
        mails.close();
    }

    private static String code(MailServer.Mail mail) {
        return mail.text()
                .lines()
                .filter(line -> line.startsWith("    "))
                .findFirst()
                .orElseThrow()
                .strip();
    }

    @Test
    void whoAsksGetsACodeThatWorksInTheirBrowserOnly(TestIdp idp) {
        var alice = idp.user("alice").create();
        var in = idp.browser();
        in.fetch("POST", ASK, Map.of("email", alice.username() + "@example.com", "redirectPath", "/settings/apps?x=1"))
                .expect(204);
        var mail = mails.next();
        var code = code(mail);
        assertEquals("Login Code", mail.subject());
        assertEquals("Example ID <id@example.com>", mail.from());
        assertTrue(mail.to().endsWith(" Example <" + alice.username() + "@example.com>"), mail.to());
        assertEquals(
                List.of(idp.issuer() + "/lc/" + code + "?redirect=%2Fsettings%2Fapps%3Fx%3D1", idp.issuer() + "/lc"),
                mail.links());
        assertTrue(mail.html().contains(code) && mail.html().contains("15 minutes"), mail.html());
        var other = idp.browser();
        other.fetch("POST", EXCHANGE + code).refused(401, "device_code_invalid");
        assertTrue(other.get("/lc/" + code).expect(401).text().contains("asked for"));
        assertTrue(other.submit("/login/alternative/code", Form.of("code", code, "redirect", ""))
                .expect(401)
                .text()
                .contains("asked for"));
        assertEquals(alice.id(), in.fetch("POST", EXCHANGE + code).expect(200).member("id"));
        in.fetch("POST", EXCHANGE + code).refused(401, "token_invalid_or_expired");
    }

    @Test
    void thePageAsksAndItsCodeSignsIn(TestIdp idp) {
        var alice = idp.user("alice").create();
        var in = idp.browser();
        assertTrue(in.get("/login/alternative").expect(200).text().contains("href=\"/login/alternative/email\""));
        var page =
                in.get("/login/alternative/email?redirect=%2Fsettings%2Fapps").expect(200);
        assertTrue(page.text().contains("value=\"/settings/apps\""), page.text());
        var sent = in.submit(
                        "/login/alternative/email",
                        Form.of("email", alice.username() + "@EXAMPLE.com", "redirect", "/settings/apps"))
                .expect(200);
        assertTrue(sent.text().contains("/login/alternative/code?redirect=%2Fsettings%2Fapps"), sent.text());
        var code = code(mails.next());
        assertTrue(in.get("/lc/" + code).expect(200).text().contains("Sign in as"));
        in.submit("/login/alternative/code", Form.of("code", code, "redirect", "/settings/apps"))
                .expect(303);
        in.submit("/login/alternative/email", Form.of("email", "nonsense")).expect(400);
    }

    @Test
    void whatCannotBeAnAddressCostsNoWork(TestIdp idp) {
        var marks = "e" + "\u0315\u0316".repeat(40_000) + "@example.com";
        var in = idp.browser();
        assertTimeout(
                Duration.ofSeconds(15),
                () -> in.submit("/login/alternative/email", Form.of("email", marks))
                        .expect(400));
        assertTimeout(
                Duration.ofSeconds(15),
                () -> in.fetch("POST", ASK, Map.of("email", marks)).expect(400));
    }

    @Test
    void nobodyLearnsWhetherAnAddressHasAnAccount(TestIdp idp) {
        var alice = idp.user("alice").create();
        var known = idp.browser();
        var unknown = idp.browser();
        var yes = known.fetch("POST", ASK, Map.of("email", alice.username() + "@example.com"))
                .expect(204);
        var no = unknown.fetch("POST", ASK, Map.of("email", "stranger@example.com"))
                .expect(204);
        assertEquals(
                shape(yes.header("Set-Cookie").orElseThrow()),
                shape(no.header("Set-Cookie").orElseThrow()));
        assertNotEquals(device(known), device(unknown));
        assertEquals(alice.username() + "@example.com", mails.next().to().replaceAll(".*<|>", ""));
        mails.nothingComes();
    }

    private static String shape(String cookie) {
        return cookie.replaceAll("=[\\w-]{22};", "=…;");
    }

    private static String device(Browser in) {
        return in.cookies().value("__Host-device_token").orElseThrow();
    }

    @Test
    void aDisabledPersonGetsNone(TestIdp idp) {
        var alice = idp.user("alice").create();
        idp.disable(alice);
        idp.browser()
                .fetch("POST", ASK, Map.of("email", alice.username() + "@example.com"))
                .expect(204);
        mails.nothingComes();
    }

    @Test
    void nobodysMailboxIsFlooded(TestIdp idp) {
        var alice = idp.user("alice").create();
        for (int i = 0; i < 8; i++) {
            idp.browser()
                    .fetch("POST", ASK, Map.of("email", alice.username() + "@example.com"))
                    .expect(204);
        }
        for (int i = 0; i < 5; i++) {
            mails.next();
        }
        mails.nothingComes();
        var one = idp.browser();
        for (int i = 0; i < 5; i++) {
            one.fetch("POST", ASK, Map.of("email", "stranger@example.com")).expect(204);
        }
        one.fetch("POST", ASK, Map.of("email", "stranger@example.com")).refused(429, "rate_limited");
    }

    @Test
    void whatIsSwitchedOffIsRefused(TestIdp idp) {
        var alice = idp.user("alice").create();
        idp.settings(Map.of(
                "emailOneTimeAccessAsUnauthenticatedEnabled", "false", "emailOneTimeAccessAsAdminEnabled", "false"));
        var in = idp.browser();
        in.fetch("POST", ASK, Map.of("email", "nope")).refused(400, "validation_failed");
        in.fetch("POST", ASK, Map.of("email", "a@example.com")).refused(403, "one_time_access_disabled");
        assertFalse(in.get("/login/alternative").expect(200).text().contains("/login/alternative/email"));
        assertEquals(
                "/login/alternative",
                in.get("/login/alternative/email").expect(303).location().toString());
        in.submit("/login/alternative/email", Form.of("email", "a@example.com")).expect(303);
        idp.admin()
                .calls("POST", "/api/users/" + alice.id() + "/one-time-access-email", Map.of())
                .refused(403, "one_time_access_disabled");
        idp.settings(Map.of("emailOneTimeAccessAsAdminEnabled", "true", "smtpHost", ""));
        idp.admin()
                .calls("POST", "/api/users/" + alice.id() + "/one-time-access-email", Map.of())
                .refused(409, "mail_not_configured");
        idp.admin()
                .calls("PUT", "/api/users/" + alice.id() + "/one-time-access-email")
                .refused(409, "mail_not_configured");
    }

    @Test
    void whoHasNoAddressIsMailedNothing(TestIdp idp) {
        var alice = idp.user("alice").create();
        idp.database().execute("update users set email = null, email_folded = null where id = '" + alice.id() + "'");
        var path = "/api/users/" + alice.id() + "/one-time-access-email";
        idp.admin().calls("POST", path, Map.of()).refused(409, "user_email_not_set");
        idp.admin().calls("PUT", path).refused(409, "user_email_not_set");
    }

    @Test
    void anAdministratorSendsACodeThatWorksAnywhere(TestIdp idp) {
        var alice = idp.user("alice").create();
        var path = "/api/users/" + alice.id() + "/one-time-access-email";
        idp.admin().calls("POST", path, Map.of("ttl", "25h")).expect(204);
        var mail = mails.next();
        assertTrue(mail.text().contains("1 day and 1 hour"), mail.text());
        var code = code(mail);
        assertEquals(12, code.length());
        assertEquals(
                alice.id(),
                idp.browser().fetch("POST", EXCHANGE + code).expect(200).member("id"));
        assertEquals(
                1,
                idp.database()
                        .number("select count(*) from audit_log where event = 'LOGIN_CODE_MAILED' and user_id = '"
                                + alice.id() + "'"));
    }

    @Test
    void whoIsAddedIsMailedACodeIfThatIsWanted(TestIdp idp) {
        var added = idp.admin().calls("POST", "/api/users", newcomer("wanda", Map.of("mailLoginCode", true)));
        var mail = mails.next();
        assertTrue(mail.text().contains("7 days"), mail.text());
        assertEquals(
                added.expect(201).member("id"),
                idp.browser().fetch("POST", EXCHANGE + code(mail)).expect(200).member("id"));
        idp.admin().calls("POST", "/api/users", newcomer("walter", Map.of())).expect(201);
        mails.nothingComes();
        assertEquals(
                1,
                idp.database()
                        .number("select count(*) from audit_log where event = 'LOGIN_CODE_MAILED' and user_id = '"
                                + added.member("id") + "'"));
    }

    private static Map<String, Object> newcomer(String username, Map<String, Object> more) {
        var person = new HashMap<String, Object>(Map.of("username", username, "email", username + "@example.com"));
        person.putAll(more);
        return person;
    }

    @Test
    void aWishForAMailThatCannotBeMetAddsNobody(TestIdp idp) {
        var wish = Map.<String, Object>of("mailLoginCode", true);
        var disabled = Map.<String, Object>of("mailLoginCode", true, "disabled", true);
        idp.settings(Map.of("requireUserEmail", "false"));
        add(idp, newcomer("xena", disabled)).refused(400, "validation_failed");
        add(idp, Map.of("username", "xena", "mailLoginCode", true)).refused(409, "user_email_not_set");
        add(idp, Map.of("username", "xena", "mailLoginCode", "yes")).refused(400, "invalid_request_body");
        idp.settings(Map.of("emailOneTimeAccessAsAdminEnabled", "false"));
        add(idp, newcomer("xena", wish)).refused(403, "one_time_access_disabled");
        idp.settings(Map.of("emailOneTimeAccessAsAdminEnabled", "true", "smtpHost", ""));
        add(idp, newcomer("xena", wish)).refused(409, "mail_not_configured");
        assertEquals(0, idp.database().number("select count(*) from users where username = 'xena'"));
        idp.settings(Map.of("requireUserEmail", "true"));
        mails.nothingComes();
    }

    private static Answer add(TestIdp idp, Map<String, Object> person) {
        return idp.admin().calls("POST", "/api/users", person);
    }

    @Test
    void whomAProgramAddsIsMailedACodeIfItsKeySaysSo(TestIdp idp) {
        var scopes = List.of("users:read", "users:write");
        var mailing = program(idp, Map.of("scopes", scopes, "mailLoginCode", true));
        create(mailing, newcomer("yara", Map.of()));
        assertTrue(mails.next().to().endsWith("<yara@example.com>"));
        create(mailing, newcomer("yves", Map.of("mailLoginCode", false)));
        create(mailing, newcomer("yuri", Map.of("disabled", true)));
        create(program(idp, Map.of("scopes", scopes)), newcomer("yoko", Map.of()));
        idp.settings(Map.of("emailOneTimeAccessAsAdminEnabled", "false"));
        create(mailing, newcomer("ynez", Map.of()));
        idp.settings(Map.of("emailOneTimeAccessAsAdminEnabled", "true", "smtpHost", ""));
        create(mailing, newcomer("york", Map.of()));
        mails.nothingComes();
    }

    private static Backchannel program(TestIdp idp, Map<String, Object> key) {
        return idp.backchannel()
                .header("X-API-Key", idp.admin().makesApiKey(key))
                .header("Content-Type", "application/json");
    }

    private static void create(Backchannel program, Map<String, Object> person) {
        program.send("POST", "/api/users", Json.text(person).getBytes(StandardCharsets.UTF_8))
                .expect(201);
    }

    @Test
    void anExpiredCodeIsNotMailedAnyMore(TestIdp idp) {
        var alice = idp.user("alice").create();
        mails.close();
        idp.admin()
                .calls("POST", "/api/users/" + alice.id() + "/one-time-access-email", Map.of())
                .expect(204);
        idp.clock().advance(Duration.ofMinutes(20));
        try (var later = MailServer.plain()) {
            idp.mailsThrough(later, Map.of());
            idp.admin().calls("POST", "/api/mail/retry").expect(200);
            later.nothingComes();
        }
    }
}
