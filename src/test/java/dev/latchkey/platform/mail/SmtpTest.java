package dev.latchkey.platform.mail;

import static dev.latchkey.platform.mail.Attempts.as;
import static dev.latchkey.platform.mail.Attempts.at;
import static dev.latchkey.platform.mail.Attempts.failed;
import static dev.latchkey.platform.mail.Attempts.message;
import static dev.latchkey.platform.mail.Attempts.send;
import static dev.latchkey.platform.mail.Attempts.sent;
import static dev.latchkey.platform.mail.Attempts.settings;
import static dev.latchkey.platform.mail.Attempts.trusting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.platform.mail.MailSettings.Encryption;
import dev.latchkey.testkit.MailServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every way of talking to a mail server, and every trap on the way, against real ones.
class SmtpTest {
    @Test
    void aMessageArrivesAsItWasWritten() {
        try (var server = MailServer.plain()) {
            sent(settings(server, Encryption.NONE), message("Kim Example", "kim@example.com", "Login Code"));
            var mail = server.next();
            assertEquals("id@example.com", mail.sender());
            assertEquals("Example ID <id@example.com>", mail.from());
            assertEquals("Kim Example <kim@example.com>", mail.to());
            assertEquals("Login Code", mail.subject());
            assertEquals(List.of("multipart/alternative", "text/plain", "text/html"), mail.types());
            assertEquals("Grüße\r\n.\r\nthe end", mail.text());
            assertEquals("<p>Grüße</p>", mail.html());
            assertEquals("auto-generated", mail.header("Auto-Submitted"));
            assertEquals("<1@id.example.com>", mail.header("Message-ID"));
            assertEquals("de", mail.header("Content-Language"));
        }
    }

    @Test
    void namesAndSubjectsOfAnyScriptAreReadable() {
        try (var server = MailServer.plain()) {
            sent(settings(server, Encryption.NONE), message("山田 太郎", "yamada@bücher.example", "Zugangscode für Ärzte"));
            var mail = server.next();
            assertTrue(mail.header("To").matches("=\\?UTF-8\\?.*\\?= <yamada@xn--bcher-kva.example>"), mail.to());
            assertTrue(mail.header("Subject").startsWith("=?UTF-8?"), "RFC 2047");
            assertEquals("Zugangscode für Ärzte", mail.subject());
        }
    }

    @Test
    void aLineBreakInANameOrSubjectAddsNoHeader() {
        try (var server = MailServer.plain()) {
            sent(
                    settings(server, Encryption.NONE),
                    message(
                            "Kim\r\nBcc: eve@example.com",
                            "kim@example.com",
                            "Hello\r\nX-Evil: yes\nBcc: eve@example.com"));
            var mail = server.next();
            assertFalse(mail.headers().containsKey("Bcc"));
            assertFalse(mail.headers().containsKey("X-Evil"));
            assertEquals("Hello X-Evil: yes Bcc: eve@example.com", mail.subject());
        }
    }

    @Test
    void startTlsAndTlsEncryptAlsoWhereCertificatesAreNotLookedAt() {
        try (var server = MailServer.startTls()) {
            sent(trusting(settings(server, Encryption.STARTTLS)), message());
            server.next();
        }
        try (var server = MailServer.tls()) {
            sent(trusting(settings(server, Encryption.TLS)), message());
            server.next();
        }
    }

    @Test
    void aServerThatWantsEncryptionIsNotTalkedIntoPlainText() {
        try (var server = MailServer.startTls()) {
            assertInstanceOf(Delivery.Failed.class, send(settings(server, Encryption.NONE), message()));
            server.nothingComes();
        }
    }

    @Test
    void userAndPasswordAreSentAndCount() {
        try (var server = MailServer.startTlsFor("kim", "correct horse")) {
            var settings = trusting(settings(server, Encryption.STARTTLS));
            sent(as(settings, "kim", "correct horse"), message());
            server.next();
            var reason = failed(as(settings, "kim", "wrong"));
            assertTrue(reason.contains("does not accept user name and password"), reason);
            assertFalse(reason.contains("wrong "), reason);
            assertInstanceOf(Delivery.Failed.class, send(settings, message()), "nobody is let in unnamed");
        }
    }

    @Test
    void aServerWithoutSignInIsNotSentToAsIfItHadOne() {
        try (var server = MailServer.startTls()) {
            var reason = failed(as(trusting(settings(server, Encryption.STARTTLS)), "kim", "secret"));
            assertTrue(reason.contains("offers no way to sign in"), reason);
            server.nothingComes();
        }
    }

    @Test
    void settingsThatCannotWorkAreNamed() {
        var complete = new MailSettings("mail.example.com", "", "id@example.com", "", "", Encryption.NONE, false);
        assertTrue(complete.complaint().isEmpty());
        assertEquals(587, complete.portNumber());
        assertEquals(
                465,
                new MailSettings("mail.example.com", "", "id@example.com", "", "", Encryption.TLS, false).portNumber());
        assertTrue(as(complete, "kim", "").complaint().orElseThrow().contains("go together"));
        assertTrue(as(complete, "", "secret").complaint().orElseThrow().contains("go together"));
        assertTrue(as(complete, "kim", "secret").complaint().orElseThrow().contains("unencrypted"));
        assertTrue(as(at(complete, "127.0.0.1"), "kim", "secret").complaint().isEmpty());
        assertTrue(at(complete, " ").complaint().isPresent());
        for (var port : List.of("smtp", "0", "-1", "65536", "99999")) {
            var wrong = new MailSettings("mail.example.com", port, "id@example.com", "", "", Encryption.NONE, false);
            assertTrue(wrong.complaint().orElseThrow().contains("port"), port);
        }
        assertTrue(new MailSettings("mail.example.com", "", "", "", "", Encryption.NONE, false)
                .complaint()
                .orElseThrow()
                .contains("sender"));
    }

    @Test
    void aMailboxThatDoesNotExistIsToldFromOneThatIsBusy() {
        try (var server = MailServer.plain()) {
            var settings = settings(server, Encryption.NONE);
            assertInstanceOf(Delivery.Refused.class, send(settings, message("Nobody", "nobody@example.com", "Hello")));
            assertInstanceOf(Delivery.Failed.class, send(settings, message("Busy", "busy@example.com", "Hello")));
        }
    }
}
