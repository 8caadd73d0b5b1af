package dev.latchkey.signin.codes;

import dev.latchkey.directory.UserView;
import dev.latchkey.platform.openapi.Operations;
import dev.latchkey.platform.openapi.Schema;

/// What [Codes] and [MailedCodes] tell about their routes.
final class CodesDescription {
    private CodesDescription() {}

    static void write(Operations operations) {
        var topic = operations.about("Login codes");
        topic.post("/api/users/{id}/one-time-access-token", "Makes a login code for a person")
                .takes(lifetime())
                .answers(201, Schema.object().with("token", Schema.text()))
                .refuses(400, "validation_failed")
                .refuses(404, "user_not_found");
        topic.post("/api/users/{id}/one-time-access-email", "Mails a login code to a person")
                .takes(lifetime())
                .answers(204)
                .refuses(400, "validation_failed")
                .refuses(403, "one_time_access_disabled")
                .refuses(404, "user_not_found")
                .refuses(409, "user_email_not_set", "mail_not_configured");
        topic.put("/api/users/{id}/one-time-access-email", "Invites a person once more")
                .details("As a mail with a login code that is good for a week; for programs that know no other way.")
                .answers(200, Schema.object())
                .refuses(403, "one_time_access_disabled")
                .refuses(404, "user_not_found")
                .refuses(409, "user_email_not_set", "mail_not_configured");
        topic.post("/api/one-time-access-token/{token}", "Signs in with a login code")
                .answers(200, UserView.class)
                .refuses(401, "token_invalid_or_expired", "device_code_invalid")
                .refuses(403, "user_disabled");
        topic.post("/api/one-time-access-email", "Has a login code mailed to you")
                .details("The answer is the same whether there is such an account or not.")
                .takes(Schema.object().with("email", Schema.email()).maybe("redirectPath", Schema.text()))
                .answers(204)
                .refuses(400, "validation_failed")
                .refuses(403, "one_time_access_disabled");
    }

    private static Schema.Members lifetime() {
        return Schema.object()
                .sometimes(
                        "ttl",
                        Schema.lifetime()
                                .saying("Seconds, or a text such as `1h30m`; a quarter of an hour unless given"));
    }
}
