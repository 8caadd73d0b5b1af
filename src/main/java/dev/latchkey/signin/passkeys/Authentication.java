package dev.latchkey.signin.passkeys;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.audit.RefusedAttempts;
import dev.latchkey.directory.UserView;
import dev.latchkey.directory.users.User;
import dev.latchkey.directory.users.Users;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.RefusalException;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.RateLimits;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.signin.sessions.Session;
import dev.latchkey.signin.sessions.Sessions;
import dev.latchkey.signin.sessions.SignInMethod;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Signing in with a passkey, and proving oneself again with one (WebAuthn Level 3 §7.2).
final class Authentication {
    private static final RateLimits.Policy SIGN_INS =
            new RateLimits.Policy("webauthn-login", Duration.ofSeconds(5), 10);
    private static final RateLimits.Policy PROOFS =
            new RateLimits.Policy("webauthn-reauthenticate", Duration.ofSeconds(10), 5);

    /// How old a passkey sign-in may be to stand in for a proof of its own.
    private static final Duration JUST_NOW = Duration.ofMinutes(1);

    private final Db db;
    private final RateLimits limits;
    private final Audit audit;
    private final RefusedAttempts refused;
    private final Users users;
    private final Sessions sessions;
    private final PasskeyTable credentials;
    private final RelyingParty relyingParty;
    private final Ceremonies ceremonies;
    private final Verification verification;
    private final Reauthentications reauthentications;

    Authentication(
            Db db,
            RateLimits limits,
            Audit audit,
            RefusedAttempts refused,
            Users users,
            Sessions sessions,
            PasskeyTable credentials,
            RelyingParty relyingParty,
            Ceremonies ceremonies,
            Verification verification,
            Reauthentications reauthentications) {
        this.db = db;
        this.limits = limits;
        this.audit = audit;
        this.refused = refused;
        this.users = users;
        this.sessions = sessions;
        this.credentials = credentials;
        this.relyingParty = relyingParty;
        this.ceremonies = ceremonies;
        this.verification = verification;
        this.reauthentications = reauthentications;
    }

    void routes(Routes routes) {
        routes.sessionIfAny().get("/api/webauthn/login/start", this::start);
        routes.open().post("/api/webauthn/login/finish", this::finish);
        routes.session().post("/api/webauthn/reauthenticate", this::reauthenticate);
    }

    private Reply start(Call call) {
        var user = call.caller().map(caller -> caller.userId());
        var begun = db.write(tx -> ceremonies.begin(call, tx, Ceremonies.Purpose.ASSERTION, user, Optional.empty()));
        return Reply.json(200, relyingParty.requestOptions(begun.challenge())).cookie(begun.cookie());
    }

    private Reply finish(Call call) {
        var proven = counting(SIGN_INS, call.address().limitKey(), () -> verify(call));
        var outcome = db.write(tx -> signIn(call, tx, proven));
        return switch (outcome) {
            case SignIn.Done(var user, var started) ->
                Reply.json(200, UserView.of(user)).cookie(started.cookie());
            case SignIn.Gone _ -> throw PasskeyRefusals.notAuthenticated().asException();
            case SignIn.Disabled _ -> {
                note(call, "account_disabled", Optional.of(proven.passkey()));
                throw Refusal.Forbidden.disabled().asException();
            }
        };
    }

    private sealed interface SignIn {
        record Done(User user, Sessions.Started started) implements SignIn {}

        /// Deleted since the passkey was verified.
        record Gone() implements SignIn {}

        record Disabled() implements SignIn {}
    }

    private SignIn signIn(Call call, Tx tx, Proven proven) {
        users.lock(tx, proven.passkey().user()); // so that a deletion comes before the look, or after it all
        var user = users.find(tx, proven.passkey().user());
        if (user.isEmpty()) {
            return new SignIn.Gone();
        }
        if (user.get().disabled()) {
            return new SignIn.Disabled();
        }
        noteUse(call, tx, proven);
        audit.record(tx, AuditEntry.of(call, "SIGN_IN").user(user.get().id().value()));
        return new SignIn.Done(
                user.get(),
                sessions.start(
                        call,
                        tx,
                        user.get().id(),
                        user.get().administrator(),
                        SignInMethod.PASSKEY,
                        proven.passkey().id()));
    }

    private void noteUse(Call call, Tx tx, Proven proven) {
        credentials.used(tx, call, proven.passkey(), proven.asserted());
        if (proven.asserted().counterWarning()) {
            audit.record(
                    tx,
                    Registration.described(
                            AuditEntry.of(call, "PASSKEY_COUNTER_WARNING")
                                    .user(proven.passkey().user().value()),
                            proven.passkey()));
        }
    }

    private record Proven(Ceremonies.Ceremony ceremony, Passkey passkey, Verification.Asserted asserted) {}

    private Proven verify(Call call) {
        ceremonies.require(call);
        var answer = Answer.assertion(call);
        var ceremony = switch (ceremonies.take(call, Ceremonies.Purpose.ASSERTION, answer.challenge())) {
            case Ceremonies.Taken.Good(var taken) -> taken;
            case Ceremonies.Taken.Over _ -> throw PasskeyRefusals.ceremonyOver().asException();
            case Ceremonies.Taken.Foreign _ ->
                throw PasskeyRefusals.notAuthenticated().asException();
        };
        var passkey = db.read(tx -> credentials.byCredentialId(tx, answer.credentialId()))
                .orElseThrow(() -> {
                    note(call, "unknown_passkey", Optional.empty());
                    return PasskeyRefusals.unknownPasskey().asException();
                });
        return switch (verification.assertion(answer, passkey)) {
            case Verification.Outcome.Good<Verification.Asserted>(var asserted) ->
                new Proven(ceremony, passkey, asserted);
            case Verification.Outcome.UserNotVerified<Verification.Asserted> _ -> {
                note(call, "user_not_verified", Optional.of(passkey));
                throw PasskeyRefusals.userNotVerified().asException();
            }
            case Verification.Outcome.Bad<Verification.Asserted> _ -> {
                note(call, "passkey_refused", Optional.of(passkey));
                throw PasskeyRefusals.notAuthenticated().asException();
            }
        };
    }

    private void note(Call call, String cause, Optional<Passkey> passkey) {
        var entry = AuditEntry.of(call, "SIGN_IN_REFUSED");
        refused.note(
                call.address(),
                passkey.map(known -> entry.user(known.user().value())).orElse(entry),
                cause);
    }

    /// Gives a proof for one protected act: of the passkey just used, or without one of a passkey sign-in a moment ago.
    /// The latter says when that was, and so proves nothing to whoever asked since (OpenID Connect Core §3.1.2.1).
    private Reply reauthenticate(Call call) {
        var session = call.caller(Session.class);
        ceremonies.require(call);
        if (call.body().length == 0) {
            return db.write(tx -> justSignedIn(tx, session));
        }
        var proven = counting(PROOFS, session.userId(), () -> verifyOwn(call, session));
        return db.write(tx -> {
            noteUse(call, tx, proven);
            sessions.proved(tx, session, proven.passkey().id());
            return Reply.empty(204).cookie(reauthentications.issue(tx, session.user(), tx.now()));
        });
    }

    private Reply justSignedIn(Tx tx, Session session) {
        if (!session.amr().equals(SignInMethod.PASSKEY.amr()) || !sessions.fresh(tx, session, JUST_NOW)) {
            throw Refusal.Unauthorized.reauthenticationRequired().asException();
        }
        return Reply.empty(204).cookie(reauthentications.issue(tx, session.user(), session.authTime()));
    }

    /// The challenge was given to this person, and the passkey is theirs.
    private Proven verifyOwn(Call call, Session session) {
        var proven = verify(call);
        if (!proven.ceremony().user().equals(Optional.of(session.userId()))) {
            throw PasskeyRefusals.ceremonyOver().asException();
        }
        if (!proven.passkey().user().equals(session.user())) {
            throw PasskeyRefusals.notAuthenticated().asException();
        }
        return proven;
    }

    /// Failures count, successes do not: many people sign in from one office.
    private Proven counting(RateLimits.Policy policy, String key, Supplier<Proven> attempt) {
        limits.check(policy, key);
        try {
            return attempt.get();
        } catch (RefusalException e) {
            limits.failed(policy, key);
            throw e;
        }
    }
}
