package dev.latchkey.signin.codes;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.directory.Directory;
import dev.latchkey.directory.users.User;
import dev.latchkey.directory.users.UserDetails;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.directory.users.Users;
import dev.latchkey.platform.Composed;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Area;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Caller;
import dev.latchkey.platform.http.FieldChecks;
import dev.latchkey.platform.http.Json;
import dev.latchkey.platform.http.Lifetime;
import dev.latchkey.platform.http.LocalPath;
import dev.latchkey.platform.http.RateLimits;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.jobs.Jobs;
import dev.latchkey.platform.jobs.Outcome;
import dev.latchkey.platform.mail.Mail;
import dev.latchkey.platform.pages.Pages;
import dev.latchkey.settings.SettingKey;
import dev.latchkey.settings.Settings;
import dev.latchkey.signin.sessions.SignInCookies;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Login codes by mail: sent by an administrator, or asked for by the person, as far as the settings allow either.
///
/// What is answered to who asks is the same for every address, after the same work: whether there is an account is
/// looked up by a job, afterwards.
public final class MailedCodes implements Directory.LoginMail {
    private static final Logger LOG = LoggerFactory.getLogger(MailedCodes.class);
    private static final String KIND = "login-code";
    private static final Duration LIFE = Duration.ofMinutes(15);

    /// For whom nobody has told yet that an account waits for them: over a weekend, and a day to spare.
    private static final Duration LIFE_OF_WELCOME = Duration.ofDays(7);

    private static final int DEVICE_BYTES = 16;

    /// So that nobody's mailbox is flooded by many who ask from everywhere.
    private static final int PENDING = 5;

    private static final RateLimits.Policy ASKING =
            new RateLimits.Policy("one-time-access-email", Duration.ofMinutes(5), 5);

    private final Db db;
    private final SecureRandom random;
    private final RateLimits limits;
    private final Audit audit;
    private final Users users;
    private final Settings settings;
    private final SignInCookies cookies;
    private final LoginCodes codes;
    private final Jobs jobs;
    private final Mail mail;
    private final CodeLetter letter;
    private final Pages pages;

    public MailedCodes(
            Db db,
            SecureRandom random,
            RateLimits limits,
            Audit audit,
            Users users,
            Settings settings,
            SignInCookies cookies,
            LoginCodes codes,
            Jobs jobs,
            Mail mail,
            Pages pages) {
        this.db = db;
        this.random = random;
        this.limits = limits;
        this.audit = audit;
        this.users = users;
        this.settings = settings;
        this.cookies = cookies;
        this.codes = codes;
        this.jobs = jobs;
        this.mail = mail;
        this.letter = new CodeLetter(mail);
        this.pages = pages;
        jobs.on(KIND, this::make);
    }

    void routes(Routes routes) {
        routes.administrator(Area.USERS)
                .post("/api/users/{id}/one-time-access-email", this::send)
                .put("/api/users/{id}/one-time-access-email", this::invite);
        routes.open()
                .post("/api/one-time-access-email", this::ask)
                .get("/login/alternative/email", this::page)
                .post("/login/alternative/email", this::submit);
    }

    /// Whether a person may ask for a code by themselves.
    public boolean offered() {
        return settings.now().flag(SettingKey.EMAIL_ONE_TIME_ACCESS_AS_UNAUTHENTICATED_ENABLED);
    }

    private boolean offeredToAdministrators() {
        return settings.now().flag(SettingKey.EMAIL_ONE_TIME_ACCESS_AS_ADMIN_ENABLED);
    }

    private Reply send(Call call) {
        send(call, Lifetime.of(call.json(), "ttl").orElse(LIFE));
        return Reply.empty(204);
    }

    /// What NetBird sends to invite somebody again: no body, and it takes nothing but 200 and an object for success.
    private Reply invite(Call call) {
        send(call, LIFE_OF_WELCOME);
        return Reply.json(200, Map.of());
    }

    private void send(Call call, Duration life) {
        refuseUnlessOffered();
        db.write(tx -> {
            var user = Optional.of(call.path("id"))
                    .filter(id -> !id.isBlank())
                    .map(id -> users.get(tx, new UserId(id)))
                    .orElseThrow(() -> Refusal.NotFound.user().asException());
            send(call, tx, user, life);
            return true;
        });
    }

    private void refuseUnlessOffered() {
        if (!offeredToAdministrators()) {
            throw disabled().asException();
        }
        mail.refuseUnlessPresent();
    }

    private void send(Call call, Tx tx, User user, Duration life) {
        letter.queue(tx, user, codes.issue(tx, user.id(), life), life, Optional.empty());
        audit.record(tx, mailed(call, user));
    }

    private static AuditEntry mailed(Call call, User user) {
        return AuditEntry.of(call, "LOGIN_CODE_MAILED")
                .user(user.id().value())
                .actor(call.caller(Caller.class).userId());
    }

    /// Mails a code to each of several people.
    ///
    /// @throws dev.latchkey.platform.RefusalException `one_time_access_disabled`, `mail_not_configured`
    @Override
    public Map<UserId, Refusal> sendAll(Call call, Tx tx, Collection<User> people, Optional<Duration> asked) {
        refuseUnlessOffered();
        var refused = new HashMap<UserId, Refusal>();
        for (var user : people) {
            if (user.disabled()) {
                refused.put(user.id(), Refusal.Forbidden.disabled());
            } else if (user.email().isEmpty()) {
                refused.put(user.id(), Mail.noAddress());
            }
        }
        var reached =
                people.stream().filter(user -> !refused.containsKey(user.id())).toList();
        sendAll(call, tx, reached, asked.orElse(LIFE));
        return refused;
    }

    private void sendAll(Call call, Tx tx, List<User> reached, Duration life) {
        letter.queueAll(tx, codes.issueAll(tx, reached, life), life);
        audit.recordAll(tx, reached.stream().map(user -> mailed(call, user)).toList());
    }

    /// As [#welcome], to many.
    ///
    /// @throws dev.latchkey.platform.RefusalException `one_time_access_disabled`, `mail_not_configured`
    @Override
    public int welcomeAll(Call call, Tx tx, Collection<User> people, Optional<Boolean> wanted) {
        if (wanted.orElse(false)) {
            refuseUnlessOffered();
        } else if (wanted.isPresent() || !call.caller(Caller.class).mailsLoginCodes()) {
            return 0;
        } else if (!offeredToAdministrators() || !mail.present()) {
            LOG.warn("login_code_not_mailed reason=not_possible people={}", people.size());
            return 0;
        }
        var reached = people.stream()
                .filter(user -> !user.disabled() && user.email().isPresent())
                .toList();
        sendAll(call, tx, reached, LIFE_OF_WELCOME);
        return reached.size();
    }

    /// Mails a code to whom an administrator has just added: as the request says, or else as the option of the key
    /// says that it came with. A wish that cannot be met is refused; an option that cannot keeps nobody from being
    /// added.
    ///
    /// @throws dev.latchkey.platform.RefusalException `validation_failed`, `one_time_access_disabled`,
    ///     `mail_not_configured`, `user_email_not_set`
    public void welcome(Call call, Tx tx, User user, Optional<Boolean> asked) {
        if (asked.orElse(false)) {
            if (user.disabled()) {
                throw new Refusal.Invalid("mailLoginCode", "invalid_value", "is not possible for a disabled account")
                        .asException();
            }
            refuseUnlessOffered();
            send(call, tx, user, LIFE_OF_WELCOME);
        } else if (asked.isEmpty() && call.caller(Caller.class).mailsLoginCodes()) {
            if (!user.disabled() && user.email().isPresent() && offeredToAdministrators() && mail.present()) {
                send(call, tx, user, LIFE_OF_WELCOME);
            } else {
                LOG.warn(
                        "login_code_not_mailed reason=not_possible user={}",
                        user.id().value());
            }
        }
    }

    private Reply ask(Call call) {
        var body = call.json();
        var checks = new FieldChecks();
        var email = checks.of("email", body.text("email"))
                .required()
                .that(UserDetails.isAddress(body.text("email")), "invalid_format", "must be a valid email address")
                .composed();
        checks.done();
        if (!offered()) {
            throw disabled().asException();
        }
        return ask(call, email, LocalPath.of(body.text("redirectPath")), Reply.empty(204));
    }

    /// Answers, with a cookie for the code that may come.
    private Reply ask(Call call, String email, Optional<LocalPath> redirect, Reply answer) {
        limits.take(ASKING, call.address().limitKey());
        var device = Secret.random(random, DEVICE_BYTES);
        var asked = new LinkedHashMap<String, Object>();
        asked.put("email", email);
        asked.put("redirect", redirect.map(LocalPath::value).orElse(""));
        asked.put("device", device.hash());
        asked.put("ip", call.address().text());
        asked.put("userAgent", call.userAgent());
        db.write(tx -> {
            jobs.add(tx, KIND, Json.text(asked), Optional.of(tx.now().plus(LIFE)));
            return true;
        });
        return answer.cookie(cookies.cookie(SignInCookies.Kind.DEVICE, device.reveal(), LIFE));
    }

    /// Makes the code and its mail, if the address is somebody's.
    private Outcome make(String payload) {
        var asked = Json.mapper().readTree(payload);
        return db.write(tx -> {
            var user = users.byEmail(tx, asked.path("email").stringValue()).filter(found -> !found.disabled());
            user.ifPresent(found -> users.lock(tx, found.id()));
            if (user.isEmpty()) {
                LOG.info("login_code_not_mailed reason=no_such_account");
            } else if (codes.pending(tx, user.get().id()) >= PENDING) {
                LOG.warn(
                        "login_code_not_mailed reason=too_many user={}",
                        user.get().id().value());
            } else {
                var code = codes.issue(
                        tx, user.get().id(), LIFE, asked.path("device").stringValue());
                letter.queue(
                        tx,
                        user.get(),
                        code,
                        LIFE,
                        LocalPath.of(asked.path("redirect").stringValue()));
                audit.record(
                        tx,
                        new AuditEntry(
                                "LOGIN_CODE_REQUESTED",
                                Optional.of(user.get().id().value()),
                                Optional.empty(),
                                Optional.empty(),
                                asked.path("ip").stringValue(),
                                asked.path("userAgent").stringValue(),
                                Map.of()));
            }
            return new Outcome.Done();
        });
    }

    private static Refusal disabled() {
        return new Refusal.Forbidden("one_time_access_disabled", "Login codes by mail are switched off");
    }

    private Reply page(Call call) {
        return form(call, 200, "", LocalPath.redirect(call.query()), "");
    }

    private Reply submit(Call call) {
        var redirect = LocalPath.redirect(call.form());
        var email = Composed.of(call.form().first("email").orElse("").strip());
        if (!offered() || !UserDetails.isAddress(email)) {
            return form(call, offered() ? 400 : 403, email, redirect, "auth_mailed_wrong");
        }
        var sent = pages.render(
                call,
                200,
                "signin/code-mailed",
                Map.of(
                        "email",
                        email,
                        "code",
                        redirect.map(to -> to.behind("/login/alternative/code")).orElse("/login/alternative/code")));
        return ask(call, email, redirect, sent);
    }

    private Reply form(Call call, int status, String email, Optional<LocalPath> redirect, String wrong) {
        if (!offered()) {
            return Reply.seeOther(
                    redirect.map(to -> to.behind("/login/alternative")).orElse("/login/alternative"));
        }
        return pages.render(
                call,
                status,
                "signin/code-by-mail",
                Map.of(
                        "email",
                        email,
                        "redirect",
                        redirect.map(LocalPath::value).orElse(""),
                        "wrong",
                        wrong));
    }
}
