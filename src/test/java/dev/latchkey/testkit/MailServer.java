package dev.latchkey.testkit;

import static org.junit.jupiter.api.Assertions.fail;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/// A mail server on the loopback interface, with a certificate that nobody has signed unless a test brings one.
public final class MailServer implements AutoCloseable {
    private final SMTPServer server;
    private final BlockingQueue<Mail> received = new LinkedBlockingQueue<>();

    private MailServer(SMTPServer.Builder builder) {
        this.server = builder.hostName("mail.test")
                .messageHandlerFactory(_ -> new Inbox())
                .build();
        server.start();
    }

    /// What happens to one message.
    private final class Inbox implements MessageHandler {
        private String sender = "";

        @Override
        public void from(String address) {
            sender = address;
        }

        @Override
        public void recipient(String address) throws RejectException {
            if (address.startsWith("nobody@")) {
                throw new RejectException(550, "5.1.1 no such mailbox");
            }
            if (address.startsWith("busy@")) {
                throw new RejectException(451, "4.3.2 come back later");
            }
        }

        @Override
        public @Nullable String data(InputStream data) throws IOException {
            received.add(Mail.parse(sender, data.readAllBytes()));
            return null;
        }

        @Override
        public void done() {
            // each message is kept as soon as it is whole
        }
    }

    /// One that encrypts nothing and lets everybody send.
    public static MailServer plain() {
        return plain(0);
    }

    /// The same at a port, as after a restart.
    public static MailServer plain(int port) {
        return new MailServer(SMTPServer.port(port));
    }

    /// One that speaks `STARTTLS` and wants it.
    public static MailServer startTls() {
        return startTls(certificate());
    }

    /// The same, with a certificate of the test's.
    public static MailServer startTls(SSLContext certificate) {
        return new MailServer(SMTPServer.port(0).enableTLS().requireTLS().startTlsSocketFactory(certificate));
    }

    /// The same, and who sends signs in.
    public static MailServer startTlsFor(String user, String password) {
        return new MailServer(SMTPServer.port(0)
                .enableTLS()
                .requireTLS()
                .requireAuth()
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((name, typed, _) -> {
                    if (!name.equals(user) || !typed.equals(password)) {
                        throw new LoginFailedException("5.7.8 wrong user name or password");
                    }
                }))
                .startTlsSocketFactory(certificate()));
    }

    /// One that is encrypted from the first byte.
    public static MailServer tls() {
        return tls(certificate());
    }

    /// The same, with a certificate of the test's.
    public static MailServer tls(SSLContext certificate) {
        return new MailServer(SMTPServer.port(0).serverSocketFactory(certificate));
    }

    public int port() {
        return server.getPortAllocated();
    }

    /// The next mail, which arrives within ten seconds.
    public Mail next() {
        try {
            var mail = received.poll(10, TimeUnit.SECONDS);
            return mail != null ? mail : fail("no mail came");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Fails if a mail comes within a moment in which it would have come.
    public void nothingComes() {
        try {
            var mail = received.poll(Duration.ofSeconds(1).toMillis(), TimeUnit.MILLISECONDS);
            if (mail != null) {
                fail("a mail came: " + mail.subject());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }

    /// A mail as it was received.
    ///
    /// @param sender of the envelope
    /// @param headers by name, the first of each
    public record Mail(
            String sender,
            String from,
            String to,
            String subject,
            Map<String, String> headers,
            List<String> types,
            String text,
            String html) {
        private static final Pattern LINK = Pattern.compile("https?://[^\\s]*[^\\s.,]");

        private static Mail parse(String sender, byte[] data) {
            try {
                var mime = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(data));
                var parts = (MimeMultipart) mime.getContent();
                var bodies = new ArrayList<BodyPart>();
                for (int i = 0; i < parts.getCount(); i++) {
                    bodies.add(parts.getBodyPart(i));
                }
                var headers = new java.util.TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
                mime.getAllHeaders()
                        .asIterator()
                        .forEachRemaining(header -> headers.putIfAbsent(header.getName(), header.getValue()));
                return new Mail(
                        sender,
                        mime.getFrom()[0].toString(),
                        mime.getAllRecipients()[0].toString(),
                        mime.getSubject(),
                        headers,
                        Stream.concat(Stream.of(mime), bodies.stream())
                                .map(Mail::type)
                                .toList(),
                        (String) bodies.getFirst().getContent(),
                        (String) bodies.getLast().getContent());
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String type(jakarta.mail.Part part) {
            try {
                return part.getContentType().split("[;\\r\\n]")[0];
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }

        /// A header's value; empty if there is none.
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }

        /// The addresses that its text names, in order.
        public List<String> links() {
            return LINK.matcher(text)
                    .results()
                    .map(MatchResult::group)
                    .distinct()
                    .toList();
        }
    }

    private static SSLContext certificate() {
        return SelfSigned.forHost("localhost").server();
    }
}
