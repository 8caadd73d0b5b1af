package dev.latchkey.platform.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;

/// What an attempt failed of, in words that tell an administrator what to do.
record Diagnosis(MailSettings settings, Smtp.Patience patience) {
    /// RFC 3463 §2: subject and detail of a permanent failure, behind SMTP's own code.
    private static final Pattern PERMANENT = Pattern.compile("\\b5\\.([0-9]{1,3}\\.[0-9]{1,3})\\b");

    /// The address is wrong, or its mailbox closed (RFC 3463 §3.2, §3.3).
    private static final Pattern NO_MAILBOX = Pattern.compile("1\\.[0-9]+|2\\.1");

    /// Until the server is ready to be given a letter. Other settings mend what goes wrong there, or patience does.
    ///
    /// @param reply the server's last, if there was any
    Delivery.Failed ofConnecting(MessagingException e, @Nullable String reply) {
        return new Delivery.Failed(insecure(e).orElseGet(() -> unreached(e, reply)));
    }

    private String unreached(MessagingException e, @Nullable String reply) {
        var refused = find(AuthenticationFailedException.class, e);
        if (refused != null) {
            return server() + " does not accept user name and password: " + oneLine(refused.getMessage());
        }
        if (find(UnknownHostException.class, e) != null) {
            return "There is no server " + settings.host().strip() + ". Check how its name is written";
        }
        if (find(MailConnectException.class, e) != null) {
            return server() + " does not answer. Check host and port, and that no firewall is in between";
        }
        if (find(SocketTimeoutException.class, e) != null) {
            return server() + " took the connection and then said nothing for "
                    + patience.answer().toSeconds()
                    + " seconds. Port 465 goes with TLS, ports 587 and 25 with STARTTLS";
        }
        if (oneLine(e.getMessage()).startsWith("STARTTLS is required")) {
            return server() + " offers no STARTTLS, so it was told nothing. Choose TLS and its port; if it did offer"
                    + " STARTTLS before, something in between takes it away";
        }
        return find(IOException.class, e) != null || reply == null || !isReply(reply)
                ? server() + " ended the connection. Check that it lets this machine in, and that the kind of"
                        + " encryption goes with the port"
                : server() + " does not let this machine in: " + oneLine(reply);
    }

    private Optional<String> insecure(MessagingException e) {
        if (find(CertificateExpiredException.class, e) != null) {
            return Optional.of("The certificate of " + server() + " has expired. Renew it there");
        }
        if (find(CertificateNotYetValidException.class, e) != null) {
            return Optional.of("The certificate of " + server() + " is not valid yet. Compare the two clocks");
        }
        if (find(CertPathBuilderException.class, e) != null) {
            return Optional.of("The certificate of " + server() + " is signed by nobody who is trusted here. If that is"
                    + " an authority of your own, name its certificate in SSL_CERT_FILE");
        }
        var other = find(CertificateException.class, e);
        if (other != null) {
            return Optional.of("The certificate of " + server() + " is for another name. Write the host as the"
                    + " certificate has it: " + oneLine(other.getMessage()));
        }
        return Optional.ofNullable(find(SSLException.class, e))
                .map(broken -> "No encrypted connection to " + server() + ": " + oneLine(broken.getMessage())
                        + ". Check that the kind of encryption goes with the port");
    }

    /// Once the server was ready.
    Delivery ofSending(MessagingException e) {
        var reader = find(SMTPAddressFailedException.class, e);
        if (reader != null && reader.getReturnCode() > 0) {
            var reply = oneLine(reader.getMessage());
            return noSuchMailbox(reader.getReturnCode(), reply)
                    ? new Delivery.Refused(reply)
                    : new Delivery.Failed(server() + " does not take mail for this reader: " + reply);
        }
        var letter = find(SMTPSendFailedException.class, e);
        if (letter != null && letter.getReturnCode() > 0) {
            var reply = oneLine(letter.getMessage());
            if (letter.getCommand().startsWith("MAIL")) {
                return new Delivery.Failed(server() + " takes no mail from "
                        + settings.from().strip() + ": " + reply + ". Set a sender that it knows, or sign in");
            }
            var answered = server() + " does not take this letter: " + reply;
            return letter.getReturnCode() >= 500 ? new Delivery.Refused(answered) : new Delivery.Failed(answered);
        }
        return new Delivery.Failed(
                find(SocketTimeoutException.class, e) != null
                        ? server() + " said nothing more for "
                                + patience.answer().toSeconds() + " seconds, in the middle of a letter. Look at its log"
                        : server() + " broke off in the middle of a letter: " + oneLine(e.getMessage())
                                + ". Look at its log");
    }

    /// RFC 5321 §4.2.3, unless the server is more precise: some refuse so whom they want to sign in first. A
    /// full mailbox may be emptied.
    private static boolean noSuchMailbox(int code, String reply) {
        var precise = PERMANENT.matcher(reply);
        return precise.find()
                ? NO_MAILBOX.matcher(precise.group(1)).matches()
                : code == 550 || code == 551 || code == 553;
    }

    String noSignIn() {
        return server() + " offers no way to sign in: remove user name and password, or choose another port";
    }

    String slow() {
        return server() + " took longer than " + patience.whole().toSeconds()
                + " seconds, and was left. Look at its log";
    }

    private String server() {
        return settings.host().strip() + ":" + settings.portNumber();
    }

    private static boolean isReply(String text) {
        return text.matches("(?s)[45][0-9][0-9].*");
    }

    private static <T extends Throwable> @Nullable T find(Class<T> kind, Throwable e) {
        for (Throwable cause = e; cause != null; cause = next(cause)) {
            if (kind.isInstance(cause)) {
                return kind.cast(cause);
            }
        }
        return null;
    }

    /// The library chains by `getNextException` what went wrong with each recipient.
    private static @Nullable Throwable next(Throwable cause) {
        return cause instanceof MessagingException chained && chained.getNextException() != null
                ? chained.getNextException()
                : cause.getCause();
    }

    private static String oneLine(@Nullable String text) {
        return String.valueOf(text).strip().replaceAll("\\s+", " ");
    }
}
