package dev.latchkey.signin.sessions;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.crypto.Uuid7;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.DbUnavailable;
import dev.latchkey.platform.db.Row;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.CallerFinder;
import dev.latchkey.platform.http.Cookie;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.jobs.CleanUp;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Browser sessions, and the caller of each request that carries one's cookie.
public final class Sessions implements CallerFinder {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final int TOKEN_BYTES = 32;
    private static final Duration USE_WRITTEN_EVERY = Duration.ofMinutes(5);

    private final Db db;
    private final SecureRandom random;
    private final Audit audit;
    private final SignInCookies cookies;
    private final Supplier<Duration> life;
    private final Optional<Duration> idle;
    private final Duration useWrittenEvery;
    private final SessionList list;
    private final List<SessionsEnded> listeners = new ArrayList<>();
    private final List<SessionStarted> startListeners = new ArrayList<>();

    /// @param life how long a session that begins now lives at most
    /// @param idle how long it lives unused; never ends for that reason if empty
    public Sessions(
            Db db,
            SecureRandom random,
            Audit audit,
            SignInCookies cookies,
            Supplier<Duration> life,
            Optional<Duration> idle) {
        this.db = db;
        this.list = new SessionList(db, audit, this);
        this.random = random;
        this.audit = audit;
        this.cookies = cookies;
        this.life = life;
        this.idle = idle;
        // A short idle limit needs a finer record of use, or a browser in use would be signed out.
        this.useWrittenEvery = idle.map(limit -> limit.dividedBy(4))
                .filter(quarter -> quarter.compareTo(USE_WRITTEN_EVERY) < 0)
                .orElse(USE_WRITTEN_EVERY);
    }

    /// A session that began, and the cookie that its browser is to be sent.
    public record Started(Session session, Cookie cookie) {}

    public void routes(Routes routes) {
        list.routes(routes);
    }

    public void cleanUp(CleanUp cleanUp) {
        cleanUp.add("sessions", Sessions::removeExpired);
    }

    /// Nobody is told: an app's sign-in outlives a session that merely ran out. One that ended for being unused goes
    /// when its time is over.
    private static int removeExpired(Tx tx, int most) {
        return tx.sql("""
                delete from sessions
                 where id in (select id from sessions where expires_at <= :now limit :most)
                """).bind("now", tx.now()).bind("most", most).update();
    }

    /// Registers who is told of ended sessions.
    public void onEnd(SessionsEnded listener) {
        listeners.add(listener);
    }

    /// Registers who is told of sessions that begin.
    public void onStart(SessionStarted listener) {
        startListeners.add(listener);
    }

    @Override
    public Found find(Call call) {
        var token = cookies.read(call, SignInCookies.Kind.SESSION).map(Secret::new);
        if (token.isEmpty()) {
            return new Found.Nobody();
        }
        var looked = db.read(tx -> look(tx, token.get()));
        if (looked.isEmpty()) {
            return new Found.Nobody();
        }
        if (looked.get().disabled()) {
            return new Found.Disabled();
        }
        if (looked.get().useIsDue()) {
            writeUse(call, looked.get().session().id());
        }
        return new Found.Known(looked.get().session());
    }

    @Override
    public boolean offered(Call call) {
        return cookies.read(call, SignInCookies.Kind.SESSION).isPresent();
    }

    private record Looked(Session session, boolean disabled, boolean useIsDue) {}

    private Optional<Looked> look(Tx tx, Secret token) {
        return tx.sql("""
                select s.id, s.user_id, s.method, s.amr, s.auth_time, s.passkey_id, s.created_at, s.last_used_at,
                       s.expires_at, u.is_admin, u.locale, u.disabled
                  from sessions s join users u on u.id = s.user_id
                 where s.token_hash = :token and s.expires_at > :now and s.last_used_at > :idle_since
                   and (u.disabled = true or s.created_at > coalesce(u.disabled_at, 0))
                """)
                .bind("token", token.hash())
                .bind("now", tx.now())
                .bind("idle_since", idleSince(tx))
                .first(row -> new Looked(
                        session(row),
                        row.flag("disabled"),
                        !row.instant("last_used_at").isAfter(tx.now().minus(useWrittenEvery))));
    }

    private static Session session(Row row) {
        return new Session(
                new SessionId(row.text("id")),
                new UserId(row.text("user_id")),
                row.flag("is_admin"),
                row.optionalText("locale"),
                SignInMethod.of(row.text("method")),
                List.of(row.text("amr").split(" ")),
                row.instant("auth_time"),
                row.optionalText("passkey_id"),
                row.instant("created_at"),
                row.instant("expires_at"));
    }

    /// Best effort: a full disk must not sign anybody out.
    private void writeUse(Call call, SessionId id) {
        try {
            db.write(tx -> tx.sql("""
                    update sessions set last_used_at = :now, ip_address = :ip, user_agent = :agent
                     where id = :id and last_used_at <= :due
                    """)
                    .bind("id", id.value())
                    .bind("now", tx.now())
                    .bind("due", tx.now().minus(useWrittenEvery))
                    .bind("ip", call.address().text())
                    .bind("agent", call.userAgent())
                    .update());
        } catch (DbUnavailable e) {
            LOG.warn("session_use_not_written session={}", id.value(), e);
        }
    }

    /// Begins a session in the browser that sent this request. The cookie's value is new each time. Who signs in
    /// again where they already are keeps the session, so that what hangs from it stays; somebody else's session
    /// there ends.
    ///
    /// @param passkey the passkey it was begun with, by its record's id
    public Started start(
            Call call, Tx tx, UserId user, boolean administrator, SignInMethod method, @Nullable String passkey) {
        var kept = former(call, tx, user);
        var token = Secret.random(random, TOKEN_BYTES);
        var lives = life.get();
        var session = new Session(
                kept.orElseGet(() -> new SessionId(Uuid7.next(tx.now(), random))),
                user,
                administrator,
                Optional.empty(),
                method,
                method.amr(),
                tx.now(),
                Optional.ofNullable(passkey),
                tx.now(),
                tx.now().plus(lives));
        tx.sql("""
                insert into sessions (id, token_hash, user_id, method, amr, auth_time, passkey_id, ip_address, user_agent,
                                      created_at, last_used_at, expires_at)
                values (:id, :token, :user, :method, :amr, :now, :passkey, :ip, :agent, :now, :now, :expires)
                on conflict (id) do update
                   set token_hash = excluded.token_hash, method = excluded.method, amr = excluded.amr,
                       auth_time = excluded.auth_time, passkey_id = excluded.passkey_id,
                       ip_address = excluded.ip_address, user_agent = excluded.user_agent,
                       created_at = excluded.created_at, last_used_at = excluded.last_used_at,
                       expires_at = excluded.expires_at
                """)
                .bind("id", session.id().value())
                .bind("token", token.hash())
                .bind("user", user.value())
                .bind("method", method.spelling())
                .bind("amr", String.join(" ", method.amr()))
                .bind("now", tx.now())
                .bind("passkey", passkey)
                .bind("ip", call.address().text())
                .bind("agent", call.userAgent())
                .bind("expires", session.expiresAt())
                .update();
        startListeners.forEach(listener -> listener.started(call, tx, user));
        return new Started(session, cookies.cookie(SignInCookies.Kind.SESSION, token.reveal(), lives));
    }

    /// The session this browser already has, if it is the same person's; another person's is ended. One that ran out
    /// is neither kept nor ended.
    private Optional<SessionId> former(Call call, Tx tx, UserId user) {
        var token = cookies.read(call, SignInCookies.Kind.SESSION).map(Secret::new);
        if (token.isEmpty()) {
            return Optional.empty();
        }
        record Former(SessionId id, UserId user) {}
        var former = tx.sql("""
                select id, user_id from sessions
                 where token_hash = :token and expires_at > :now and last_used_at > :idle_since
                """)
                .bind("token", token.get().hash())
                .bind("now", tx.now())
                .bind("idle_since", idleSince(tx))
                .first(row -> new Former(new SessionId(row.text("id")), new UserId(row.text("user_id"))));
        if (former.isPresent() && !former.get().user().equals(user)) {
            end(tx, former.get().id(), EndReason.REPLACED);
            return Optional.empty();
        }
        return former.map(Former::id);
    }

    /// The person just proved themselves again with a passkey, so the session counts as authenticated now.
    public Session proved(Tx tx, Session session, String passkey) {
        var amr = SignInMethod.PASSKEY.amr();
        tx.sql("update sessions set auth_time = :now, amr = :amr, passkey_id = :passkey where id = :id")
                .bind("id", session.id().value())
                .bind("now", tx.now())
                .bind("amr", String.join(" ", amr))
                .bind("passkey", passkey)
                .update();
        return new Session(
                session.id(),
                session.user(),
                session.administrator(),
                session.language(),
                session.method(),
                amr,
                tx.now(),
                Optional.of(passkey),
                session.createdAt(),
                session.expiresAt());
    }

    /// Where sessions that are too long unused ended.
    Instant idleSince(Tx tx) {
        return idle.map(tx.now()::minus).orElse(Instant.EPOCH);
    }

    /// Whether the person proved themselves no longer ago than this.
    public boolean fresh(Tx tx, Session session, Duration age) {
        return !session.authTime().isBefore(tx.now().minus(age));
    }

    /// Ends one session. Nothing happens if there is none.
    public void end(Tx tx, SessionId session, EndReason reason) {
        ended(
                tx,
                reason,
                tx.sql("delete from sessions where id = :id returning id")
                        .bind("id", session.value())
                        .list(row -> new SessionId(row.text("id"))));
    }

    /// Ends one session, if it is that person's.
    boolean end(Tx tx, UserId user, SessionId session, EndReason reason) {
        return ended(
                tx,
                reason,
                tx.sql("delete from sessions where id = :id and user_id = :user returning id")
                        .bind("id", session.value())
                        .bind("user", user.value())
                        .list(row -> new SessionId(row.text("id"))));
    }

    /// Ends all sessions of a person but this one.
    void endOthersOf(Tx tx, Session session, EndReason reason) {
        ended(
                tx,
                reason,
                tx.sql("delete from sessions where user_id = :user and id <> :id returning id")
                        .bind("user", session.userId())
                        .bind("id", session.id().value())
                        .list(row -> new SessionId(row.text("id"))));
    }

    /// Ends all sessions of a person.
    public void endAllOf(Tx tx, UserId user, EndReason reason) {
        ended(
                tx,
                reason,
                tx.sql("delete from sessions where user_id = :user returning id")
                        .bind("user", user.value())
                        .list(row -> new SessionId(row.text("id"))));
    }

    /// Ends the session of the browser that sent this request, because its person said so. The answer carries
    /// [#cleared].
    public void signOut(Call call, Tx tx, Session session) {
        end(tx, session.id(), EndReason.SIGNED_OUT);
        audit.record(tx, AuditEntry.of(call, "SIGN_OUT").user(session.userId()));
    }

    /// What the browser is sent when its session ended.
    public Cookie cleared() {
        return cookies.cleared(SignInCookies.Kind.SESSION);
    }

    private boolean ended(Tx tx, EndReason reason, List<SessionId> sessions) {
        if (sessions.isEmpty()) {
            return false;
        }
        listeners.forEach(listener -> listener.ended(tx, sessions, reason));
        return true;
    }
}
