package dev.latchkey.platform.mail;

import java.util.Optional;

/// How mail leaves: the server, and whom it comes from.
///
/// @param host empty if no mail is sent
/// @param port empty for the usual one of the kind of encryption
/// @param from the sender's address
/// @param user empty if the server wants nobody to sign in
/// @param skipCertificateCheck takes any certificate, of anybody
public record MailSettings(
        String host,
        String port,
        String from,
        String user,
        String password,
        Encryption encryption,
        boolean skipCertificateCheck) {

    /// When the connection becomes an encrypted one.
    public enum Encryption {
        /// Never.
        NONE,
        /// By `STARTTLS` (RFC 3207), or not at all.
        STARTTLS,
        /// From the first byte (RFC 8314 §3.3).
        TLS
    }

    /// Whether somebody has set mail up at all.
    public boolean present() {
        return !host.isBlank();
    }

    int portNumber() {
        return port.isBlank() ? usualPort() : Integer.parseInt(port.strip());
    }

    private int usualPort() {
        return encryption == Encryption.TLS ? 465 : 587;
    }

    /// Why nothing can be sent with these, if so.
    Optional<String> complaint() {
        if (!present()) {
            return Optional.of("No mail server is set");
        }
        if (!port.isBlank() && !port.strip().matches("[1-9][0-9]{0,4}")) {
            return Optional.of("The port " + port + " is not a number from 1 to 65535");
        }
        if (portNumber() > 65_535) {
            return Optional.of("The port " + port + " is not a number from 1 to 65535");
        }
        if (from.isBlank()) {
            return Optional.of("No sender address is set");
        }
        if (user.isEmpty() != password.isEmpty()) {
            return Optional.of("A user name and a password go together, and one of them is not set");
        }
        return passwordInTheOpen()
                ? Optional.of("The password would travel unencrypted: choose STARTTLS or TLS")
                : Optional.empty();
    }

    private boolean passwordInTheOpen() {
        return !user.isEmpty()
                && encryption == Encryption.NONE
                && !host.strip().matches("(?i)localhost|127(\\.[0-9]{1,3}){3}|\\[?::1]?");
    }

    @Override
    public String toString() {
        return "MailSettings[" + host + "]";
    }
}
