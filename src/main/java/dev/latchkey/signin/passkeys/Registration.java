package dev.latchkey.signin.passkeys;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.directory.users.User;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.directory.users.Users;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.signin.sessions.Session;
import dev.latchkey.signin.sessions.Sessions;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// Making a passkey (WebAuthn Level 3 §7.1).
final class Registration {
    private final Db db;
    private final Audit audit;
    private final Users users;
    private final Sessions sessions;
    private final PasskeyTable credentials;
    private final RelyingParty relyingParty;
    private final Ceremonies ceremonies;
    private final Verification verification;

    Registration(
            Db db,
            Audit audit,
            Users users,
            Sessions sessions,
            PasskeyTable credentials,
            RelyingParty relyingParty,
            Ceremonies ceremonies,
            Verification verification) {
        this.db = db;
        this.audit = audit;
        this.users = users;
        this.sessions = sessions;
        this.credentials = credentials;
        this.relyingParty = relyingParty;
        this.ceremonies = ceremonies;
        this.verification = verification;
    }

    void routes(Routes routes) {
        routes.session()
                .get("/api/webauthn/register/start", this::start)
                .post("/api/webauthn/register/finish", this::finish);
    }

    private Reply start(Call call) {
        var session = call.caller(Session.class);
        return db.write(tx -> {
            if (!sessions.fresh(tx, session, OwnPasskeys.FRESH)) {
                throw Refusal.Unauthorized.reauthenticationRequired().asException();
            }
            var user = users.get(tx, session.user());
            var begun = ceremonies.begin(
                    call, tx, Ceremonies.Purpose.REGISTRATION, Optional.of(session.userId()), Optional.empty());
            return Reply.json(
                            200,
                            relyingParty.creationOptions(
                                    begun.challenge(),
                                    session.userId(),
                                    user.username(),
                                    displayName(user),
                                    credentials.of(tx, session.user())))
                    .cookie(begun.cookie());
        });
    }

    static String displayName(User user) {
        return user.displayName().isBlank() ? user.name() : user.displayName();
    }

    private Reply finish(Call call) {
        var session = call.caller(Session.class);
        ceremonies.require(call);
        var proven = verify(call, Ceremonies.Purpose.REGISTRATION, Answer.attestation(call));
        if (!proven.ceremony().user().equals(Optional.of(session.userId()))) {
            throw PasskeyRefusals.ceremonyOver().asException();
        }
        var passkey = db.write(tx -> store(call, tx, session.user(), proven.registered()));
        return Reply.json(200, PasskeyView.of(passkey, false));
    }

    record Proven(Ceremonies.Ceremony ceremony, Verification.Registered registered) {}

    /// Uses up the challenge, then verifies.
    Proven verify(Call call, Ceremonies.Purpose purpose, Answer.Attestation answer) {
        var ceremony = switch (ceremonies.take(call, purpose, answer.challenge())) {
            case Ceremonies.Taken.Good(var taken) -> taken;
            case Ceremonies.Taken.Over _ -> throw PasskeyRefusals.ceremonyOver().asException();
            case Ceremonies.Taken.Foreign _ ->
                throw PasskeyRefusals.badResponse().asException();
        };
        return switch (verification.registration(answer)) {
            case Verification.Outcome.Good<Verification.Registered>(var registered) -> {
                if (registered.backupEligible() && !relyingParty.allowsSynced()) {
                    throw PasskeyRefusals.syncedNotAllowed().asException();
                }
                yield new Proven(ceremony, registered);
            }
            case Verification.Outcome.UserNotVerified<Verification.Registered> _ ->
                throw PasskeyRefusals.userNotVerified().asException();
            case Verification.Outcome.Bad<Verification.Registered> _ ->
                throw PasskeyRefusals.badResponse().asException();
        };
    }

    Passkey store(Call call, Tx tx, UserId user, Verification.Registered registered) {
        var passkey = credentials.add(tx, user, registered);
        audit.record(tx, described(AuditEntry.of(call, "PASSKEY_ADDED").user(user.value()), passkey));
        return passkey;
    }

    /// What an audit entry says of a passkey: its credential id in hex, and its name.
    static AuditEntry described(AuditEntry entry, Passkey passkey) {
        var id = HexFormat.of().formatHex(Base64.getUrlDecoder().decode(passkey.credentialId()));
        return entry.data("credentialID", id).data("passkeyName", passkey.name());
    }
}
