package dev.latchkey.platform.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.latchkey.platform.mail.MailSettings.Encryption;
import dev.latchkey.testkit.MailServer;
import dev.latchkey.testkit.TestInternet;
import java.time.Instant;

/// Attempts to hand a message to a server.
final class Attempts {
    private Attempts() {}

    static MailSettings settings(MailServer server, Encryption encryption) {
        return new MailSettings(
                "localhost", Integer.toString(server.port()), "id@example.com", "", "", encryption, false);
    }

    static MailSettings trusting(MailSettings settings) {
        return new MailSettings(
                settings.host(),
                settings.port(),
                settings.from(),
                settings.user(),
                settings.password(),
                settings.encryption(),
                true);
    }

    static MailSettings as(MailSettings settings, String user, String password) {
        return new MailSettings(
                settings.host(),
                settings.port(),
                settings.from(),
                user,
                password,
                settings.encryption(),
                settings.skipCertificateCheck());
    }

    static MailSettings at(MailSettings settings, String host) {
        return new MailSettings(
                host,
                settings.port(),
                settings.from(),
                settings.user(),
                settings.password(),
                settings.encryption(),
                settings.skipCertificateCheck());
    }

    static Message message() {
        return message("Kim Example", "kim@example.com", "Login Code");
    }

    static Message message(String toName, String toAddress, String subject) {
        return new Message(
                "1@id.example.com",
                Instant.EPOCH,
                "Example ID",
                "id@example.com",
                toName,
                toAddress,
                "de",
                subject,
                "Grüße\n.\nthe end",
                "<p>Grüße</p>");
    }

    static Delivery send(MailSettings settings, Message message) {
        return new Smtp("id.example.com", TestInternet::usualTrust, Smtp.Patience.USUAL).send(settings, message);
    }

    static void sent(MailSettings settings, Message message) {
        assertEquals(new Delivery.Sent(), send(settings, message));
    }

    static String failed(MailSettings settings) {
        return assertInstanceOf(Delivery.Failed.class, send(settings, message()))
                .reason();
    }
}
