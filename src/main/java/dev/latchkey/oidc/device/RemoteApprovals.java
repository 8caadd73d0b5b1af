package dev.latchkey.oidc.device;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.audit.places.Place;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.FieldChecks;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.signin.passkeys.Passkeys;
import dev.latchkey.signin.qr.RemoteSignIns;
import dev.latchkey.signin.sessions.Device;
import dev.latchkey.signin.sessions.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/// A person looks at which browser waits to be signed in as them, and decides.
final class RemoteApprovals {
    static final String OVER = "device_login_expired";
    static final String WRONG_NUMBER = "device_login_wrong_number";

    /// How old the passkey proof may be that an approval takes.
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Db db;
    private final RemoteSignIns signIns;
    private final UserCodeGuesses guesses;
    private final Passkeys passkeys;
    private final Audit audit;

    RemoteApprovals(Db db, RemoteSignIns signIns, UserCodeGuesses guesses, Passkeys passkeys, Audit audit) {
        this.db = db;
        this.signIns = signIns;
        this.guesses = guesses;
        this.passkeys = passkeys;
        this.audit = audit;
    }

    void routes(Routes routes) {
        routes.session()
                .post("/api/device-login/verification", this::verification)
                .post("/api/device-login/verification/decision", this::decision);
    }

    /// Which browser waits.
    record View(String userCode, String device, String ipAddress, String country, String city, Instant expiresAt) {
        private static View of(RemoteSignIns.Waiting waiting, Place place) {
            return new View(
                    waiting.code(),
                    Device.of(waiting.userAgent()).sentence(),
                    waiting.address(),
                    place.country(),
                    place.city(),
                    waiting.expiresAt());
        }
    }

    private Reply verification(Call call) {
        var session = call.caller(Session.class);
        var code = call.json().text("code");
        var checks = new FieldChecks();
        checks.of("code", code).required();
        checks.done();
        var waiting = look(session, code);
        return Reply.json(200, View.of(waiting, placeOf(waiting)));
    }

    /// Where the waiting browser is.
    Place placeOf(RemoteSignIns.Waiting waiting) {
        return audit.placeOf(waiting.address());
    }

    private Reply decision(Call call) {
        var session = call.caller(Session.class);
        var body = call.json();
        var code = body.text("code");
        var decision = body.text("decision");
        var number = body.number("number");
        var checks = new FieldChecks();
        checks.of("code", code).required();
        checks.of("decision", decision)
                .required()
                .that(decision.equals("approve") || decision.equals("deny"), "oneof", "is invalid");
        checks.done();
        if (decision.equals("deny")) {
            deny(call, session, code);
        } else {
            if (body.member("number").isPresent()) {
                compare(call, session, code, number);
            }
            approve(call, session, code);
        }
        return Reply.empty(204);
    }

    /// Looks, and changes nothing but the counter of wrong guesses.
    ///
    /// @throws dev.latchkey.platform.RefusalException if the code leads nowhere
    RemoteSignIns.Waiting look(Session session, String typed) {
        return answer(db.write(tx -> found(tx, session, typed, Outcome.Done::new)));
    }

    /// Compares the number that the person chose with the one on the waiting screen. Another one ends the request:
    /// they do not see that screen, so somebody else does.
    ///
    /// @throws dev.latchkey.platform.RefusalException if it is another one, or the code leads nowhere
    RemoteSignIns.Waiting compare(Call call, Session session, String typed, long number) {
        return answer(db.write(tx -> found(tx, session, typed, waiting -> {
            if (signIns.number(waiting.code()) == number) {
                return new Outcome.Done(waiting);
            }
            return new Outcome.Refused(denied(call, tx, session, waiting) ? wrongNumber() : over());
        })));
    }

    /// Signs the waiting browser in. The proof is used up even if the request is over.
    ///
    /// @throws dev.latchkey.platform.RefusalException if a fresh proof is missing, or the code leads nowhere
    RemoteSignIns.Waiting approve(Call call, Session session, String typed) {
        return answer(db.write(tx -> {
            if (!proven(call, tx, session)) {
                return new Outcome.Refused(Refusal.Unauthorized.reauthenticationRequired());
            }
            return found(tx, session, typed, waiting -> {
                if (!signIns.approve(tx, waiting, session.user())) {
                    return new Outcome.Refused(over());
                }
                note(call, tx, session, waiting, "REMOTE_SIGN_IN_APPROVED");
                return new Outcome.Done(waiting);
            });
        }));
    }

    /// @throws dev.latchkey.platform.RefusalException if the code leads nowhere
    RemoteSignIns.Waiting deny(Call call, Session session, String typed) {
        return answer(db.write(tx -> found(
                tx,
                session,
                typed,
                waiting ->
                        denied(call, tx, session, waiting) ? new Outcome.Done(waiting) : new Outcome.Refused(over()))));
    }

    private boolean proven(Call call, Tx tx, Session session) {
        return passkeys.consumeReauthentication(call, tx, session.user())
                .filter(at -> !at.isBefore(tx.now().minus(FRESH)))
                .isPresent();
    }

    private boolean denied(Call call, Tx tx, Session session, RemoteSignIns.Waiting waiting) {
        if (!signIns.deny(tx, waiting)) {
            return false;
        }
        note(call, tx, session, waiting, "REMOTE_SIGN_IN_DENIED");
        return true;
    }

    private void note(Call call, Tx tx, Session session, RemoteSignIns.Waiting waiting, String event) {
        audit.record(
                tx,
                AuditEntry.of(call, event)
                        .user(session.user().value())
                        .data("device", Device.of(waiting.userAgent()).sentence())
                        .data("address", waiting.address()));
    }

    private sealed interface Outcome {
        record Done(RemoteSignIns.Waiting waiting) implements Outcome {}

        record Refused(Refusal refusal) implements Outcome {}
    }

    /// What is refused is decided inside the transaction and said after it: a wrong guess stays counted, a used proof
    /// used, a request that was ended ended.
    private static RemoteSignIns.Waiting answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(var waiting) -> waiting;
            case Outcome.Refused(var refusal) -> throw refusal.asException();
        };
    }

    private Outcome found(Tx tx, Session session, String typed, Function<RemoteSignIns.Waiting, Outcome> then) {
        guesses.check(tx, session.user());
        return switch (signIns.find(tx, typed)) {
            case RemoteSignIns.Lookup.Found(var waiting) -> then.apply(waiting);
            case RemoteSignIns.Lookup.Over _ -> new Outcome.Refused(over());
            case RemoteSignIns.Lookup.Unknown _ -> {
                guesses.count(tx, session.user());
                yield new Outcome.Refused(over());
            }
        };
    }

    private static Refusal over() {
        return new Refusal.Unauthorized(OVER, "Device login request is invalid or expired");
    }

    private static Refusal wrongNumber() {
        return new Refusal.Forbidden(WRONG_NUMBER, "This is not the number that the waiting browser shows");
    }
}
