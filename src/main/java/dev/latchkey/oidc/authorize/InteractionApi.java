package dev.latchkey.oidc.authorize;

import dev.latchkey.clients.ClientMetaView;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.openapi.Operations;
import dev.latchkey.platform.openapi.Schema;
import dev.latchkey.signin.sessions.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Interactions over REST, for pages that are not ours.
final class InteractionApi {
    private final Db db;
    private final Steps steps;
    private final Interactions interactions;

    InteractionApi(Db db, Steps steps, Interactions interactions) {
        this.db = db;
        this.steps = steps;
        this.interactions = interactions;
    }

    void routes(Routes routes) {
        routes.sessionIfAny().get("/api/oidc/interactions/{id}", this::show);
        routes.session().post("/api/oidc/interactions/{id}/complete", this::complete);
        routes.described(InteractionApi::describe);
    }

    private static void describe(Operations operations) {
        var topic = operations.about("Interactions");
        var step = Schema.oneOf(Step.class, Step::spelling);
        var interaction = Schema.object()
                .with("id", Schema.text())
                .with("scopes", Schema.list(Schema.text()))
                .with("scopeInfo", Schema.list(Schema.any()))
                .with("client", Schema.of(ClientMetaView.class))
                .sometimes("currentStep", step)
                .with("requiredSteps", Schema.list(step))
                .schema();
        topic.get("/api/oidc/interactions/{id}", "What an authorization request still waits for")
                .answers(200, interaction)
                .refuses(404, "not_found");
        topic.post("/api/oidc/interactions/{id}/complete", "Completes the step that it waits for")
                .takes(Schema.object().with("step", step))
                .answers(
                        200,
                        Schema.object().sometimes("interaction", interaction).sometimes("redirectUrl", Schema.text()))
                .refuses(400, "validation_failed")
                .refuses(401, "reauthentication_required")
                .refuses(404, "not_found");
    }

    private Reply show(Call call) {
        var id = call.path("id");
        var session = call.caller().map(Session.class::cast);
        return switch (db.read(tx -> steps.look(call, tx, id, session))) {
            case Steps.Situation.Over _, Steps.Situation.Settled _ -> throw over().asException();
            case Steps.Situation.Waiting waiting -> Reply.json(200, view(waiting));
        };
    }

    private Reply complete(Call call) {
        var given = call.json().text("step");
        var session = call.caller(Session.class);
        var id = call.path("id");
        var browser = interactions.browser(call);
        var situation = db.write(tx -> {
            // Whoever signed in since is not taken over yet: that is what the step `authenticate` does.
            var before = steps.look(call, tx, id, Optional.of(session));
            if (!(before instanceof Steps.Situation.Waiting(var interaction, var request, var standing))) {
                return before instanceof Steps.Situation.Settled
                        ? steps.enter(tx, id, Optional.of(session), browser)
                        : before;
            }
            if (standing instanceof Requirements.Standing.NotAllowed) {
                return before;
            }
            var open = steps(standing, interaction, request);
            if (!open.getFirst().spelling().equals(given)) {
                throw new Refusal.Invalid(
                                List.of(),
                                "Expected interaction step " + open.getFirst().spelling() + " but got " + given)
                        .asException();
            }
            return steps.complete(call, tx, interaction, session, open.getFirst());
        });
        return switch (situation) {
            case Steps.Situation.Over _ -> throw over().asException();
            case Steps.Situation.Settled _ -> Reply.json(200, Map.of("redirectUrl", "/authorize?interaction=" + id));
            case Steps.Situation.Waiting(var _, var _, Requirements.Standing.NotAllowed _) ->
                Reply.json(200, Map.of("redirectUrl", "/authorize?interaction=" + id));
            case Steps.Situation.Waiting waiting -> Reply.json(200, Map.of("interaction", view(waiting)));
        };
    }

    private static Refusal over() {
        return new Refusal.NotFound("not_found", "OIDC interaction not found or expired", "OIDC interaction");
    }

    private static Map<String, Object> view(Steps.Situation.Waiting waiting) {
        var request = waiting.request();
        var open = steps(waiting.standing(), waiting.interaction(), request).stream()
                .map(Step::spelling)
                .toList();
        var view = new LinkedHashMap<String, Object>();
        view.put("id", waiting.interaction().id());
        view.put("scopes", request.scopes().list());
        view.put("scopeInfo", List.of());
        view.put("client", ClientMetaView.of(request.client()));
        open.stream().findFirst().ifPresent(step -> view.put("currentStep", step));
        view.put("requiredSteps", open);
        return view;
    }

    /// Signed out, what will be asked for is only known in part: what the request itself asks for.
    private static List<Step> steps(
            Requirements.Standing standing, Interaction interaction, AuthorizationRequest request) {
        if (standing instanceof Requirements.Standing.Open(var steps)) {
            return steps;
        }
        var steps = new ArrayList<Step>();
        if (standing instanceof Requirements.Standing.SignedOut
                || interaction.user().isEmpty()) {
            steps.add(Step.AUTHENTICATE);
            if (request.asks(Prompt.CONSENT)) {
                steps.add(Step.CONSENT);
            }
        }
        return List.copyOf(steps);
    }
}
