package dev.latchkey.signin;

import dev.latchkey.directory.users.UserId;
import dev.latchkey.directory.users.Users;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.LocalPath;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.pages.Pages;
import dev.latchkey.signin.codes.MailedCodes;
import dev.latchkey.signin.passkeys.Passkeys;
import dev.latchkey.signin.sessions.Session;
import dev.latchkey.signin.sessions.Sessions;
import dev.latchkey.signin.signup.SetUp;
import dev.latchkey.signin.signup.SignUp;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The front door: where a visit begins, where one signs in, where one signs out.
public final class SignInPages {
    private static final Logger LOG = LoggerFactory.getLogger(SignInPages.class);
    private static final String HOME = "/settings";

    private final Db db;
    private final Users users;
    private final Sessions sessions;
    private final Passkeys passkeys;
    private final SetUp setUp;
    private final SignUp signUp;
    private final LoginContext context;
    private final MailedCodes mailedCodes;
    private final Pages pages;

    public SignInPages(
            Db db,
            Users users,
            Sessions sessions,
            Passkeys passkeys,
            MailedCodes mailedCodes,
            SetUp setUp,
            SignUp signUp,
            LoginContext context,
            Pages pages) {
        this.db = db;
        this.users = users;
        this.sessions = sessions;
        this.passkeys = passkeys;
        this.setUp = setUp;
        this.signUp = signUp;
        this.context = context;
        this.mailedCodes = mailedCodes;
        this.pages = pages;
    }

    public void routes(Routes routes) {
        routes.sessionIfAny()
                .get("/login", this::login)
                .get("/login/alternative", this::alternatives)
                .post("/logout", this::signOut);
        routes.session().get("/logout", this::askSignOut);
    }

    /// Says in the log how to get in where nobody can: no administrator has a passkey.
    public void warnIfNobodyCanAdminister() {
        db.read(passkeys::strandedAdministrator)
                .ifPresent(username -> LOG.warn(
                        "no_administrator_has_a_passkey remedy=\"latchkey one-time-access-token {}\"", username));
    }

    private Reply login(Call call) {
        if (call.caller().isPresent()) {
            return Reply.seeOther(HOME);
        }
        record Situation(boolean empty, boolean stranded) {}
        var situation = db.read(tx ->
                new Situation(setUp.open(tx), passkeys.strandedAdministrator(tx).isPresent()));
        if (situation.empty()) {
            return Reply.seeOther("/setup");
        }
        var redirect = LocalPath.redirect(call.query());
        var values = new LinkedHashMap<String, Object>();
        values.put("redirect", redirect.map(LocalPath::value).orElse(HOME));
        values.put(
                "alternative",
                redirect.map(path -> path.behind("/login/alternative")).orElse("/login/alternative"));
        values.put("app", redirect.flatMap(context::app).orElse(""));
        values.put("signUp", signUp.open());
        values.put("stranded", situation.stranded());
        return pages.render(call, 200, "signin/login", values);
    }

    private Reply alternatives(Call call) {
        if (call.caller().isPresent()) {
            return Reply.seeOther(HOME);
        }
        var redirect = LocalPath.redirect(call.query());
        return pages.render(
                call,
                200,
                "signin/alternative",
                Map.of(
                        "remote",
                        redirect.map(path -> path.behind("/login/alternative/device"))
                                .orElse("/login/alternative/device"),
                        "code",
                        redirect.map(path -> path.behind("/login/alternative/code"))
                                .orElse("/login/alternative/code"),
                        "email",
                        mailedCodes.offered()
                                ? redirect.map(path -> path.behind("/login/alternative/email"))
                                        .orElse("/login/alternative/email")
                                : "",
                        "login",
                        redirect.map(path -> path.behind("/login")).orElse("/login")));
    }

    private Reply askSignOut(Call call) {
        var session = call.caller(Session.class);
        var user = db.read(tx -> users.get(tx, new UserId(session.userId())));
        return pages.render(
                call,
                200,
                "signin/logout",
                Map.of("name", user.name(), "username", user.username(), "picture", user.picture()));
    }

    private Reply signOut(Call call) {
        if (call.caller().orElse(null) instanceof Session session) {
            return db.write(tx -> {
                sessions.signOut(call, tx, session);
                return Reply.seeOther("/").cookie(sessions.cleared());
            });
        }
        return Reply.seeOther("/").cookie(sessions.cleared());
    }
}
