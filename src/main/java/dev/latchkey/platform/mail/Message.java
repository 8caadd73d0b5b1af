package dev.latchkey.platform.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;

/// A letter in the form that travels: text and HTML side by side (RFC 2046 §5.1.4).
///
/// @param id unique, without angle brackets
record Message(
        String id,
        Instant date,
        String fromName,
        String fromAddress,
        String toName,
        String toAddress,
        String language,
        String subject,
        String text,
        String html) {

    boolean needsUtf8Addresses() {
        return !isAscii(local(toAddress)) || !isAscii(local(fromAddress));
    }

    MimeMessage mime(Session session) throws MessagingException {
        var mime = new Identified(session, id);
        mime.setSentDate(Date.from(date));
        mime.setFrom(address(fromName, fromAddress));
        mime.setRecipient(jakarta.mail.Message.RecipientType.TO, address(toName, toAddress));
        mime.setSubject(oneLine(subject), StandardCharsets.UTF_8.name());
        mime.setHeader("Content-Language", language);
        // RFC 3834 §5: out-of-office replies stay away.
        mime.setHeader("Auto-Submitted", "auto-generated");
        var parts = new MimeMultipart("alternative", part(text, "plain"), part(html, "html"));
        mime.setContent(parts);
        mime.saveChanges();
        return mime;
    }

    private static MimeBodyPart part(String content, String subtype) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(content, StandardCharsets.UTF_8.name(), subtype);
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
        return part;
    }

    private static InternetAddress address(String name, String address) throws MessagingException {
        try {
            return new InternetAddress(ascii(address.strip()), oneLine(name), StandardCharsets.UTF_8.name());
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("every Java platform has UTF-8", e);
        }
    }

    /// Host names of other scripts travel in their ASCII form (RFC 5891).
    private static String ascii(String address) throws AddressException {
        try {
            return local(address) + "@" + IDN.toASCII(address.substring(address.lastIndexOf('@') + 1));
        } catch (IllegalArgumentException e) {
            throw (AddressException) new AddressException("no host name", address).initCause(e);
        }
    }

    private static String local(String address) {
        return address.substring(0, Math.max(0, address.lastIndexOf('@')));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /// Whatever somebody calls themselves, a header has one line.
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    /// The library would name this machine and the user who runs the server.
    private static final class Identified extends MimeMessage {
        private final String id;

        Identified(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + id + ">");
        }
    }
}
