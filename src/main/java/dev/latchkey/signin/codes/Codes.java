package dev.latchkey.signin.codes;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.audit.RefusedAttempts;
import dev.latchkey.directory.Administrators;
import dev.latchkey.directory.UserView;
import dev.latchkey.directory.users.User;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.directory.users.Users;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Area;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Caller;
import dev.latchkey.platform.http.Lifetime;
import dev.latchkey.platform.http.LocalPath;
import dev.latchkey.platform.http.Refusals;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.jobs.CleanUp;
import dev.latchkey.platform.pages.Pages;
import dev.latchkey.signin.sessions.Sessions;
import dev.latchkey.signin.sessions.SignInCookies;
import dev.latchkey.signin.sessions.SignInMethod;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Signing in with a code: the REST routes, and the pages on which it is typed or arrives by link.
public final class Codes {
    private static final Duration USUAL_LIFE = Duration.ofMinutes(15);
    private static final LocalPath HOME = LocalPath.fixed("/settings");

    private final Db db;
    private final Audit audit;
    private final RefusedAttempts refused;
    private final Users users;
    private final Sessions sessions;
    private final SignInCookies cookies;
    private final LoginCodes codes;
    private final Pages pages;
    private final MailedCodes mailed;

    public Codes(
            Db db,
            Audit audit,
            RefusedAttempts refused,
            Users users,
            Sessions sessions,
            SignInCookies cookies,
            LoginCodes codes,
            Pages pages,
            MailedCodes mailed) {
        this.db = db;
        this.audit = audit;
        this.refused = refused;
        this.users = users;
        this.sessions = sessions;
        this.cookies = cookies;
        this.codes = codes;
        this.pages = pages;
        this.mailed = mailed;
    }

    public void routes(Routes routes) {
        routes.administrator(Area.USERS).post("/api/users/{id}/one-time-access-token", this::make);
        routes.open()
                .post("/api/one-time-access-token/{token}", this::exchange)
                .get("/login/alternative/code", this::page)
                .post("/login/alternative/code", this::submit)
                .get("/lc/{code}", this::link);
        routes.sessionIfAny().get("/lc", Codes::alias);
        mailed.routes(routes);
        routes.described(CodesDescription::write);
    }

    public void cleanUp(CleanUp cleanUp) {
        codes.cleanUp(cleanUp);
    }

    private Reply make(Call call) {
        var administrator = call.caller(Caller.class);
        var life = Lifetime.of(call.json(), "ttl").orElse(USUAL_LIFE);
        return db.write(tx -> {
            var user = Optional.of(call.path("id"))
                    .filter(id -> !id.isBlank())
                    .map(id -> users.get(tx, new UserId(id)))
                    .orElseThrow(() -> Refusal.NotFound.user().asException());
            Administrators.refuseRestricted(call, user.administrator());
            var code = codes.issue(tx, user.id(), life);
            audit.record(
                    tx,
                    AuditEntry.of(call, "LOGIN_CODE_CREATED")
                            .user(user.id().value())
                            .actor(administrator.userId()));
            return Reply.json(201, Map.of("token", code.reveal()));
        });
    }

    private Reply exchange(Call call) {
        return switch (signIn(call, call.path("token"))) {
            case SignIn.Done(var user, var started) ->
                Reply.json(200, UserView.of(user)).cookie(started.cookie());
            case SignIn.No(var refusal) -> throw refusal.asException();
        };
    }

    private sealed interface SignIn {
        record Done(User user, Sessions.Started started) implements SignIn {}

        /// Decided inside the transaction, answered after it, so that the guess stays counted.
        record No(Refusal refusal) implements SignIn {}
    }

    private SignIn signIn(Call call, String code) {
        return db.write(tx -> switch (codes.redeem(tx, call.address(), code, device(call))) {
            case LoginCodes.Attempt.Good(var id) -> begin(call, tx, id);
            case LoginCodes.Attempt.Wrong _ -> no(call, tx, wrong(), "wrong_code");
            case LoginCodes.Attempt.OtherDevice _ -> no(call, tx, otherDevice(), "other_browser");
            case LoginCodes.Attempt.Disabled _ -> no(call, tx, Refusal.Forbidden.disabled(), "account_disabled");
            case LoginCodes.Attempt.TooMany(var retryAfter) -> no(call, tx, tooMany(retryAfter), "too_many_guesses");
        });
    }

    private SignIn no(Call call, Tx tx, Refusal refusal, String cause) {
        tx.afterCommit(() -> refused.note(call.address(), AuditEntry.of(call, "SIGN_IN_REFUSED"), cause));
        return new SignIn.No(refusal);
    }

    private SignIn begin(Call call, Tx tx, UserId id) {
        users.lock(tx, id); // so that a deletion comes before the look, or after it all
        var found = users.find(tx, id);
        if (found.isEmpty()) {
            return no(call, tx, wrong(), "wrong_code");
        }
        var user = found.get();
        audit.record(tx, AuditEntry.of(call, "TOKEN_SIGN_IN").user(user.id().value()));
        return new SignIn.Done(
                user, sessions.start(call, tx, user.id(), user.administrator(), SignInMethod.CODE, null));
    }

    private static Refusal wrong() {
        return new Refusal.Unauthorized("token_invalid_or_expired", "Token is invalid or expired");
    }

    private static Refusal otherDevice() {
        return new Refusal.Unauthorized(
                "device_code_invalid", "This code only works in the browser in which it was asked for");
    }

    /// The hash of what this browser was given when a code was asked for in it; empty if none was.
    private String device(Call call) {
        return cookies.read(call, SignInCookies.Kind.DEVICE)
                .map(Secret::new)
                .map(Secret::hash)
                .orElse("");
    }

    private static Refusal tooMany(Duration retryAfter) {
        return new Refusal.TooMany(Math.max(1, retryAfter.toSeconds()));
    }

    private static Reply alias(Call call) {
        if (call.caller().isPresent()) {
            return Reply.seeOther(HOME.value());
        }
        var query = call.rawQuery();
        return Reply.redirect(307, "/login/alternative/code" + (query.isEmpty() ? "" : "?" + query));
    }

    private Reply page(Call call) {
        return entry(call, 200, call.query().first("code").orElse(""), LocalPath.redirect(call.query()), "");
    }

    /// What arrives by link does nothing by itself: it says whose account it opens, and wants a click.
    private Reply link(Call call) {
        var redirect = LocalPath.redirect(call.query());
        var code = call.path("code");
        record Owner(LoginCodes.Attempt attempt, Optional<User> user) {}
        var owner = db.write(tx -> {
            var attempt = codes.look(tx, call.address(), code, device(call));
            return attempt instanceof LoginCodes.Attempt.Good(var id)
                    ? new Owner(attempt, users.find(tx, id))
                    : new Owner(attempt, Optional.empty());
        });
        return switch (owner.attempt()) {
            case LoginCodes.Attempt.Good _
            when owner.user().isPresent() ->
                confirm(call, code, redirect, owner.user().get());
            case LoginCodes.Attempt.Good _, LoginCodes.Attempt.Wrong _ -> entry(call, 404, code, redirect, "wrong");
            case LoginCodes.Attempt.OtherDevice _ -> entry(call, 401, "", redirect, "elsewhere");
            case LoginCodes.Attempt.Disabled _ ->
                throw Refusal.Forbidden.disabled().asException();
            case LoginCodes.Attempt.TooMany(var retryAfter) ->
                throw tooMany(retryAfter).asException();
        };
    }

    private Reply confirm(Call call, String code, Optional<LocalPath> redirect, User user) {
        var values = new LinkedHashMap<String, Object>();
        values.put("name", user.name());
        values.put("username", user.username());
        values.put("picture", user.picture());
        values.put("code", code);
        values.put("redirect", redirect.map(LocalPath::value).orElse(""));
        return pages.render(call, 200, "signin/code-link", values);
    }

    /// @param wrong what is wrong with the code: nothing, `wrong`, `elsewhere` or `many`
    private Reply entry(Call call, int status, String code, Optional<LocalPath> redirect, String wrong) {
        return pages.render(
                call,
                status,
                "signin/code",
                Map.of("code", code, "redirect", redirect.map(LocalPath::value).orElse(""), "wrong", wrong));
    }

    private Reply submit(Call call) {
        var redirect = LocalPath.redirect(call.form());
        var code = call.form().first("code").orElse("").replaceAll("[\\s-]", "");
        return switch (signIn(call, code)) {
            case SignIn.Done(var _, var started) ->
                Reply.seeOther(cookies.offeringPasskey(call, redirect.orElse(HOME)))
                        .cookie(started.cookie());
            case SignIn.No(Refusal.Unauthorized refusal) ->
                entry(
                        call,
                        Refusals.status(refusal),
                        code,
                        redirect,
                        refusal.code().equals("device_code_invalid") ? "elsewhere" : "wrong");
            case SignIn.No(Refusal.TooMany refusal) ->
                entry(call, Refusals.status(refusal), code, redirect, "many")
                        .header("Retry-After", Long.toString(refusal.retryAfterSeconds()));
            case SignIn.No(var refusal) -> throw refusal.asException();
        };
    }
}
