package dev.latchkey.platform.mail;

import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.http.Area;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Caller;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.jobs.Backlog;
import dev.latchkey.platform.jobs.Jobs;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What administrators see of mail and do about it: a test, the letters that wait, another attempt at them.
final class MailAdministration {
    private final Db db;
    private final Jobs jobs;
    private final Mail mail;
    private final Mail.Recipients recipients;

    MailAdministration(Db db, Jobs jobs, Mail mail, Mail.Recipients recipients) {
        this.db = db;
        this.jobs = jobs;
        this.mail = mail;
        this.recipients = recipients;
    }

    void routes(Routes routes) {
        routes.administrator(Area.SETTINGS)
                .post("/api/application-configuration/test-email", this::test)
                .get("/api/mail", _ -> Reply.json(200, db.read(tx -> View.of(mail.backlog(tx)))))
                .post("/api/mail/retry", this::retry);
        routes.described(MailDescription::write);
    }

    /// @param lastError the reason of the youngest failure among what is listed
    record View(
            int waiting,
            int givenUp,
            @Nullable String lastError,
            @Nullable String lastErrorAt) {
        static View of(Backlog backlog) {
            var last = backlog.lastFailure();
            return new View(
                    backlog.waiting(),
                    backlog.givenUp(),
                    last.map(Backlog.Failure::error).orElse(null),
                    last.map(failure -> failure.at().toString()).orElse(null));
        }
    }

    /// Says at once what is wrong. When it works, what has been waiting is tried again as well.
    private Reply test(Call call) {
        var recipient =
                db.read(tx -> recipients.of(tx, call.caller(Caller.class).userId()));
        var texts = mail.texts(recipient);
        var letter = mail.letter(recipient, texts.text("auth_mail_test_subject"))
                .says(texts.text("auth_mail_test_text", "app", mail.appName()));
        switch (mail.send(letter)) {
            case Delivery.Sent _ -> db.write(tx -> jobs.hasten(tx, Mail.KIND));
            case Delivery.Failed(var reason) -> throw notSent(reason).asException();
            case Delivery.Refused(var reason) -> throw notSent(reason).asException();
        }
        return Reply.empty(204);
    }

    private static Refusal notSent(String reason) {
        return new Refusal.Conflict("mail_not_sent", reason, Map.of());
    }

    private Reply retry(Call call) {
        return Reply.json(200, Map.of("tried", db.write(tx -> jobs.hasten(tx, Mail.KIND))));
    }
}
