package dev.latchkey.signin.sessions;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Row;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Area;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Caller;
import dev.latchkey.platform.http.ClientAddress;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// Sessions as people see them: list, end one, end all; one's own, and for administrators anybody's. Signing out is
/// ending one's own in this browser.
final class SessionList {
    private final Db db;
    private final Audit audit;
    private final Sessions sessions;

    SessionList(Db db, Audit audit, Sessions sessions) {
        this.db = db;
        this.audit = audit;
        this.sessions = sessions;
    }

    void routes(Routes routes) {
        routes.session()
                .get("/api/users/me/sessions", this::own)
                .delete("/api/users/me/sessions", this::endOthers)
                .delete("/api/users/me/sessions/{sessionId}", this::endOwn);
        routes.signedIn().post("/api/webauthn/logout", this::signOut);
        routes.administrator(Area.USERS)
                .get("/api/users/{id}/sessions", this::of)
                .delete("/api/users/{id}/sessions", this::endAllOf)
                .delete("/api/users/{id}/sessions/{sessionId}", this::endOf);
        routes.described(SessionsDescription::write);
    }

    private Reply own(Call call) {
        var session = call.caller(Session.class);
        return Reply.json(200, db.read(tx -> list(call, tx, session.user())));
    }

    private Reply of(Call call) {
        return db.read(tx -> Reply.json(200, list(call, tx, person(tx, call))));
    }

    private List<SessionView> list(Call call, Tx tx, UserId user) {
        var current = call.callerIf(Session.class).map(Session::id);
        return tx.sql("""
                select s.id, s.method, s.ip_address, s.user_agent, s.created_at, s.last_used_at, s.expires_at
                  from sessions s join users u on u.id = s.user_id
                 where s.user_id = :user and s.expires_at > :now and s.last_used_at > :idle_since
                   and s.created_at > coalesce(u.disabled_at, 0)
                 order by s.last_used_at desc, s.id
                """)
                .bind("user", user.value())
                .bind("now", tx.now())
                .bind("idle_since", sessions.idleSince(tx))
                .list(row -> view(row, current, call.address()));
    }

    private SessionView view(Row row, Optional<SessionId> current, ClientAddress caller) {
        var device = Device.of(row.text("user_agent"));
        var address = row.text("ip_address");
        var place = audit.placeOf(address);
        return new SessionView(
                row.text("id"),
                current.equals(Optional.of(new SessionId(row.text("id")))),
                device.kind(),
                device.browser(),
                device.os(),
                address,
                place.country(),
                place.city(),
                new ClientAddress(InetAddress.ofLiteral(address)).sameNetwork(caller),
                row.instant("created_at"),
                row.instant("last_used_at"),
                row.instant("expires_at"),
                row.text("method"));
    }

    private Reply endOwn(Call call) {
        var session = call.caller(Session.class);
        var ended = named(call);
        return db.write(tx -> {
            boolean current = ended.equals(session.id());
            end(call, tx, session.user(), ended, current ? EndReason.SIGNED_OUT : EndReason.ENDED_BY_OWNER);
            return current ? Reply.empty(204).cookie(sessions.cleared()) : Reply.empty(204);
        });
    }

    private Reply endOthers(Call call) {
        var session = call.caller(Session.class);
        return db.write(tx -> {
            sessions.endOthersOf(tx, session, EndReason.ENDED_BY_OWNER);
            audit.record(tx, AuditEntry.of(call, "SESSIONS_ENDED").user(session.userId()));
            return Reply.empty(204);
        });
    }

    private Reply endOf(Call call) {
        return db.write(tx -> {
            end(call, tx, person(tx, call), named(call), EndReason.ENDED_BY_ADMINISTRATOR);
            return Reply.empty(204);
        });
    }

    private Reply endAllOf(Call call) {
        var administrator = call.caller(Caller.class);
        return db.write(tx -> {
            var user = person(tx, call);
            sessions.endAllOf(tx, user, EndReason.ENDED_BY_ADMINISTRATOR);
            audit.record(
                    tx, AuditEntry.of(call, "SESSIONS_ENDED").user(user.value()).actor(administrator.userId()));
            return Reply.empty(204);
        });
    }

    private void end(Call call, Tx tx, UserId user, SessionId session, EndReason reason) {
        if (!sessions.end(tx, user, session, reason)) {
            throw Refusal.NotFound.of("Session").asException();
        }
        audit.record(
                tx,
                AuditEntry.of(call, "SESSION_ENDED")
                        .user(user.value())
                        .actor(call.caller(Caller.class).userId())
                        .data("session", session.value()));
    }

    private Reply signOut(Call call) {
        call.callerIf(Session.class)
                .ifPresent(session -> db.write(tx -> {
                    sessions.signOut(call, tx, session);
                    return true;
                }));
        return Reply.empty(204).cookie(sessions.cleared());
    }

    private static SessionId named(Call call) {
        return Optional.of(call.path("sessionId"))
                .filter(id -> !id.isBlank())
                .map(SessionId::new)
                .orElseThrow(() -> Refusal.NotFound.of("Session").asException());
    }

    private static UserId person(Tx tx, Call call) {
        return Optional.of(call.path("id"))
                .filter(id -> tx.sql("select 1 from users where id = :id")
                        .bind("id", id)
                        .exists())
                .map(UserId::new)
                .orElseThrow(() -> Refusal.NotFound.user().asException());
    }
}
