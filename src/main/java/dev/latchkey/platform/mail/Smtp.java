package dev.latchkey.platform.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/// Hands one message to the mail server (RFC 5321). Settings are those of the moment; each message has a connection of
/// its own.
final class Smtp {
    private final String ownName;
    private final Supplier<SSLContext> tls;
    private final Patience patience;

    /// @param ownName what this server calls itself in `EHLO`
    /// @param tls says whose certificates count
    Smtp(String ownName, Supplier<SSLContext> tls, Patience patience) {
        this.ownName = ownName;
        this.tls = tls;
        this.patience = patience;
    }

    /// How long anything may take.
    ///
    /// @param whole all of it: a server that answers a little now and then holds nobody up for ever
    record Patience(Duration connect, Duration answer, Duration whole) {
        static final Patience USUAL =
                new Patience(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(3));
    }

    Delivery send(MailSettings settings, Message message) {
        var complaint = settings.complaint();
        if (complaint.isPresent()) {
            return new Delivery.Failed(complaint.get());
        }
        var attempt = new FutureTask<>(() -> attempt(settings, message));
        // A virtual thread that is interrupted closes the connection it waits for.
        Thread.ofVirtual().name("smtp").start(attempt);
        try {
            return attempt.get(patience.whole().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return new Delivery.Failed(new Diagnosis(settings, patience).slow());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Delivery.Failed("The server was stopped while it sent this");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a mail could not be sent for a reason of ours", e.getCause());
        } finally {
            attempt.cancel(true);
        }
    }

    private Delivery attempt(MailSettings settings, Message message) {
        var session = Session.getInstance(properties(settings, message));
        var diagnosis = new Diagnosis(settings, patience);
        try (var transport = new SMTPTransport(session, null)) {
            try {
                connect(settings, transport);
            } catch (MessagingException e) {
                return diagnosis.ofConnecting(e, transport.getLastServerResponse());
            }
            // The library goes on unauthenticated where the server offers no way to sign in.
            if (signsIn(settings) && !transport.supportsExtension("AUTH")) {
                return new Delivery.Failed(diagnosis.noSignIn());
            }
            var mime = message.mime(session);
            transport.sendMessage(mime, mime.getAllRecipients());
            return new Delivery.Sent();
        } catch (AddressException e) {
            return new Delivery.Failed("The address cannot be used: " + e.getMessage());
        } catch (MessagingException e) {
            return diagnosis.ofSending(e);
        }
    }

    private static void connect(MailSettings settings, SMTPTransport transport) throws MessagingException {
        transport.setRequireStartTLS(settings.encryption() == MailSettings.Encryption.STARTTLS);
        transport.connect(
                settings.host().strip(),
                settings.portNumber(),
                signsIn(settings) ? settings.user() : null,
                signsIn(settings) ? settings.password() : null);
    }

    private static boolean signsIn(MailSettings settings) {
        return !settings.user().isEmpty();
    }

    private Properties properties(MailSettings settings, Message message) {
        var properties = new Properties();
        boolean startTls = settings.encryption() == MailSettings.Encryption.STARTTLS;
        properties.setProperty("mail.smtp.localhost", ownName);
        properties.setProperty("mail.smtp.from", settings.from().strip());
        properties.setProperty("mail.smtp.connectiontimeout", milliseconds(patience.connect()));
        properties.setProperty("mail.smtp.timeout", milliseconds(patience.answer()));
        properties.setProperty("mail.smtp.writetimeout", milliseconds(patience.answer()));
        properties.setProperty("mail.smtp.quitwait", "false");
        properties.setProperty("mail.smtp.auth", Boolean.toString(signsIn(settings)));
        properties.setProperty("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
        properties.setProperty(
                "mail.smtp.ssl.enable", Boolean.toString(settings.encryption() == MailSettings.Encryption.TLS));
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(startTls));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(startTls));
        properties.setProperty("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        properties.setProperty("mail.smtp.ssl.checkserveridentity", Boolean.toString(!settings.skipCertificateCheck()));
        if (settings.skipCertificateCheck()) {
            properties.setProperty("mail.smtp.ssl.trust", "*");
        } else if (settings.encryption() != MailSettings.Encryption.NONE) {
            properties.put("mail.smtp.ssl.socketFactory", tls.get().getSocketFactory());
            // Otherwise the library would try once more without it.
            properties.setProperty("mail.smtp.socketFactory.fallback", "false");
        }
        // RFC 6531: only where an address needs it, since few servers speak it.
        properties.setProperty("mail.mime.allowutf8", Boolean.toString(message.needsUtf8Addresses()));
        return properties;
    }

    private static String milliseconds(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
