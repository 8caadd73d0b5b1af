package dev.latchkey.signin.passkeys;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.audit.Changes;
import dev.latchkey.directory.Administrators;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.directory.users.Users;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Area;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Caller;
import dev.latchkey.platform.http.FieldChecks;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.signin.sessions.Session;
import dev.latchkey.signin.sessions.Sessions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;

/// A person's own passkeys: list, rename, delete; and an administrator's view of them.
final class OwnPasskeys {
    /// How long ago a person may have proven themselves to add or delete a passkey.
    static final Duration FRESH = Duration.ofMinutes(5);

    private static final int NAME_LENGTH = 50;

    private final Db db;
    private final Audit audit;
    private final Users users;
    private final Sessions sessions;
    private final PasskeyTable credentials;
    private final RelyingParty relyingParty;

    OwnPasskeys(
            Db db, Audit audit, Users users, Sessions sessions, PasskeyTable credentials, RelyingParty relyingParty) {
        this.db = db;
        this.audit = audit;
        this.users = users;
        this.sessions = sessions;
        this.credentials = credentials;
        this.relyingParty = relyingParty;
    }

    void routes(Routes routes) {
        routes.signedIn()
                .get("/api/webauthn/credentials", this::list)
                .patch("/api/webauthn/credentials/{id}", this::rename);
        routes.session()
                .get("/api/webauthn/credentials/accepted", this::accepted)
                .delete("/api/webauthn/credentials/{id}", this::deleteOwn);
        routes.administrator(Area.USERS)
                .get("/api/users/{id}/webauthn-credentials", this::listOf)
                .delete("/api/users/{id}/webauthn-credentials/{credentialId}", this::deleteOf);
    }

    private Reply list(Call call) {
        return Reply.json(
                200,
                db.read(tx -> credentials.of(tx, callerId(call))).stream()
                        .map(passkey -> view(passkey, call))
                        .toList());
    }

    /// What the Signal API tells password managers (WebAuthn Level 3 §5.1.10).
    private Reply accepted(Call call) {
        var session = call.caller(Session.class);
        return db.read(tx -> {
            var user = users.get(tx, session.user());
            var signals = new LinkedHashMap<String, Object>();
            signals.put("rpId", relyingParty.id());
            signals.put("userId", RelyingParty.handle(session.userId()));
            signals.put(
                    "allAcceptedCredentialIds",
                    credentials.of(tx, session.user()).stream()
                            .map(Passkey::credentialId)
                            .toList());
            signals.put("name", user.username());
            signals.put("displayName", Registration.displayName(user));
            return Reply.json(200, signals);
        });
    }

    private Reply rename(Call call) {
        var user = callerId(call);
        var checks = new FieldChecks();
        var name = checks.of("name", call.json().text("name").strip())
                .required()
                .atMost(NAME_LENGTH)
                .composed();
        checks.done();
        return db.write(tx -> {
            var before = credentials.of(tx, user).stream()
                    .filter(passkey -> passkey.id().equals(call.path("id")))
                    .findFirst();
            var renamed = credentials
                    .rename(tx, user, call.path("id"), name)
                    .orElseThrow(() -> PasskeyRefusals.notFound().asException());
            var changes = new Changes().value("name", before.map(Passkey::name).orElse(""), renamed.name());
            if (!changes.none()) {
                var entry = AuditEntry.of(call, "PASSKEY_RENAMED").user(user.value());
                audit.record(tx, Registration.described(entry, renamed).changes(changes));
            }
            return Reply.json(200, view(renamed, call));
        });
    }

    private Reply deleteOwn(Call call) {
        var session = call.caller(Session.class);
        return db.write(tx -> deleteOwn(call, tx, session, call.path("id")));
    }

    private Reply deleteOwn(Call call, Tx tx, Session session, String id) {
        users.lock(tx, session.user());
        var all = credentials.of(tx, session.user());
        if (all.stream().noneMatch(passkey -> passkey.id().equals(id))) {
            throw PasskeyRefusals.notFound().asException();
        }
        if (all.size() == 1) {
            throw PasskeyRefusals.lastPasskey().asException();
        }
        if (!sessions.fresh(tx, session, FRESH)) {
            throw Refusal.Unauthorized.reauthenticationRequired().asException();
        }
        var entry = AuditEntry.of(call, "PASSKEY_REMOVED")
                .user(session.userId())
                .data("provenBy", String.join(" ", session.amr()));
        return delete(tx, session.user(), id, entry);
    }

    private Reply listOf(Call call) {
        return db.read(tx -> {
            var user =
                    person(tx, call).orElseThrow(() -> Refusal.NotFound.user().asException());
            return Reply.json(
                    200,
                    credentials.of(tx, user).stream()
                            .map(passkey -> view(passkey, call))
                            .toList());
        });
    }

    /// Also the last one: whoever lost it gets a login code next. For an administrator's own, the rules of everybody
    /// hold, and an API key has no proof to offer.
    private Reply deleteOf(Call call) {
        var administrator = callerId(call);
        var id = call.path("credentialId");
        return db.write(tx -> {
            var user = person(tx, call)
                    .orElseThrow(() -> PasskeyRefusals.notFound().asException());
            if (user.equals(administrator)) {
                return deleteOwn(
                        call,
                        tx,
                        call.callerIf(Session.class)
                                .orElseThrow(() -> Refusal.Unauthorized.reauthenticationRequired()
                                        .asException()),
                        id);
            }
            Administrators.refuseRestricted(call, users.get(tx, user).administrator());
            var entry = AuditEntry.of(call, "PASSKEY_REMOVED")
                    .user(user.value())
                    .actor(administrator.value())
                    .data("actorUserID", administrator.value())
                    .data("actorUsername", users.get(tx, administrator).username());
            return delete(tx, user, id, entry);
        });
    }

    private Reply delete(Tx tx, UserId user, String id, AuditEntry entry) {
        var deleted = credentials
                .delete(tx, user, id)
                .orElseThrow(() -> PasskeyRefusals.notFound().asException());
        audit.record(tx, Registration.described(entry, deleted));
        return Reply.empty(204);
    }

    private Optional<UserId> person(Tx tx, Call call) {
        return Optional.of(call.path("id"))
                .filter(id -> !id.isBlank())
                .flatMap(id -> users.find(tx, new UserId(id)))
                .map(user -> user.id());
    }

    private static UserId callerId(Call call) {
        return new UserId(call.caller(Caller.class).userId());
    }

    private static PasskeyView view(Passkey passkey, Call call) {
        var used = call.callerIf(Session.class).flatMap(Session::passkey);
        return PasskeyView.of(passkey, used.equals(Optional.of(passkey.id())));
    }
}
