package dev.latchkey.signin.signup;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.directory.AccountDefaults;
import dev.latchkey.directory.UserView;
import dev.latchkey.directory.users.NewUser;
import dev.latchkey.directory.users.User;
import dev.latchkey.directory.users.UserDetails;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.directory.users.Users;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.crypto.Uuid7;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.JsonBody;
import dev.latchkey.platform.http.Refusals;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.pages.Pages;
import dev.latchkey.signin.sessions.Sessions;
import dev.latchkey.signin.sessions.SignInMethod;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The first administrator.
public final class SetUp {
    private final Db db;
    private final SecureRandom random;
    private final Audit audit;
    private final Users users;
    private final AccountDefaults defaults;
    private final Sessions sessions;
    private final FirstPasskey firstPasskey;
    private final Pages pages;

    public SetUp(
            Db db,
            SecureRandom random,
            Audit audit,
            Users users,
            AccountDefaults defaults,
            Sessions sessions,
            FirstPasskey firstPasskey,
            Pages pages) {
        this.db = db;
        this.random = random;
        this.audit = audit;
        this.users = users;
        this.defaults = defaults;
        this.sessions = sessions;
        this.firstPasskey = firstPasskey;
        this.pages = pages;
    }

    public void routes(Routes routes) {
        routes.open().get("/api/signup/setup", this::available).post("/api/signup/setup", this::create);
        routes.open()
                .refusing(Refusals::json)
                .post("/signup/setup/start", this::start)
                .post("/signup/setup/finish", this::finish);
        routes.sessionIfAny()
                .get("/setup", call -> page(call, "/signup/setup"))
                .get("/signup/setup", call -> page(call, ""));
        routes.described(SignUpDescription::setUp);
    }

    /// Whether nobody has an account yet.
    public boolean open(Tx tx) {
        return !users.any(tx);
    }

    private Reply available(Call call) {
        return db.read(tx -> {
            if (!open(tx)) {
                throw new Refusal.NotFound("setup_not_available", "Not found", null).asException();
            }
            return Reply.empty(204);
        });
    }

    private Reply page(Call call, String onwards) {
        if (call.caller().isPresent()) {
            return Reply.seeOther("/settings");
        }
        if (!onwards.isEmpty()) {
            return Reply.redirect(307, onwards);
        }
        if (!db.read(this::open)) {
            throw Refusal.NotFound.of("Page").asException();
        }
        return pages.render(call, 200, "signin/setup", Map.of());
    }

    private Reply create(Call call) {
        var details = form(call.json()).details();
        return db.write(tx -> {
            var user = create(call, tx, new UserId(Uuid7.next(tx.now(), random)), details);
            var started = sessions.start(call, tx, user.id(), true, SignInMethod.SETUP, null);
            return Reply.json(200, UserView.of(user)).cookie(started.cookie());
        });
    }

    /// Checks what was filled in, and asks for a passkey. Nothing is made.
    private Reply start(Call call) {
        var form = form(call.json());
        var details = form.details();
        var id = db.read(tx -> {
            if (!open(tx)) {
                throw completed().asException();
            }
            return new UserId(Uuid7.next(tx.now(), random));
        });
        var begun = firstPasskey.begin(call, id, details.username(), details.displayName(), form.draft());
        return Reply.json(200, begun.options()).cookie(begun.cookie());
    }

    private Reply finish(Call call) {
        var proven = firstPasskey.finish(call, call.json());
        var details = AccountForm.ofDraft(proven.draft(), true).details();
        return db.write(tx -> {
            var user = create(call, tx, proven.user(), details);
            var passkey = proven.store(call, tx);
            var started = sessions.start(call, tx, user.id(), true, SignInMethod.PASSKEY, passkey);
            return Reply.json(200, UserView.of(user)).cookie(started.cookie());
        });
    }

    /// Of two at the same moment the second waits for the first's row, and finds it.
    private User create(Call call, Tx tx, UserId id, UserDetails details) {
        boolean first =
                tx.sql("""
                insert into setup (step, user_id, completed_at) values ('first_administrator', :user, :now)
                on conflict (step) do nothing
                """).bind("user", id.value()).bind("now", tx.now()).update() == 1;
        if (!first || !open(tx)) {
            throw completed().asException();
        }
        var user = users.create(tx, new NewUser(Optional.of(id), details, false, true, false));
        defaults.give(tx, id, List.of()); // the environment may name some, and its key may have set them
        audit.record(tx, AuditEntry.of(call, "ACCOUNT_CREATED").user(id.value()));
        return user;
    }

    /// Here an address is needed, so that apps that want one let the administrator in.
    private static AccountForm form(JsonBody body) {
        return AccountForm.read(body, true);
    }

    private static Refusal completed() {
        return new Refusal.Conflict("setup_already_completed", "Initial setup has already been completed", Map.of());
    }
}
