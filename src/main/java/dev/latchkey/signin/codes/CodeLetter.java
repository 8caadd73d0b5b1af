package dev.latchkey.signin.codes;

import dev.latchkey.directory.EmailVerification;
import dev.latchkey.directory.users.User;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.LocalPath;
import dev.latchkey.platform.mail.Letter;
import dev.latchkey.platform.mail.Mail;
import dev.latchkey.platform.pages.Messages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The mail that a login code comes in.
final class CodeLetter {
    private final Mail mail;

    CodeLetter(Mail mail) {
        this.mail = mail;
    }

    /// Sends a code to its person, unless it has expired by the time it could be sent.
    ///
    /// @throws dev.latchkey.platform.RefusalException `user_email_not_set`
    void queue(Tx tx, User user, Secret code, Duration life, Optional<LocalPath> redirect) {
        mail.queue(tx, write(user, code, life, redirect), Optional.of(tx.now().plus(life)));
    }

    /// As [#queue], to each their own.
    ///
    /// @param codes of people who have an address
    void queueAll(Tx tx, Map<User, Secret> codes, Duration life) {
        var letters = new ArrayList<Letter>();
        codes.forEach((user, code) -> letters.add(write(user, code, life, Optional.empty())));
        mail.queueAll(tx, letters, Optional.of(tx.now().plus(life)));
    }

    private Letter write(User user, Secret code, Duration life, Optional<LocalPath> redirect) {
        var recipient = EmailVerification.recipient(user);
        var texts = mail.texts(recipient);
        var path = "/lc/" + code.reveal();
        var link = mail.link(redirect.map(to -> to.behind(path)).orElse(path));
        return mail.letter(recipient, texts.text("auth_mail_code_subject"))
                .says(texts.text("auth_mail_code_text", "app", mail.appName(), "life", lifetime(texts, life)))
                .code(code.reveal())
                .button(texts.text("auth_mail_code_button"), link)
                .note(texts.text("auth_mail_code_note", "address", mail.link("/lc")));
    }

    /// In its one or two largest units: `1 hour and 5 minutes`.
    static String lifetime(Messages texts, Duration life) {
        var parts = new ArrayList<String>();
        part(parts, texts, "auth_mail_days", life.toDays());
        part(parts, texts, "auth_mail_hours", life.toHoursPart());
        part(parts, texts, "auth_mail_minutes", life.toMinutesPart());
        if (parts.isEmpty()) {
            part(parts, texts, "auth_mail_minutes", 1);
        }
        return parts.size() == 1
                ? parts.getFirst()
                : texts.text("auth_mail_and", "first", parts.get(0), "second", parts.get(1));
    }

    private static void part(List<String> parts, Messages texts, String key, long count) {
        if (count > 0) {
            parts.add(texts.text(key, "count", count));
        }
    }
}
