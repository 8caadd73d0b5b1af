package dev.latchkey.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.MailServer;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A mail about a sign-in from somewhere new.
@OnBothDatabases
class NewDeviceTest {
    @Test
    void aSignInFromElsewhereIsToldAndOneFromAKnownBrowserIsNot(TestIdp idp) {
        try (var mails = MailServer.plain()) {
            var alice = idp.user("alice").withPasskey().create();
            idp.mailsThrough(mails, Map.of("appName", "Example ID", "emailLoginNotificationEnabled", "true"));
            alice.signsIn(alice.browser());
            mails.nothingComes();
            var elsewhere = idp.browser("198.51.100.7");
            alice.signsIn(elsewhere);
            var mail = mails.next();
            assertEquals("New device login with Example ID", mail.subject());
            assertEquals(alice.username() + "@example.com", mail.to().replaceAll(".*<|>", ""));
            assertTrue(mail.text().contains("Address: 198.51.100.7"), mail.text());
            assertTrue(mail.text().contains("UTC"), mail.text());
            alice.signsIn(elsewhere);
            mails.nothingComes();
        }
    }

    @Test
    void nobodyIsToldWhileItIsSwitchedOff(TestIdp idp) {
        try (var mails = MailServer.plain()) {
            var alice = idp.user("alice").withPasskey().create();
            idp.mailsThrough(mails, Map.of("emailLoginNotificationEnabled", "false"));
            alice.signsInElsewhere();
            mails.nothingComes();
        }
    }
}
