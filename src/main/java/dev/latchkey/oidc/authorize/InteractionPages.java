package dev.latchkey.oidc.authorize;

import dev.latchkey.directory.groups.Groups;
import dev.latchkey.directory.users.Users;
import dev.latchkey.oidc.grants.Consents;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.pages.Pages;
import dev.latchkey.signin.sessions.Session;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The pages of an interaction. They are plain forms; only passkeys need a script.
///
/// A form that is posted to us may not end at another origin: the browser holds our `form-action 'self'` against every
/// redirect that follows. So whoever is done gets a page that goes on by itself, with `Refresh` and a link.
final class InteractionPages {
    private static final String PAGE = "/interaction";

    private final Db db;
    private final Steps steps;
    private final Interactions interactions;
    private final ErrorPages errors;
    private final Users users;
    private final Groups groups;
    private final Pages pages;

    InteractionPages(Db db, Steps steps, Interactions interactions, ErrorPages errors, Authorize.Parts parts) {
        this.db = db;
        this.steps = steps;
        this.interactions = interactions;
        this.errors = errors;
        this.users = parts.users();
        this.groups = parts.groups();
        this.pages = parts.pages();
    }

    void routes(Routes routes) {
        routes.sessionIfAny().get(PAGE, this::show).post(PAGE, this::act);
        routes.open().get("/interaction/error", errors::linked);
    }

    private sealed interface View {
        record Over() implements View {}

        record Done() implements View {}

        record Step(String template, Map<String, Object> values) implements View {}
    }

    private Reply show(Call call) {
        var id = call.query().value("interaction");
        if (id.isEmpty()) {
            return errors.show(call, PageError.INTERACTION_OVER);
        }
        var session = call.caller().map(Session.class::cast);
        var browser = interactions.browser(call);
        boolean another = call.query().first("another").isPresent();
        var view = db.write(tx -> view(call, tx, steps.enter(tx, id.get(), session, browser), session, another));
        var reply = reply(call, id.get(), view);
        return browser.fresh() && !(view instanceof View.Over) ? reply.cookie(interactions.cookie(browser)) : reply;
    }

    private Reply act(Call call) {
        var id = call.form().value("interaction").orElse("");
        var pressed = new Pressed(
                call.form().value("step").orElse(""),
                call.form().value("decision").orElse(""));
        var session = call.caller().map(Session.class::cast);
        var browser = interactions.browser(call);
        return switch (db.write(tx -> act(call, tx, steps.enter(tx, id, session, browser), session, pressed))) {
            case Steps.Situation.Over _ -> errors.show(call, PageError.INTERACTION_OVER);
            case Steps.Situation.Settled _ -> onwards(call, id);
            case Steps.Situation.Waiting _ -> Reply.seeOther(PAGE + "?interaction=" + id);
        };
    }

    /// @param step which step the page showed
    /// @param decision `allow` goes on with it, `deny` ends it all
    private record Pressed(String step, String decision) {}

    /// What a button does; one that belongs to another step than the first open one, or was shown to another person,
    /// does nothing. Whoever sits at the browser may end it all.
    private Steps.Situation act(Call call, Tx tx, Steps.Situation before, Optional<Session> session, Pressed pressed) {
        if (!(before instanceof Steps.Situation.Waiting(var interaction, var _, var standing))) {
            return before;
        }
        if (pressed.decision().equals("deny")) {
            steps.deny(tx, interaction);
            return new Steps.Situation.Settled();
        }
        if (session.isEmpty()
                || !SignedInPerson.isStill(session.get(), call)
                || !(standing instanceof Requirements.Standing.Open(var open))) {
            return before;
        }
        var step = open.getFirst();
        return step.spelling().equals(pressed.step()) && pressed.decision().equals("allow")
                ? steps.complete(call, tx, interaction, session.get(), step)
                : before;
    }

    private Reply reply(Call call, String id, View view) {
        return switch (view) {
            case View.Over _ -> errors.show(call, PageError.INTERACTION_OVER);
            case View.Done _ -> onwards(call, id);
            case View.Step(var template, var values) -> pages.render(call, 200, template, values);
        };
    }

    private Reply onwards(Call call, String id) {
        var target = "/authorize?interaction=" + id;
        return pages.render(call, 200, "oidc/onwards", Map.of("target", target)).header("Refresh", "0; url=" + target);
    }

    private View view(Call call, Tx tx, Steps.Situation situation, Optional<Session> session, boolean another) {
        return switch (situation) {
            case Steps.Situation.Over _ -> new View.Over();
            case Steps.Situation.Settled _ -> new View.Done();
            case Steps.Situation.Waiting waiting -> step(call, tx, waiting, session, another);
        };
    }

    private View step(Call call, Tx tx, Steps.Situation.Waiting waiting, Optional<Session> session, boolean another) {
        var request = waiting.request();
        var values = new HashMap<String, Object>();
        values.put("id", waiting.interaction().id());
        values.put("app", AskingApp.of(request.client(), request.back().redirect()));
        values.put("signedIn", session.isPresent());
        values.put("hint", request.loginHint().map(LoginHint::text).orElse(""));
        if (session.isEmpty() || another) {
            return new View.Step("oidc/sign-in", values);
        }
        var user = users.get(tx, session.get().user());
        values.put("person", SignedInPerson.of(user));
        var template = switch (waiting.standing()) {
            case Requirements.Standing.Open(var open) ->
                switch (open.getFirst()) {
                    case AUTHENTICATE -> "oidc/sign-in";
                    case SELECT_ACCOUNT -> "oidc/select-account";
                    case REAUTHENTICATE -> "oidc/reauthenticate";
                    case CONSENT -> {
                        var agreed = Consents.of(tx, user.id(), request.client().id());
                        values.put(
                                "things",
                                ConsentItems.of(tx, pages.messages(call), groups, user, request.shared(), agreed));
                        yield "oidc/consent";
                    }
                };
            case Requirements.Standing.NotAllowed _ -> {
                values.put("clientId", request.client().id().value());
                values.put("requestId", call.requestId());
                yield "oidc/not-allowed";
            }
            case Requirements.Standing.SignedOut _,
                    Requirements.Standing.SomebodyElse _,
                    Requirements.Standing.Ready _ -> throw new IllegalStateException("nothing to show");
        };
        return new View.Step(template, values);
    }
}
