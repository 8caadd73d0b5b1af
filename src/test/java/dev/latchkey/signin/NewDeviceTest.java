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
    void theMailIsInTheLanguageOfTheAccountAndRunsItsWay(TestIdp idp) {
        try (var mails = MailServer.plain()) {
            var omar = idp.user("omar").with("locale", "ar").withPasskey().create();
            idp.mailsThrough(mails, Map.of("appName", "Example ID", "emailLoginNotificationEnabled", "true"));
            omar.signsIn(omar.browser());
            mails.nothingComes();
            omar.signsIn(idp.browser("198.51.100.8").prefers("de"));
            var mail = mails.next();
            assertEquals("تسجيل دخول من جهاز جديد إلى \u2068Example ID\u2069", mail.subject());
            assertTrue(mail.text().contains("العنوان: 198.51.100.8"), mail.text());
            assertTrue(mail.html().contains("<html lang=\"ar\" dir=\"rtl\">"), mail.html());
            assertTrue(mail.html().contains("padding:2px 0 2px 16px"), mail.html());
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
