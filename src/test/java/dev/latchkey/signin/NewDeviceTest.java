package dev.latchkey.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.MailServer;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.PlacesFile;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.authenticator.Ceremony;
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
            assertTrue(mail.html().contains("padding:3px 0 3px 16px"), mail.html());
        }
    }

    @Test
    void aCountryOneNeverSignedInFromIsToldOfAsSuch(TestIdp idp) {
        idp.knows(new PlacesFile()
                .with("203.0.113.0/24", "DE", "Germany", "Berlin")
                .with("198.51.100.0/24", "FR", "France", "Lyon"));
        try (var mails = MailServer.plain()) {
            var ida = idp.user("ida").with("locale", "de").withPasskey().create();
            idp.mailsThrough(mails, Map.of("appName", "Example ID", "emailLoginNotificationEnabled", "true"));
            ida.signsIn(idp.browser("203.0.113.7"));
            var first = mails.next();
            assertEquals("Neue Anmeldung bei Example ID", first.subject(), "no country was known before");
            assertTrue(first.text().contains("Ort: Berlin, Deutschland"), first.text());
            ida.signsIn(idp.browser("203.0.113.8"));
            assertEquals("Neue Anmeldung bei Example ID", mails.next().subject());
            ida.signsIn(idp.browser("198.51.100.7"));
            var abroad = mails.next();
            assertEquals("Anmeldung bei Example ID aus einem neuen Land", abroad.subject());
            assertTrue(abroad.text().contains("aus diesem Land angemeldet: Frankreich."), abroad.text());
            assertTrue(abroad.text().contains("Ort: Lyon, Frankreich"), abroad.text());
            ida.signsIn(idp.browser("192.0.2.77"));
            var nowhere = mails.next();
            assertEquals("Neue Anmeldung bei Example ID", nowhere.subject());
            assertFalse(nowhere.text().contains("Ort:"), nowhere.text());
        }
    }

    @Test
    void anAttemptThatWasRefusedMakesNoDeviceKnown(TestIdp idp) {
        try (var mails = MailServer.plain()) {
            var alice = idp.user("alice").withPasskey().create();
            idp.mailsThrough(mails, Map.of("emailLoginNotificationEnabled", "true"));
            alice.signsIn(alice.browser());
            mails.nothingComes();
            var stranger = idp.browser("198.51.100.9");
            var options = stranger.fetch("GET", "/api/webauthn/login/start")
                    .expect(200)
                    .text();
            stranger.fetch(
                            "POST",
                            "/api/webauthn/login/finish",
                            alice.authenticator().get(options, Ceremony::alteredSignature))
                    .expect(401);
            alice.signsIn(stranger);
            assertTrue(mails.next().text().contains("198.51.100.9"));
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
