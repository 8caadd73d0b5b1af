package dev.latchkey.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.platform.db.Dialect;
import dev.latchkey.recordings.Planted;
import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Person;
import dev.latchkey.testkit.TestDatabase;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.Together;
import dev.latchkey.testkit.authenticator.SoftwareAuthenticator;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnBothDatabases(fresh = true)
class SettingsTest {
    private Planted ada;
    private Planted kim;

    @BeforeEach
    void people(TestIdp idp) {
        ada = Planted.administrator(idp, "ada", "Ada", "Admin");
        kim = Planted.person(idp, "kim", "Kim", "Example", "en");
    }

    @Test
    void theNameIsOnEveryPageAtOnce(TestIdp idp) {
        change("appName", "Hearth & Home").expect(200);
        assertTrue(idp.browser().get("/setup").text().contains("Hearth &amp; Home")
                || idp.browser().open("/login").text().contains("Hearth &amp; Home"));
        assertTrue(ada.browser().get("/settings/account").text().contains("Hearth"));
        assertEquals("Hearth & Home", publicly(idp, "appName"));
    }

    @Test
    void sessionsThatBeginAfterwardsLastAsLongAsItSays(TestIdp idp) {
        change("sessionDuration", "7").expect(200);
        var code = ada.browser()
                .fetch("POST", "/api/users/" + kim.id() + "/one-time-access-token", Map.of())
                .expect(201)
                .member("token");
        var cookie = idp.browser()
                .fetch("POST", "/api/one-time-access-token/" + code)
                .expect(200)
                .header("Set-Cookie")
                .orElseThrow();
        assertTrue(cookie.contains("Max-Age=420"), cookie);
        for (var bad : List.of("0", "-5", "525601", "9999999999999999999")) {
            change("sessionDuration", bad).refused(400, "validation_failed");
        }
        change("sessionDuration", "+7").expect(200);
    }

    @Test
    void theHomePageIsAPathHereThatDoesNotLeadInACircle() {
        change("homePageUrl", "/settings/apps").expect(200);
        assertEquals("/settings/apps", kim.browser().get("/settings").location().getPath());
        for (var bad : List.of("/settings", "/", "https://evil.example", "//evil.example", "settings", "/\\evil")) {
            change("homePageUrl", bad).refused(400, "validation_failed");
        }
        change("homePageUrl", "/settings/admin/users").expect(200);
        var page = kim.browser().open("/settings");
        assertEquals("/settings/account", page.expect(200).address().getPath());
    }

    @Test
    void whoMayNotEditTheirAccountChangesTheirLanguageOnly() {
        change("allowOwnAccountEdit", "false").expect(200);
        var answer = kim.browser()
                .fetch(
                        "PUT",
                        "/api/users/me",
                        Map.of("username", "kim", "firstName", "Queen", "email", "q@example.com", "locale", "de"))
                .expect(200);
        assertEquals("Kim", answer.member("firstName"));
        assertEquals("kim@example.com", answer.member("email"));
        assertEquals("de", answer.member("locale"));
    }

    @Test
    void aChangedAddressIsAsVerifiedAsTheSettingSays() {
        change("emailsVerified", "true").expect(200);
        var own = Map.of("username", "kim", "firstName", "Kim", "email", "kim@example.net");
        var changed = kim.browser().fetch("PUT", "/api/users/me", own).expect(200);
        assertTrue(changed.json().path("emailVerified").booleanValue());
    }

    private static String pageOf(Planted person) {
        return person.browser().get("/settings/account").expect(200).text();
    }

    @Test
    void anAddressIsNeededOnlyIfTheSettingSaysSo() {
        var nobody = Map.of("username", "sam", "firstName", "Sam");
        ada.browser().fetch("POST", "/api/users", nobody).refused(400, "validation_failed");
        assertTrue(pageOf(ada).contains("\"requiresEmail\":true"));
        change("requireUserEmail", "false").expect(200);
        assertTrue(pageOf(ada).contains("\"requiresEmail\":false"));
        var created = ada.browser().fetch("POST", "/api/users", nobody).expect(201);
        assertTrue(created.json().path("email").isNull());
        var own = Map.of("username", "kim", "firstName", "Kim");
        assertTrue(kim.browser()
                .fetch("PUT", "/api/users/me", own)
                .expect(200)
                .json()
                .path("email")
                .isNull());
    }

    @Test
    void newAccountsGetTheGroupsAndClaimsOfTheSettings() {
        var group = ada.browser()
                .fetch("POST", "/api/user-groups", Map.of("name", "family", "friendlyName", "Family"))
                .expect(201)
                .member("id");
        change(Map.of(
                        "signupDefaultUserGroupIDs",
                        "[\"" + group + "\", \"gone\"]",
                        "signupDefaultCustomClaims",
                        "[{\"key\": \"team\", \"value\": \"blue\"}]"))
                .expect(200);
        var sam = ada.browser()
                .fetch("POST", "/api/users", Map.of("username", "sam", "email", "sam@example.com"))
                .expect(201)
                .json();
        assertEquals("family", sam.path("userGroups").path(0).path("name").stringValue());
        assertEquals("blue", sam.path("customClaims").path(0).path("value").stringValue());
        for (var bad : List.of("[{\"key\": \"sub\", \"value\": \"x\"}]", "[{\"key\": \"\", \"value\": \"x\"}]", "{}")) {
            change("signupDefaultCustomClaims", bad).refused(400, "validation_failed");
        }
    }

    @Test
    void whatDoesNotExistYetCannotBeSwitchedOn() {
        var later =
                Arrays.stream(SettingKey.values()).filter(key -> !key.works()).toList();
        for (var key : later) {
            var value = Stream.of("true", "false", "tls", "open", "preferred", "platform", "[\"https://a.example\"]")
                    .filter(candidate -> accepted(key, candidate))
                    .findFirst()
                    .orElse("a@b.example");
            var field = change(key.text(), value)
                    .refused(400, "validation_failed")
                    .json()
                    .path("details")
                    .path("fields")
                    .path(0);
            assertEquals(key.text(), field.path("field").stringValue());
            assertEquals("unsupported", field.path("code").stringValue(), key.text());
        }
    }

    private static boolean accepted(SettingKey key, String candidate) {
        var checks = new dev.latchkey.platform.http.FieldChecks();
        key.rule().check().on(checks.of("it", candidate), candidate);
        try {
            checks.done();
            return !candidate.equals(key.otherwise());
        } catch (dev.latchkey.platform.RefusalException e) {
            return false;
        }
    }

    @Test
    void whoSawOlderSettingsIsRefusedAndNothingChanges(TestIdp idp) {
        var seen = ada.browser().fetch("GET", "/api/application-configuration/all");
        var tag = seen.expect(200).header("ETag").orElseThrow();
        var changed = changeIf(tag, Map.of("appName", "First"));
        var next = changed.expect(200).header("ETag").orElseThrow();
        changeIf(tag, Map.of("appName", "Second")).refused(412, "settings_changed");
        assertEquals("First", publicly(idp, "appName"));
        changeIf(next, Map.of("appName", "Third")).expect(200);
        changeIf("*", Map.of("appName", "Fourth")).expect(200);
        change("appName", "Fifth").expect(200);
        assertEquals("Fifth", publicly(idp, "appName"));
    }

    @Test
    void ofTwoWhoSawTheSameOneWins(TestIdp idp) {
        var tag = ada.browser()
                .fetch("GET", "/api/application-configuration/all")
                .header("ETag")
                .orElseThrow();
        var answers = Together.run(16, i -> changeIf(tag, Map.of("appName", "Number " + i)));
        var won = answers.stream().filter(answer -> answer.status() == 200).toList();
        assertEquals(1, won.size(), answers.toString());
        answers.stream()
                .filter(answer -> answer.status() != 200)
                .forEach(answer -> answer.refused(412, "settings_changed"));
        assertTrue(won.getFirst().text().contains(publicly(idp, "appName")));
        assertEquals(1, idp.database().number("select count(*) from audit_log where event = 'SETTINGS_UPDATED'"));
    }

    @Test
    void aChangeIsAuditedWithWhatWasAndWhatIs(TestIdp idp) {
        change("appName", "Hearth").expect(200);
        change("appName", "Hearth").expect(200);
        assertEquals(1, idp.database().number("select count(*) from audit_log where event = 'SETTINGS_UPDATED'"));
        assertEquals(1, idp.database().number("""
                select count(*) from audit_log where event = 'SETTINGS_UPDATED' and actor_id = '%s'
                   and data = '{"appName.after":"Hearth","appName.before":"Latchkey"}'
                """.formatted(ada.id())));
        change("appName", "").refused(400, "validation_failed");
        assertEquals(1, idp.database().number("select count(*) from audit_log where event = 'SETTINGS_UPDATED'"));
    }

    @Test
    void otherReplicasKnowWithinASecond(TestIdp idp) throws Exception {
        assumeTrue(idp.engine() == Dialect.POSTGRESQL, "a SQLite file has one server");
        var same = new TestDatabase(
                idp.engine(), idp.database().address(), Files.createTempDirectory("latchkey-test"), () -> {});
        try (var other = TestIdp.on(same)) {
            assertEquals("Latchkey", publicly(other, "appName"));
            change("appName", "Everywhere").expect(200);
            for (int i = 0; i < 30 && !publicly(other, "appName").equals("Everywhere"); i++) {
                Thread.sleep(100);
            }
            assertEquals("Everywhere", publicly(other, "appName"));
            idp.database().execute("alter table settings_version rename to settings_version_away");
            for (int i = 0; i < 30 && !other.log().contains("settings_not_read"); i++) {
                Thread.sleep(100);
            }
            idp.database().execute("alter table settings_version_away rename to settings_version");
            change("appName", "Again").expect(200);
            for (int i = 0; i < 30 && !publicly(other, "appName").equals("Again"); i++) {
                Thread.sleep(100);
            }
            assertEquals("Again", publicly(other, "appName"));
        }
    }

    @Test
    void passkeysAreMadeAsTheSettingsSay(TestIdp idp) {
        var path = "/api/webauthn/register/start";
        var usual = ada.browser().fetch("GET", path).expect(200).json().path("authenticatorSelection");
        assertFalse(usual.has("authenticatorAttachment"));
        change(Map.of("webauthnAuthenticatorAttachment", "cross-platform", "webauthnAllowSyncedPasskeys", "false"))
                .expect(200);
        var asked = ada.browser().fetch("GET", path).expect(200).json().path("authenticatorSelection");
        assertEquals("cross-platform", asked.path("authenticatorAttachment").stringValue());
        var synced = SoftwareAuthenticator.at(idp.issuer()).synced();
        Person.addsPasskey(ada.browser(), synced).refused(400, "synced_passkey_not_allowed");
        assertEquals(0, idp.database().number("select count(*) from passkeys"));
        Person.addsPasskey(ada.browser(), SoftwareAuthenticator.at(idp.issuer()))
                .expect(200);
        change("webauthnAllowSyncedPasskeys", "true").expect(200);
        Person.addsPasskey(ada.browser(), synced).expect(200);
    }

    @Test
    void aMaskSentBackKeepsTheSecret(TestIdp idp) {
        var mail = Map.of("smtpHost", "mail.example.com", "smtpPort", "25", "smtpFrom", "id@example.com");
        var secret = new HashMap<>(mail);
        secret.put("smtpPassword", "correct horse battery");
        var answer = change(secret).expect(200);
        assertFalse(answer.text().contains("battery"));
        assertTrue(answer.text().contains("\"XXXXXXXXXX\""));
        var sealed = "select length(value) from settings where setting = 'smtpPassword'";
        assertTrue(idp.database().number(sealed) > 0);
        long written = idp.database().number(sealed);
        secret.put("smtpPassword", "XXXXXXXXXX");
        change(secret).expect(200);
        assertEquals(written, idp.database().number(sealed), "a mask is shorter than the password");
        assertEquals(0, idp.database().number("select count(*) from audit_log where data like '%battery%'"));
        secret.put("smtpPassword", "");
        change(secret).expect(200);
        assertEquals(0, idp.database().number(sealed));
    }

    @Test
    void aStoredPasswordGoesToNoOtherServer() {
        var mail = new HashMap<>(Map.of("smtpHost", "mail.example.com", "smtpPort", "25", "smtpTls", "starttls"));
        mail.put("smtpFrom", "id@example.com");
        mail.put("smtpUser", "id");
        mail.put("smtpPassword", "correct horse battery");
        change(mail).expect(200);
        mail.put("smtpPassword", "XXXXXXXXXX");
        for (var elsewhere : List.of(
                Map.of("smtpHost", "mail.evil.example"),
                Map.of("smtpPort", "2525"),
                Map.of("smtpTls", "none"),
                Map.of("smtpSkipCertVerify", "true"))) {
            var wanted = new HashMap<>(mail);
            wanted.putAll(elsewhere);
            var refused = change(wanted).refused(400, "validation_failed");
            assertTrue(refused.text().contains("smtpPassword"), refused.text());
            wanted.put("smtpPassword", "correct horse battery");
            change(wanted).expect(200);
            mail.put("smtpPassword", "correct horse battery");
            change(mail).expect(200);
            mail.put("smtpPassword", "XXXXXXXXXX");
        }
        mail.put("smtpFrom", "login@example.com");
        change(mail).expect(200);
        mail.put("smtpHost", "mail.example.net");
        mail.put("smtpPassword", "");
        change(mail).expect(200);
    }

    private Answer change(String key, String value) {
        return change(Map.of(key, value));
    }

    private Answer change(Map<String, String> values) {
        return changeIf("*", values);
    }

    private Answer changeIf(String tag, Map<String, String> values) {
        return ada.browser().fetch("PUT", "/api/application-configuration", all(values), Map.of("If-Match", tag));
    }

    /// What is there by default, and some of it changed.
    static Map<String, String> all(Map<String, String> values) {
        var all = new HashMap<String, String>();
        for (var key : SettingKey.values()) {
            all.put(key.text(), key.otherwise());
        }
        all.putAll(values);
        return all;
    }

    private static String publicly(TestIdp idp, String key) {
        var answer =
                idp.browser().fetch("GET", "/api/application-configuration").expect(200);
        assertFalse(answer.text().contains("sessionDuration"));
        return answer.json()
                .valueStream()
                .filter(item -> item.path("key").stringValue().equals(key))
                .findFirst()
                .orElseThrow()
                .path("value")
                .stringValue();
    }
}
