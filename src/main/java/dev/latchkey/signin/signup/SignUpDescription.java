package dev.latchkey.signin.signup;

import dev.latchkey.directory.UserView;
import dev.latchkey.platform.openapi.Operations;
import dev.latchkey.platform.openapi.Schema;

/// What [SignUp], [Invitations] and [SetUp] tell about their routes.
final class SignUpDescription {
    private SignUpDescription() {}

    static void write(Operations operations) {
        var topic = operations.about("Signing up");
        topic.post("/api/signup", "Makes your own account, and signs you in")
                .takes(account().maybe("token", Schema.text().saying("An invitation; none where sign-up is open")))
                .answers(201, UserView.class)
                .refuses(400, "validation_failed")
                .refuses(401, "token_invalid_or_expired")
                .refuses(403, "open_signup_disabled")
                .refuses(409, "already_in_use");
        topic.post("/api/signup-tokens", "Invites people")
                .takes(Schema.object()
                        .with("usageLimit", Schema.number(1, 100))
                        .sometimes(
                                "ttl",
                                Schema.lifetime().saying("Seconds, or a text such as `1h30m`; an hour unless given"))
                        .maybe("userGroupIds", Schema.list(Schema.text())))
                .answers(201, Invitations.View.class)
                .refuses(400, "validation_failed");
        topic.get("/api/signup-tokens", "Invitations, page by page")
                .lists(Invitations.View.class)
                .sortedBy("createdAt", "expiresAt", "usageLimit", "usageCount");
        topic.delete("/api/signup-tokens/{id}", "Ends an invitation").answers(204);
    }

    static void setUp(Operations operations) {
        var topic = operations.about("Signing up");
        topic.get("/api/signup/setup", "Whether the first administrator is still to come")
                .answers(204)
                .refuses(404, "setup_not_available");
        topic.post("/api/signup/setup", "Makes the first administrator, and signs them in")
                .takes(account())
                .answers(200, UserView.class)
                .refuses(400, "validation_failed")
                .refuses(409, "setup_already_completed");
    }

    private static Schema.Members account() {
        return Schema.object()
                .with("username", Schema.text(1, 50).with("pattern", "^[a-zA-Z0-9]([a-zA-Z0-9_.@-]*[a-zA-Z0-9])?$"))
                .maybe("email", Schema.email().saying("Needed unless the settings say otherwise"))
                .maybe("firstName", Schema.text(0, 50))
                .maybe("lastName", Schema.text(0, 50));
    }
}
