package dev.latchkey.signin.signup;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.directory.AccountDefaults;
import dev.latchkey.directory.UserView;
import dev.latchkey.directory.groups.GroupId;
import dev.latchkey.directory.groups.Groups;
import dev.latchkey.directory.users.NewUser;
import dev.latchkey.directory.users.User;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.directory.users.Users;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.crypto.ServerKey;
import dev.latchkey.platform.crypto.Uuid7;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.RateLimits;
import dev.latchkey.platform.http.Refusals;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.jobs.CleanUp;
import dev.latchkey.platform.pages.Pages;
import dev.latchkey.settings.SettingKey;
import dev.latchkey.settings.Settings;
import dev.latchkey.signin.sessions.Sessions;
import dev.latchkey.signin.sessions.SignInMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Making one's own account: with an invitation, or without one where the settings are open to everybody.
public final class SignUp {
    private static final RateLimits.Policy SIGNING_UP = new RateLimits.Policy("signup", Duration.ofSeconds(30), 10);

    private final Db db;
    private final SecureRandom random;
    private final RateLimits limits;
    private final Settings settings;
    private final SignUpTokens tokens;
    private final Parts parts;
    private final Invitations invitations;

    /// What it is made with.
    public record Parts(
            Users users,
            Groups groups,
            AccountDefaults defaults,
            Sessions sessions,
            FirstPasskey firstPasskey,
            Audit audit,
            Pages pages) {}

    public SignUp(Db db, ServerKey key, SecureRandom random, RateLimits limits, Settings settings, Parts parts) {
        this.db = db;
        this.random = random;
        this.limits = limits;
        this.settings = settings;
        this.tokens = new SignUpTokens(key, random);
        this.parts = parts;
        this.invitations = new Invitations(db, tokens, parts.groups(), parts.audit());
    }

    public void routes(Routes routes) {
        routes.open().post("/api/signup", this::create);
        routes.open()
                .refusing(Refusals::json)
                .post("/signup/start", this::start)
                .post("/signup/finish", this::finish);
        routes.sessionIfAny().get("/signup", this::page).get("/st/{token}", SignUp::link);
        invitations.routes(routes);
        routes.described(SignUpDescription::write);
    }

    public void cleanUp(CleanUp cleanUp) {
        cleanUp.add("signup_tokens", SignUpTokens::removeExpired);
    }

    /// Whether anybody may make an account.
    public boolean open() {
        return settings.now().get(SettingKey.ALLOW_USER_SIGNUPS).equals("open");
    }

    private boolean emailNeeded() {
        return settings.now().flag(SettingKey.REQUIRE_USER_EMAIL);
    }

    private Reply create(Call call) {
        limits.take(SIGNING_UP, call.address().limitKey());
        var form = AccountForm.read(call.json(), emailNeeded());
        return db.write(tx -> {
            var user = create(call, tx, new UserId(Uuid7.next(tx.now(), random)), form);
            var started = parts.sessions().start(call, tx, user.id(), false, SignInMethod.SETUP, null);
            return created(tx, user, started);
        });
    }

    /// Checks what was filled in, and asks for a passkey. Nothing is made, and no use is taken.
    private Reply start(Call call) {
        limits.take(SIGNING_UP, call.address().limitKey());
        var form = AccountForm.read(call.json(), emailNeeded());
        var id = db.read(tx -> {
            if (!mayUse(tx, form.token())) {
                throw refusal(form.token()).asException();
            }
            parts.users().inUse(tx, form.details()).ifPresent(field -> {
                throw new Refusal.Invalid(field, "in_use", "is already in use").asException();
            });
            return new UserId(Uuid7.next(tx.now(), random));
        });
        var details = form.details();
        var begun = parts.firstPasskey().begin(call, id, details.username(), details.displayName(), form.draft());
        return Reply.json(200, begun.options()).cookie(begun.cookie());
    }

    private Reply finish(Call call) {
        var proven = parts.firstPasskey().finish(call, call.json());
        var form = AccountForm.ofDraft(proven.draft(), emailNeeded());
        return db.write(tx -> {
            var user = create(call, tx, proven.user(), form);
            var passkey = proven.store(call, tx);
            var started = parts.sessions().start(call, tx, user.id(), false, SignInMethod.PASSKEY, passkey);
            return created(tx, user, started);
        });
    }

    private Reply created(Tx tx, User user, Sessions.Started started) {
        return Reply.json(201, UserView.of(user, parts.groups().of(tx, user.id()), List.of()))
                .cookie(started.cookie());
    }

    private User create(Call call, Tx tx, UserId id, AccountForm form) {
        var entry = AuditEntry.of(call, "ACCOUNT_CREATED").user(id.value());
        List<GroupId> groups = List.of();
        if (form.token().isEmpty()) {
            if (!open()) {
                throw refusal("").asException();
            }
            entry = entry.data("method", "open_signup");
        } else {
            var used = tokens.use(tx, form.token())
                    .orElseThrow(() -> refusal(form.token()).asException());
            groups = used.groups();
            entry = entry.data("signupTokenId", used.id());
        }
        boolean verified = settings.now().flag(SettingKey.EMAILS_VERIFIED);
        var user = parts.users().create(tx, new NewUser(Optional.of(id), form.details(), verified, false, false));
        parts.defaults().give(tx, user.id(), groups);
        parts.audit().record(tx, entry);
        return user;
    }

    private boolean mayUse(Tx tx, String token) {
        return token.isEmpty() ? open() : tokens.usable(tx, token);
    }

    private static Refusal refusal(String token) {
        return token.isEmpty()
                ? new Refusal.Forbidden("open_signup_disabled", "An invitation is needed to make an account")
                : new Refusal.Unauthorized("token_invalid_or_expired", "Token is invalid or expired");
    }

    private static Reply link(Call call) {
        return Reply.redirect(307, "/signup?token=" + URLEncoder.encode(call.path("token"), StandardCharsets.UTF_8));
    }

    private Reply page(Call call) {
        if (call.caller().isPresent()) {
            return Reply.seeOther("/settings");
        }
        var token = call.query().first("token").orElse("");
        if (db.read(tx -> mayUse(tx, token))) {
            return parts.pages()
                    .render(call, 200, "signin/signup", Map.of("token", token, "emailNeeded", emailNeeded()));
        }
        var why = token.isEmpty() ? settings.now().get(SettingKey.ALLOW_USER_SIGNUPS) : "token";
        return parts.pages()
                .render(
                        call,
                        token.isEmpty() ? 403 : 404,
                        "signin/signup-closed",
                        Map.of("why", why.toLowerCase(Locale.ROOT)));
    }
}
