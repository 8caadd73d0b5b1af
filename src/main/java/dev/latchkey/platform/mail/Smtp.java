package dev.latchkey.platform.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Properties;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/// Hands one message to the mail server (RFC 5321). Settings are those of the moment; each message has a connection of
/// its own.
final class Smtp {
    private static final String CONNECT_MILLISECONDS = "10000";
    private static final String ANSWER_MILLISECONDS = "30000";

    private final String ownName;

    /// @param ownName what this server calls itself in `EHLO`
    Smtp(String ownName) {
        this.ownName = ownName;
    }

    Delivery send(MailSettings settings, Message message) {
        var complaint = settings.complaint();
        if (complaint.isPresent()) {
            return new Delivery.Failed(complaint.get());
        }
        var session = Session.getInstance(properties(settings, message));
        try (var transport = new SMTPTransport(session, null)) {
            return send(settings, message, session, transport);
        } catch (MessagingException e) {
            return failure(settings, e);
        }
    }

    private static Delivery send(MailSettings settings, Message message, Session session, SMTPTransport transport)
            throws MessagingException {
        var mime = message.mime(session);
        boolean signsIn = !settings.user().isEmpty();
        transport.setRequireStartTLS(settings.encryption() == MailSettings.Encryption.STARTTLS);
        transport.connect(
                settings.host().strip(),
                settings.portNumber(),
                signsIn ? settings.user() : null,
                signsIn ? settings.password() : null);
        // The library goes on unauthenticated where the server offers no way to sign in.
        if (signsIn && !transport.supportsExtension("AUTH")) {
            return new Delivery.Failed(server(settings) + " offers no way to sign in: remove user name and password,"
                    + " or choose another port");
        }
        transport.sendMessage(mime, mime.getAllRecipients());
        return new Delivery.Sent();
    }

    private Properties properties(MailSettings settings, Message message) {
        var properties = new Properties();
        boolean tls = settings.encryption() == MailSettings.Encryption.TLS;
        boolean startTls = settings.encryption() == MailSettings.Encryption.STARTTLS;
        properties.setProperty("mail.smtp.localhost", ownName);
        properties.setProperty("mail.smtp.from", settings.from().strip());
        properties.setProperty("mail.smtp.connectiontimeout", CONNECT_MILLISECONDS);
        properties.setProperty("mail.smtp.timeout", ANSWER_MILLISECONDS);
        properties.setProperty("mail.smtp.writetimeout", ANSWER_MILLISECONDS);
        properties.setProperty("mail.smtp.quitwait", "false");
        properties.setProperty(
                "mail.smtp.auth", Boolean.toString(!settings.user().isEmpty()));
        properties.setProperty("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(tls));
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(startTls));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(startTls));
        properties.setProperty("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        properties.setProperty("mail.smtp.ssl.checkserveridentity", Boolean.toString(!settings.skipCertificateCheck()));
        if (settings.skipCertificateCheck()) {
            properties.setProperty("mail.smtp.ssl.trust", "*");
        }
        // RFC 6531: only where an address needs it, since few servers speak it.
        properties.setProperty("mail.mime.allowutf8", Boolean.toString(message.needsUtf8Addresses()));
        return properties;
    }

    private static Delivery failure(MailSettings settings, MessagingException e) {
        for (Throwable cause = e; cause != null; cause = next(cause)) {
            if (cause instanceof SMTPAddressFailedException refused && unknownMailbox(refused.getReturnCode())) {
                return new Delivery.NoSuchMailbox(oneLine(refused));
            }
        }
        return new Delivery.Failed(reason(settings, e));
    }

    /// RFC 5321 §4.2.3; 552 (mailbox full) and every 4xx may be mended by waiting.
    private static boolean unknownMailbox(int code) {
        return code == 550 || code == 551 || code == 553;
    }

    private static String reason(MailSettings settings, MessagingException e) {
        for (Throwable cause = e; cause != null; cause = next(cause)) {
            switch (cause) {
                case AuthenticationFailedException refused -> {
                    return server(settings) + " does not accept user name and password: " + oneLine(refused);
                }
                case UnknownHostException _ -> {
                    return "There is no server " + settings.host();
                }
                case ConnectException _, SocketTimeoutException _ -> {
                    return server(settings) + " does not answer";
                }
                case SSLException refused -> {
                    return "No encrypted connection to " + server(settings) + ": " + oneLine(refused);
                }
                default -> {
                    // the cause of the cause may say more
                }
            }
        }
        return oneLine(e);
    }

    /// The library chains by `getNextException` what went wrong with each recipient.
    private static @org.jspecify.annotations.Nullable Throwable next(Throwable cause) {
        if (cause instanceof MessagingException chained && chained.getNextException() != null) {
            return chained.getNextException();
        }
        return cause.getCause();
    }

    private static String server(MailSettings settings) {
        return settings.host().strip() + ":" + settings.portNumber();
    }

    private static String oneLine(Throwable e) {
        return String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ");
    }
}
