package dev.latchkey.oidc.authorize;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.RefusedAttempts;
import dev.latchkey.clients.Client;
import dev.latchkey.clients.Clients;
import dev.latchkey.clients.SignInTests;
import dev.latchkey.directory.groups.Groups;
import dev.latchkey.directory.users.Users;
import dev.latchkey.oidc.OAuthError;
import dev.latchkey.oidc.PendingRequestLimit;
import dev.latchkey.oidc.grants.Grants;
import dev.latchkey.oidc.keys.SigningKeys;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.db.ConstraintViolation;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.jobs.CleanUp;
import dev.latchkey.platform.pages.Pages;
import dev.latchkey.signin.passkeys.Passkeys;
import dev.latchkey.signin.sessions.Session;
import dev.latchkey.signin.sessions.SignInCookies;
import java.security.SecureRandom;
import java.util.Optional;

/// `/authorize`, and the interactions that it may need.
public final class Authorize {
    /// Long states and hints arrive by POST as they do by GET, where the limit of the headers is 64 kB.
    private static final long FORM_BYTES = 64 * 1024;

    private static final String INTERACTION = "/interaction?interaction=";

    private final Db db;
    private final Clients clients;
    private final RequestParser parser;
    private final Requirements requirements;
    private final Interactions interactions;
    private final PendingRequestLimit pending;
    private final Granting granting;
    private final AuthorizationResponses responses;
    private final ErrorPages errors;
    private final RefusedRequests refusedRequests;
    private final InteractionPages pages;
    private final InteractionApi api;
    private final Pages texts;

    /// What concerns the whole installation.
    ///
    /// @param issuer the `iss` of every answer
    /// @param https whether cookies are for https
    /// @param allowInsecureCallbacks whether `http` callbacks other than loopback are allowed
    public record Settings(String issuer, boolean https, boolean allowInsecureCallbacks) {}

    /// What else it stands on.
    public record Parts(
            Clients clients,
            SignInTests tests,
            Users users,
            Groups groups,
            Grants grants,
            SigningKeys keys,
            AuthorizationCodes codes,
            Passkeys passkeys,
            SignInCookies cookies,
            Audit audit,
            RefusedAttempts refused,
            PendingRequestLimit pending,
            Pages pages) {}

    public Authorize(Db db, SecureRandom random, Settings settings, Parts parts) {
        this.db = db;
        this.clients = parts.clients();
        this.parser =
                new RequestParser(parts.clients(), parts.tests(), parts.keys(), settings.allowInsecureCallbacks());
        this.requirements = new Requirements(parts.clients(), parts.users());
        this.interactions = new Interactions(random, settings.https());
        this.pending = parts.pending();
        this.granting = new Granting(parts.clients(), parts.grants(), parts.codes(), parts.audit());
        this.responses = new AuthorizationResponses(parts.pages(), settings.issuer());
        this.refusedRequests = new RefusedRequests(db, parts.clients(), parts.refused());
        this.errors = new ErrorPages(parts.pages());
        var steps = new Steps(parser, requirements, interactions, parts.passkeys(), parts.cookies());
        this.pages = new InteractionPages(db, steps, interactions, errors, parts);
        this.texts = parts.pages();
        this.api = new InteractionApi(db, steps, interactions);
    }

    public void routes(Routes routes) {
        routes.sessionIfAny().get("/authorize", this::get);
        routes.open().crossSite().bodyLimit(FORM_BYTES).post("/authorize", this::post);
        pages.routes(routes);
        api.routes(routes);
    }

    public void cleanUp(CleanUp cleanUp) {
        cleanUp.add("interactions", interactions::removeExpired);
    }

    /// What the browser gets, decided inside the transaction and written after it.
    private sealed interface Answer {
        record Page(PageError error) implements Answer {}

        record Told(ClientReturn back, OAuthError error) implements Answer {}

        record Code(AuthorizationRequest request, Secret code) implements Answer {}

        /// @param locales which languages the app would like its pages in
        record Wait(String interaction, Optional<String> locales) implements Answer {}
    }

    private Reply get(Call call) {
        var session = call.caller().map(Session.class::cast);
        var browser = interactions.browser(call);
        var resumed = call.query().value("interaction");
        var answer = answer(call, resumed, session, browser);
        var reply = reply(call, answer);
        return browser.fresh() && answer instanceof Answer.Wait ? reply.cookie(interactions.cookie(browser)) : reply;
    }

    private Answer answer(
            Call call, Optional<String> resumed, Optional<Session> session, Interactions.Browser browser) {
        try {
            return resumed.isPresent()
                    ? db.write(tx -> resume(call, tx, resumed.get(), session, browser))
                    : begin(call, session, browser);
        } catch (ConstraintViolation e) {
            if (e.kind() != ConstraintViolation.Kind.REFERENCE) {
                throw e;
            }
            return new Answer.Page(PageError.UNKNOWN_APP); // it, or the person, was deleted at this very moment
        }
    }

    /// Another site's form carries no `Lax` cookie, so who is signed in cannot be told. The request is kept, and asked
    /// for again by GET, which carries it.
    private Reply post(Call call) {
        var parameters = RequestParameters.of(call);
        var answer = db.write(tx -> {
            var parsed = parser.parse(tx, parameters, Optional.empty());
            tx.afterCommit(() -> refusedRequests.note(call, parsed, parameters));
            return switch (parsed) {
                case ParsedRequest.Unreturnable(var error) -> new Answer.Page(error);
                case ParsedRequest.Refused(var error, var back) -> new Answer.Told(back, error);
                case ParsedRequest.Asked(var request) ->
                    wait(call, tx, request, parameters, Optional.empty(), Optional.empty());
            };
        });
        return answer instanceof Answer.Wait(var id, var _)
                ? Reply.seeOther("/authorize?interaction=" + id)
                : reply(call, answer);
    }

    private Reply reply(Call call, Answer answer) {
        return switch (answer) {
            case Answer.Page(var error) -> errors.show(call, error);
            case Answer.Told(var back, var error) -> responses.error(call, back, error);
            case Answer.Code(var request, var code) -> responses.code(call, request.back(), code, request.scopes());
            case Answer.Wait(var id, var locales) ->
                texts.inLanguage(call, Reply.redirect(302, INTERACTION + id), locales);
        };
    }

    private static Optional<String> locales(RequestParameters parameters) {
        return parameters.value("ui_locales");
    }

    private Answer begin(Call call, Optional<Session> session, Interactions.Browser browser) {
        var parameters = RequestParameters.of(call);
        var parsed = db.read(tx -> parser.parse(tx, parameters, session));
        refusedRequests.note(call, parsed, parameters);
        return switch (parsed) {
            case ParsedRequest.Unreturnable(var error) -> new Answer.Page(error);
            case ParsedRequest.Refused(var error, var back) -> new Answer.Told(back, error);
            case ParsedRequest.Asked(var request)
            when request.asks(Prompt.NONE) && session.isEmpty() -> new Answer.Told(request.back(), loginRequired());
            case ParsedRequest.Asked(var request) ->
                db.write(tx -> {
                    var standing = requirements.of(tx, request, session, Optional.empty());
                    return switch (settle(call, tx, request, session, standing)) {
                        case Settled.Answered(var answer) -> answer;
                        case Settled.StepsOpen _ -> wait(call, tx, request, parameters, Optional.of(browser), session);
                    };
                });
        };
    }

    /// Keeps a request until its person is done with what is open.
    private Answer wait(
            Call call,
            Tx tx,
            AuthorizationRequest request,
            RequestParameters parameters,
            Optional<Interactions.Browser> browser,
            Optional<Session> session) {
        pending.count(call, parameters.json());
        var id = interactions.begin(tx, request.client().id(), parameters, browser, session.map(Session::user));
        return new Answer.Wait(id, locales(parameters));
    }

    private Answer resume(Call call, Tx tx, String id, Optional<Session> session, Interactions.Browser browser) {
        var claimed = interactions.claim(tx, id, browser);
        if (claimed.isEmpty()) {
            return new Answer.Page(PageError.INTERACTION_OVER);
        }
        var waiting = session.map(person -> interactions.bind(tx, claimed.get(), person.user()))
                .orElse(claimed.get());
        // Client and callback are verified anew: an administrator may have changed them in the meantime.
        var settled = switch (parser.parse(tx, waiting.parameters(), session)) {
            case ParsedRequest.Unreturnable(var error) -> new Settled.Answered(new Answer.Page(error));
            case ParsedRequest.Refused(var error, var back) -> new Settled.Answered(new Answer.Told(back, error));
            case ParsedRequest.Asked(var request) -> {
                var standing = requirements.of(tx, request, session, Optional.of(waiting));
                yield waiting.denied()
                        ? refused(request, denied(standing))
                        : settle(call, tx, request, session, standing);
            }
        };
        return switch (settled) {
            case Settled.StepsOpen _ -> new Answer.Wait(id, locales(waiting.parameters()));
            case Settled.Answered(var answer) when interactions.finish(tx, waiting) -> answer;
            case Settled.Answered _ -> throw new IllegalStateException("claimed, and gone in the same transaction");
        };
    }

    private sealed interface Settled {
        record Answered(Answer answer) implements Settled {}

        record StepsOpen() implements Settled {}
    }

    /// With `prompt=none` nothing may be shown, so what is open is an error at once (OpenID Connect Core §3.1.2.6).
    private Settled settle(
            Call call, Tx tx, AuthorizationRequest request, Optional<Session> session, Requirements.Standing standing) {
        boolean silent = request.asks(Prompt.NONE);
        return switch (standing) {
            case Requirements.Standing.SignedOut _ ->
                silent ? refused(request, loginRequired()) : new Settled.StepsOpen();
            case Requirements.Standing.SomebodyElse _ ->
                refused(
                        request,
                        OAuthError.of("login_required", "Somebody else than the expected person is signed in"));
            case Requirements.Standing.NotAllowed _ -> {
                session.ifPresent(
                        person -> tx.afterCommit(() -> refusedRequests.notAllowed(call, request.client(), person)));
                yield silent ? refused(request, notAllowed()) : new Settled.StepsOpen();
            }
            case Requirements.Standing.Open(var steps) -> {
                if (!silent) {
                    yield new Settled.StepsOpen();
                }
                yield refused(
                        request,
                        steps.contains(Step.CONSENT)
                                ? OAuthError.of("consent_required", "The person has not agreed to this yet")
                                : loginRequired());
            }
            case Requirements.Standing.Ready ready ->
                new Settled.Answered(
                        new Answer.Code(request, granting.grant(call, tx, request, session.orElseThrow(), ready)));
        };
    }

    private static Settled refused(AuthorizationRequest request, OAuthError error) {
        return new Settled.Answered(new Answer.Told(request.back(), error));
    }

    private static OAuthError loginRequired() {
        return OAuthError.of("login_required", "The person has to sign in");
    }

    private static OAuthError notAllowed() {
        return OAuthError.accessDenied("The person is in none of the groups that may use this client");
    }

    private static OAuthError denied(Requirements.Standing standing) {
        return standing instanceof Requirements.Standing.NotAllowed
                ? notAllowed()
                : OAuthError.accessDenied("The person did not allow it");
    }

    /// The name of the app that somebody is on their way to.
    ///
    /// @param path where the browser goes after signing in; an app stands behind `/interaction?interaction=…`
    public Optional<String> appBehind(String path) {
        return path.startsWith(INTERACTION)
                ? db.read(tx -> interactions
                                .client(tx, path.substring(INTERACTION.length()))
                                .flatMap(id -> clients.find(tx, id)))
                        .map(Client::name)
                : Optional.empty();
    }
}
