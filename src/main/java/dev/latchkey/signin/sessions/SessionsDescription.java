package dev.latchkey.signin.sessions;

import dev.latchkey.platform.openapi.Operations;
import dev.latchkey.platform.openapi.Schema;

/// What [SessionList] tells about its routes.
final class SessionsDescription {
    private SessionsDescription() {}

    static void write(Operations operations) {
        var topic = operations.about("Sessions");
        topic.get("/api/users/me/sessions", "Where you are signed in").answers(200, Schema.list(SessionView.class));
        topic.delete("/api/users/me/sessions", "Signs you out everywhere but here")
                .answers(204);
        topic.delete("/api/users/me/sessions/{sessionId}", "Signs you out somewhere")
                .answers(204)
                .refuses(404, "not_found");
        topic.post("/api/webauthn/logout", "Signs you out here").answers(204);
        topic.get("/api/users/{id}/sessions", "Where a person is signed in")
                .answers(200, Schema.list(SessionView.class))
                .refuses(404, "user_not_found");
        topic.delete("/api/users/{id}/sessions", "Signs a person out everywhere")
                .answers(204)
                .refuses(404, "user_not_found");
        topic.delete("/api/users/{id}/sessions/{sessionId}", "Signs a person out somewhere")
                .answers(204)
                .refuses(404, "user_not_found", "not_found");
    }
}
