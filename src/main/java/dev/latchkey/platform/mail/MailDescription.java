package dev.latchkey.platform.mail;

import dev.latchkey.platform.openapi.Operations;
import dev.latchkey.platform.openapi.Schema;

/// What [MailAdministration] tells about its routes.
final class MailDescription {
    private MailDescription() {}

    static void write(Operations operations) {
        var topic = operations.about("Mail");
        topic.post("/api/application-configuration/test-email", "Sends you a mail at once")
                .answers(204)
                .refuses(409, "user_email_not_set", "mail_not_sent");
        topic.get("/api/mail", "The mails that wait, and why").answers(200, MailAdministration.View.class);
        topic.post("/api/mail/retry", "Tries the mails that wait once more")
                .answers(200, Schema.object().with("tried", Schema.number()));
    }
}
