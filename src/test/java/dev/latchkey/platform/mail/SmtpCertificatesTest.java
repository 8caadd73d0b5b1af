package dev.latchkey.platform.mail;

import static dev.latchkey.platform.mail.Attempts.message;
import static dev.latchkey.platform.mail.Attempts.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.platform.mail.MailSettings.Encryption;
import dev.latchkey.testkit.Authority;
import dev.latchkey.testkit.MailServer;
import dev.latchkey.testkit.TestInternet;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Certificates of mail servers, with an authority of the test's own. Each is tried by TLS from the first byte, and by
/// STARTTLS.
class SmtpCertificatesTest {
    private static Authority house;

    @BeforeAll
    static void open() {
        house = new Authority();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void oneThatATrustedAuthoritySignedIsTaken() {
        each(house.certifies("localhost"), (server, encryption) -> {
            assertEquals(new Delivery.Sent(), send(server, encryption, house::trusting));
            assertEquals("Login Code", server.next().subject());
        });
    }

    @Test
    void oneOfAnAuthorityThatNobodyNamedIsRefused() {
        each(house.certifies("localhost"), (server, encryption) -> {
            var reason = failed(server, encryption, TestInternet::usualTrust);
            assertTrue(reason.contains("signed by nobody who is trusted here"), reason);
            assertTrue(reason.contains("SSL_CERT_FILE"), reason);
            server.nothingComes();
        });
    }

    @Test
    void oneForAnotherNameIsRefused() {
        each(house.certifies("mail.example.com"), (server, encryption) -> {
            var reason = failed(server, encryption, house::trusting);
            assertTrue(reason.contains("is for another name"), reason);
            assertTrue(reason.contains("localhost"), reason);
            server.nothingComes();
        });
    }

    @Test
    void oneThatHasExpiredIsRefused() {
        each(house.certifiedOnce("localhost"), (server, encryption) -> {
            var reason = failed(server, encryption, house::trusting);
            assertTrue(reason.endsWith("has expired. Renew it there"), reason);
            server.nothingComes();
        });
    }

    @Test
    void aServerThatSpeaksNoTlsFromTheStartIsToldFromOneThatIsNotTrusted() {
        try (var server = MailServer.startTls(house.certifies("localhost"))) {
            var reason = failed(server, Encryption.TLS, house::trusting);
            assertTrue(reason.endsWith("Check that the kind of encryption goes with the port"), reason);
            server.nothingComes();
        }
    }

    @FunctionalInterface
    private interface Check {
        void with(MailServer server, Encryption encryption);
    }

    private static void each(SSLContext certificate, Check check) {
        for (var encryption : List.of(Encryption.TLS, Encryption.STARTTLS)) {
            try (var server =
                    encryption == Encryption.TLS ? MailServer.tls(certificate) : MailServer.startTls(certificate)) {
                check.with(server, encryption);
            }
        }
    }

    private static String failed(MailServer server, Encryption encryption, Supplier<SSLContext> trusted) {
        return assertInstanceOf(Delivery.Failed.class, send(server, encryption, trusted))
                .reason();
    }

    private static Delivery send(MailServer server, Encryption encryption, Supplier<SSLContext> trusted) {
        return new Smtp("id.example.com", trusted, Smtp.Patience.USUAL).send(settings(server, encryption), message());
    }
}
