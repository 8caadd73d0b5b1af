package dev.latchkey.platform.mail;

import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.crypto.Uuid7;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.jobs.Backlog;
import dev.latchkey.platform.jobs.Jobs;
import dev.latchkey.platform.jobs.Outcome;
import dev.latchkey.platform.pages.Messages;
import dev.latchkey.platform.pages.Pages;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/// Letters to people. Who writes one queues it in the transaction of its cause; it is sent afterwards, as often as it
/// takes.
///
/// ```java
/// var texts = mail.texts(recipient);
/// mail.queue(tx, mail.letter(recipient, texts.text("auth_mail_code_subject")).code(code), expiry);
/// ```
public final class Mail {
    static final String KIND = "mail";

    private final Db db;
    private final Jobs jobs;
    private final SecureRandom random;
    private final Supplier<MailSettings> settings;
    private final Supplier<SSLContext> tls;
    private final URI appUrl;
    private final Supplier<String> logo;
    private final Pages pages;
    private final MailAdministration administration;

    /// @param settings asked for each letter, so that a change counts at once
    /// @param tls says whose certificates count
    /// @param logo the path of the picture that stands in front of the installation's name
    /// @param recipients finds who asks for a test mail
    public Mail(
            Db db,
            Jobs jobs,
            SecureRandom random,
            Supplier<MailSettings> settings,
            Supplier<SSLContext> tls,
            URI appUrl,
            Supplier<String> logo,
            Pages pages,
            Recipients recipients) {
        this.db = db;
        this.jobs = jobs;
        this.random = random;
        this.settings = settings;
        this.tls = tls;
        this.appUrl = appUrl;
        this.logo = logo;
        this.pages = pages;
        this.administration = new MailAdministration(db, jobs, this, recipients);
        jobs.on(KIND, this::deliver);
    }

    /// Finds people by the id of their account.
    @FunctionalInterface
    public interface Recipients {
        /// @throws dev.latchkey.platform.RefusalException `user_not_found`, `user_email_not_set`
        Recipient of(Tx tx, String userId);
    }

    public void routes(Routes routes) {
        administration.routes(routes);
    }

    /// What a letter to somebody without an address is answered with.
    public static Refusal noAddress() {
        return new Refusal.Conflict("user_email_not_set", "The user does not have an email address set", Map.of());
    }

    /// The letters that wait, and those that were given up.
    public Backlog backlog(Tx tx) {
        return jobs.backlog(tx, KIND);
    }

    /// Whether there is a mail server to send with.
    public boolean present() {
        return settings.get().present();
    }

    /// @throws dev.latchkey.platform.RefusalException `mail_not_configured` if there is no mail server to send with
    public void refuseUnlessPresent() {
        if (!present()) {
            throw new Refusal.Conflict("mail_not_configured", "No mail server is set, so no mail can be sent", Map.of())
                    .asException();
        }
    }

    /// The texts in the language of who is to read them.
    public Messages texts(Recipient recipient) {
        return pages.messages(recipient.locale());
    }

    /// The name of this installation, which subjects and sentences mention.
    public String appName() {
        return pages.appName();
    }

    /// An address of this installation.
    public String link(String path) {
        return appUrl + path;
    }

    /// A letter that greets and says nothing yet.
    public Letter letter(Recipient recipient, String subject) {
        var texts = texts(recipient);
        return Letter.to(recipient, texts.language(), subject, texts.text("auth_mail_hello", "name", recipient.name()));
    }

    /// Sends a letter soon after the transaction is stored.
    ///
    /// @param uselessAfter when there is no more point in it, if ever
    public void queue(Tx tx, Letter letter, Optional<Instant> uselessAfter) {
        queueAll(tx, List.of(letter), uselessAfter);
    }

    /// As [#queue], for letters to several people.
    public void queueAll(Tx tx, Collection<Letter> letters, Optional<Instant> uselessAfter) {
        jobs.addAll(tx, KIND, letters.stream().map(Letter::written).toList(), uselessAfter);
    }

    private Outcome deliver(String written) {
        return switch (send(Letter.read(written))) {
            case Delivery.Sent _ -> new Outcome.Done();
            case Delivery.Failed(var reason) -> new Outcome.Again(reason);
            case Delivery.Refused(var reason) -> new Outcome.Hopeless(reason);
        };
    }

    /// Hands a letter to the mail server now. The mail library's classes are loaded here, at the first letter.
    Delivery send(Letter letter) {
        var now = settings.get();
        var host = appUrl.getHost();
        var message = new Message(
                Uuid7.next(db.now(), random) + "@" + host,
                db.now(),
                pages.appName(),
                now.from(),
                letter.name(),
                letter.address(),
                letter.language(),
                letter.subject(),
                letter.text(),
                pages.document(
                        "platform/letter",
                        Map.of(
                                "letter",
                                letter,
                                "appName",
                                pages.appName(),
                                "home",
                                appUrl.toString(),
                                "logo",
                                link(logo.get()))));
        return new Smtp(host, tls, Smtp.Patience.USUAL).send(now, message);
    }
}
