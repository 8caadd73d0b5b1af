package dev.latchkey.signin.qr;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.directory.UserView;
import dev.latchkey.directory.users.User;
import dev.latchkey.directory.users.Users;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.RateLimits;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.jobs.CleanUp;
import dev.latchkey.platform.pages.Pages;
import dev.latchkey.signin.sessions.Sessions;
import dev.latchkey.signin.sessions.SignInCookies;
import dev.latchkey.signin.sessions.SignInMethod;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;

/// The side of the waiting browser: it begins, asks how it stands, and is signed in.
public final class QrSignIn {
    private static final String REQUESTS = "/api/device-login/requests";
    private static final Duration INTERVAL = Duration.ofSeconds(3);
    private static final Duration COOKIE_LIFE = Duration.ofMinutes(15);
    private static final RateLimits.Policy BEGINNINGS =
            new RateLimits.Policy("device-login-create", Duration.ofSeconds(10), 5);

    /// By request, not by address alone: several people may wait behind one.
    private static final RateLimits.Policy QUESTIONS =
            new RateLimits.Policy("device-login-exchange", Duration.ofSeconds(2), 10);

    private final Db db;
    private final String issuer;
    private final RateLimits limits;
    private final RemoteSignIns signIns;
    private final Parts parts;

    /// What it stands on.
    public record Parts(Users users, Sessions sessions, SignInCookies cookies, Audit audit, Pages pages) {}

    /// @param issuer the base of the address that is scanned
    public QrSignIn(Db db, String issuer, RateLimits limits, RemoteSignIns signIns, Parts parts) {
        this.db = db;
        this.issuer = issuer;
        this.limits = limits;
        this.signIns = signIns;
        this.parts = parts;
    }

    public void routes(Routes routes) {
        routes.open().post(REQUESTS, this::begin).post(REQUESTS + "/{id}/exchange", this::exchange);
        routes.described(QrDescription::write);
        new WaitingPage(db, this, parts.cookies(), parts.pages()).routes(routes);
    }

    public void cleanUp(CleanUp cleanUp) {
        cleanUp.add("remote_sign_ins", signIns::removeExpired);
    }

    /// A request of this browser's.
    record Held(String code, Secret browser) {}

    RemoteSignIns.Begun begins(Call call) {
        limits.take(BEGINNINGS, call.address().limitKey());
        return db.write(tx -> signIns.begin(tx, call));
    }

    /// How a request stands; nothing if it is over.
    Optional<RemoteSignIns.Standing> standing(Call call, Held held) {
        if (!RemoteSignIns.isCode(held.code())) {
            return Optional.empty();
        }
        limits.take(QUESTIONS, call.address().limitKey() + ' ' + held.code());
        return db.read(tx -> signIns.standing(tx, held.code(), held.browser()));
    }

    void cancel(Held held) {
        db.write(tx -> {
            signIns.cancel(tx, held.code(), held.browser());
            return true;
        });
    }

    int number(String code) {
        return signIns.number(code);
    }

    String address() {
        return issuer + "/device";
    }

    String addressOf(String code) {
        return address() + "?user_code=" + code;
    }

    /// What came of asking for a session.
    sealed interface Finish {
        record Done(User user, Sessions.Started started) implements Finish {}

        /// Nobody has decided yet.
        record Pending() implements Finish {}

        record Refused(Refusal refusal) implements Finish {}
    }

    /// Signs this browser in, if somebody approved that.
    Finish finish(Call call, Held held) {
        var standing = standing(call, held);
        if (standing.isEmpty()) {
            return new Finish.Refused(over());
        }
        return switch (standing.get().state()) {
            case PENDING -> new Finish.Pending();
            case DENIED -> new Finish.Refused(denied());
            case DISABLED -> new Finish.Refused(Refusal.Forbidden.disabled());
            case APPROVED -> redeem(call, held);
        };
    }

    private Finish redeem(Call call, Held held) {
        return db.write(tx -> {
            var approved = signIns.redeem(tx, held.code(), held.browser()).flatMap(id -> {
                parts.users.lock(tx, id); // so that a deletion comes before the look, or after it all
                return parts.users.find(tx, id);
            });
            if (approved.isEmpty()) {
                return new Finish.Refused(over()); // another request of this browser was first
            }
            var user = approved.get();
            parts.audit.record(
                    tx, AuditEntry.of(call, "REMOTE_SIGN_IN").user(user.id().value()));
            return new Finish.Done(
                    user, parts.sessions.start(call, tx, user.id(), user.administrator(), SignInMethod.REMOTE, null));
        });
    }

    static Refusal over() {
        return new Refusal.Unauthorized("device_login_expired", "Device login request is invalid or expired");
    }

    static Refusal denied() {
        return new Refusal.Forbidden("device_login_denied", "Device login request was denied");
    }

    private Reply begin(Call call) {
        var begun = begins(call);
        var view = new LinkedHashMap<String, Object>();
        view.put("id", begun.code());
        view.put("userCode", begun.code());
        view.put("verificationUri", address());
        view.put("verificationUriComplete", addressOf(begun.code()));
        view.put("expiresAt", begun.expiresAt());
        view.put("interval", INTERVAL.toSeconds());
        view.put("number", number(begun.code()));
        return Reply.json(201, view)
                .cookie(parts.cookies.cookie(
                        SignInCookies.Kind.REMOTE,
                        REQUESTS + '/' + begun.code() + "/exchange",
                        begun.browser().reveal(),
                        COOKIE_LIFE));
    }

    private Reply exchange(Call call) {
        var held = parts.cookies
                .read(call, SignInCookies.Kind.REMOTE)
                .map(browser -> new Held(call.path("id"), new Secret(browser)))
                .orElseThrow(() -> over().asException());
        return switch (finish(call, held)) {
            case Finish.Done(var user, var started) ->
                Reply.json(200, UserView.of(user)).cookie(started.cookie());
            case Finish.Pending _ -> Reply.empty(202);
            case Finish.Refused(var refusal) -> throw refusal.asException();
        };
    }
}
