package dev.latchkey.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.MailServer;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Person;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.Together;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Mails about API keys that end soon.
@OnBothDatabases(fresh = true)
class KeyReminderTest {
    private final MailServer mails = MailServer.plain();
    private Person alice;

    @BeforeEach
    void switchOn(TestIdp idp) {
        idp.mailsThrough(mails, Map.of("emailApiKeyExpirationEnabled", "true"));
        alice = idp.user("alice").withPasskey().create();
    }

    @AfterEach
    void stop() {
        mails.close();
    }

    private String key(TestIdp idp, String name, Duration life) {
        var expiresAt = idp.clock().instant().plus(life).toString();
        return alice.calls("POST", "/api/api-keys", Map.of("name", name, "expiresAt", expiresAt))
                .expect(201)
                .json()
                .path("apiKey")
                .path("id")
                .stringValue();
    }

    private boolean told(String id) {
        for (var key : alice.calls("GET", "/api/api-keys").expect(200).json().path("data")) {
            if (key.path("id").stringValue().equals(id)) {
                return key.path("expirationEmailSent").booleanValue();
            }
        }
        throw new AssertionError("no key " + id);
    }

    @Test
    void itsOwnerIsToldOnceAWeekBefore(TestIdp idp) {
        var soon = key(idp, "Nightly <backup>", Duration.ofDays(6));
        var later = key(idp, "Later", Duration.ofDays(8));
        idp.remindsOfKeys();
        var mail = mails.next();
        assertEquals("API Key \"Nightly <backup>\" Expiring Soon", mail.subject());
        assertTrue(mail.to().endsWith("<alice@example.com>"), mail.to());
        assertTrue(mail.html().contains("Nightly &lt;backup&gt;"), mail.html());
        assertTrue(mail.text().contains(" UTC"), mail.text());
        assertEquals(List.of(idp.issuer() + "/settings/admin/api-keys"), mail.links());
        assertTrue(told(soon));
        assertFalse(told(later));
        idp.remindsOfKeys();
        mails.nothingComes();
        idp.clock().advance(Duration.ofDays(2));
        idp.remindsOfKeys();
        assertTrue(mails.next().subject().contains("Later"));
        assertTrue(told(later));
    }

    @Test
    void ofSeveralWhoLookAtOnceOneTells(TestIdp idp) {
        key(idp, "Only once", Duration.ofDays(1));
        Together.run(8, _ -> {
            idp.remindsOfKeys();
            return true;
        });
        mails.next();
        mails.nothingComes();
    }

    @Test
    void aRenewedKeyIsRemindedOfAnew(TestIdp idp) {
        var key = key(idp, "Renewed", Duration.ofDays(1));
        idp.remindsOfKeys();
        mails.next();
        idp.clock().advance(Duration.ofDays(2));
        var end = idp.clock().instant().plus(Duration.ofDays(3)).toString();
        alice.calls("POST", "/api/api-keys/" + key + "/renew", Map.of("expiresAt", end))
                .expect(200);
        assertFalse(told(key));
        idp.remindsOfKeys();
        assertTrue(mails.next().subject().contains("Renewed"));
    }

    @Test
    void nobodyIsToldWhoCannotBeOrWhatIsOver(TestIdp idp) {
        key(idp, "Over", Duration.ofMinutes(5));
        idp.clock().advance(Duration.ofMinutes(6));
        idp.remindsOfKeys();
        var soon = key(idp, "Ends soon", Duration.ofDays(1));
        idp.settings(Map.of("emailApiKeyExpirationEnabled", "false"));
        idp.remindsOfKeys();
        idp.settings(Map.of("emailApiKeyExpirationEnabled", "true", "smtpHost", ""));
        idp.remindsOfKeys();
        assertFalse(told(soon));
        idp.mailsThrough(mails, Map.of());
        idp.disable(alice);
        idp.remindsOfKeys();
        mails.nothingComes();
    }
}
