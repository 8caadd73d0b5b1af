package dev.latchkey.oidc.logout;

import dev.latchkey.clients.AppHome;
import dev.latchkey.clients.Client;
import dev.latchkey.clients.Clients;
import dev.latchkey.clients.Redirect;
import dev.latchkey.directory.users.Users;
import dev.latchkey.oidc.PendingRequestLimit;
import dev.latchkey.oidc.authorize.SignedInPerson;
import dev.latchkey.oidc.grants.Grants;
import dev.latchkey.oidc.keys.SigningKeys;
import dev.latchkey.oidc.keys.VerifiedToken;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Parameters;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.jobs.CleanUp;
import dev.latchkey.platform.openapi.Operations;
import dev.latchkey.platform.openapi.Schema;
import dev.latchkey.platform.pages.Pages;
import dev.latchkey.signin.sessions.Session;
import dev.latchkey.signin.sessions.SessionId;
import dev.latchkey.signin.sessions.Sessions;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The end-session endpoint, and the page that asks where an app could not prove itself.
public final class EndSession {
    private static final String ENDPOINT = "/api/oidc/end-session";
    private static final String CONFIRMED = "/end-session";

    /// What finds a posted request again.
    private static final String POSTED = "posted";

    private static final long FORM_BYTES = 64 * 1024;

    private final Db db;
    private final boolean allowInsecure;
    private final Parts parts;
    private final PostedLogouts posted;

    /// What it stands on.
    public record Parts(
            Clients clients,
            Users users,
            Sessions sessions,
            Grants grants,
            SigningKeys keys,
            PendingRequestLimit pending,
            Pages pages) {}

    /// @param allowInsecure whether `http` addresses other than loopback are allowed
    public EndSession(Db db, SecureRandom random, boolean allowInsecure, Parts parts) {
        this.db = db;
        this.posted = new PostedLogouts(random);
        this.allowInsecure = allowInsecure;
        this.parts = parts;
    }

    public void routes(Routes routes) {
        routes.sessionIfAny().anyOrigin().get(ENDPOINT, this::asked);
        routes.open().crossSite().anyOrigin().bodyLimit(FORM_BYTES).post(ENDPOINT, this::posted);
        // A browser encodes more of the state in a form than an app has to in an address.
        routes.sessionIfAny().bodyLimit(4 * FORM_BYTES).post(CONFIRMED, this::confirmed);
        routes.described(EndSession::describe);
    }

    public void cleanUp(CleanUp cleanUp) {
        cleanUp.add("posted_logouts", posted::removeExpired);
    }

    private static void describe(Operations operations) {
        var topic = operations.about("OAuth");
        var get = topic.get(ENDPOINT, "Signs out, for an app (OpenID Connect RP-Initiated Logout)");
        LogoutRequest.PARAMETERS.forEach(name -> get.query(name, Schema.text(), "See the specification"));
        get.answersWith(200, "text/html").answers(302).answersWith(400, "text/html");
        var form = Schema.object();
        for (var name : LogoutRequest.PARAMETERS) {
            form = form.sometimes(name, Schema.text());
        }
        topic.post(ENDPOINT, "The same, by POST").takesForm(form).answers(303);
    }

    /// A form of another site carries no session cookie; the GET that follows does.
    private Reply posted(Call call) {
        var parameters = LogoutRequest.PARAMETERS.stream()
                .flatMap(name -> call.form().all(name).stream().map(value -> name + "=" + Parameters.encode(value)))
                .collect(Collectors.joining("&"));
        if (parameters.isEmpty()) {
            return Reply.seeOther(ENDPOINT);
        }
        parts.pending().count(call, parameters);
        return Reply.seeOther(ENDPOINT + "?" + POSTED + "="
                + db.write(tx -> posted.keep(tx, parameters)).reveal());
    }

    private Reply asked(Call call) {
        var id = call.query().value(POSTED).map(Secret::new);
        return id.isEmpty()
                ? asked(call, call.query())
                : asked(call, db.write(tx -> posted.take(tx, id.get())).orElse(Parameters.NONE));
    }

    private Reply asked(Call call, Parameters parameters) {
        var session = call.caller().map(Session.class::cast);
        return switch (parse(parameters)) {
            case LogoutRequest.Faulty(var fault) ->
                ask(call, session, Optional.of(fault), Optional.empty(), parameters);
            case LogoutRequest.Sound(var hint, var client, var next, var state) -> {
                if (hint.isEmpty()
                        || session.filter(present -> !names(hint.get(), present))
                                .isPresent()) {
                    yield session.isPresent()
                            ? ask(call, session, Optional.empty(), client, parameters)
                            : signedOut(call, client, next.map(redirect -> location(redirect, state)));
                }
                db.write(tx -> {
                    session.ifPresentOrElse(
                            present -> parts.sessions().signOut(call, tx, present),
                            // The session is over, and what it gave may live on: signing out ends that as well.
                            () -> hint.get()
                                    .text("sid")
                                    .ifPresent(sid -> parts.grants().endOfSessions(tx, List.of(new SessionId(sid)))));
                    return true;
                });
                yield next.map(redirect -> Reply.redirect(302, location(redirect, state)))
                        .orElseGet(() -> signedOut(call, client, Optional.empty()))
                        .cookie(parts.sessions().cleared());
            }
        };
    }

    /// Our own form, after [#ask]. It may lead on to the app, which a redirect could not: the browser holds our
    /// `form-action 'self'` against it.
    private Reply confirmed(Call call) {
        var session = call.caller().map(Session.class::cast);
        var request = parse(call.form());
        if (session.filter(present -> !SignedInPerson.isStill(present, call)).isPresent()) {
            return switch (request) {
                case LogoutRequest.Faulty(var fault) ->
                    ask(call, session, Optional.of(fault), Optional.empty(), call.form());
                case LogoutRequest.Sound(var _, var client, var _, var _) ->
                    ask(call, session, Optional.empty(), client, call.form());
            };
        }
        session.ifPresent(present -> db.write(tx -> {
            parts.sessions().signOut(call, tx, present);
            return true;
        }));
        var reply = switch (request) {
            case LogoutRequest.Faulty _ -> signedOut(call, Optional.empty(), Optional.empty());
            case LogoutRequest.Sound(var _, var client, var next, var state) -> {
                var target = next.map(redirect -> location(redirect, state));
                var page = signedOut(call, client, target);
                yield target.map(address -> page.header("Refresh", "0; url=" + address))
                        .orElse(page);
            }
        };
        return reply.cookie(parts.sessions().cleared());
    }

    private LogoutRequest parse(Parameters parameters) {
        return db.read(tx -> LogoutRequest.parse(tx, parameters, parts.clients(), parts.keys(), allowInsecure));
    }

    /// Whether an ID token was issued in this very session (RP-Initiated Logout §2, `sid`).
    private static boolean names(VerifiedToken hint, Session session) {
        return hint.required("sub").equals(session.userId())
                && hint.text("sid").filter(session.id().value()::equals).isPresent();
    }

    private Reply ask(
            Call call,
            Optional<Session> session,
            Optional<LogoutRequest.Fault> fault,
            Optional<Client> client,
            Parameters parameters) {
        var texts = parts.pages().messages(call);
        var wrong = fault.map(known -> texts.text(
                        switch (known) {
                            case BAD_HINT -> "auth_logout_bad_hint";
                            case BAD_ADDRESS -> "auth_logout_bad_address";
                            case REPEATED -> "auth_logout_repeated";
                        }))
                .orElse("");
        var values = new HashMap<String, Object>();
        values.put("wrong", wrong);
        values.put("requestId", call.requestId());
        if (session.isEmpty()) {
            return parts.pages().render(call, 400, "oidc/logout-refused", values);
        }
        values.put("app", client.map(Client::name).orElse(""));
        values.put(
                "person",
                SignedInPerson.of(
                        db.read(tx -> parts.users().get(tx, session.get().user()))));
        // What is wrong is not carried on: the form then only signs out.
        values.put("carried", fault.isPresent() ? Map.of() : carried(client, parameters));
        return parts.pages().render(call, fault.isPresent() ? 400 : 200, "oidc/logout", values);
    }

    private static Map<String, String> carried(Optional<Client> client, Parameters parameters) {
        var carried = new HashMap<String, String>();
        client.ifPresent(app -> {
            carried.put("client_id", app.id().value());
            parameters.value("post_logout_redirect_uri").ifPresent(uri -> carried.put("post_logout_redirect_uri", uri));
            parameters.value("state").ifPresent(state -> carried.put("state", state));
        });
        return carried;
    }

    /// @param next where the app asked to go on to; a link then, nobody is sent there without a click or a hint
    private Reply signedOut(Call call, Optional<Client> client, Optional<String> next) {
        var back = next.or(() -> client.flatMap(AppHome::of));
        return parts.pages()
                .render(
                        call,
                        200,
                        "oidc/signed-out",
                        Map.of("app", client.map(Client::name).orElse(""), "back", back.orElse("")));
    }

    /// RP-Initiated Logout §3.
    private static String location(Redirect redirect, Optional<String> state) {
        var uri = redirect.uri();
        if (state.isEmpty()) {
            return uri;
        }
        return uri + (uri.indexOf('?') < 0 ? "?" : "&") + "state=" + Parameters.encode(state.get());
    }
}
