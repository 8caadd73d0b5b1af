package dev.latchkey.oidc.device;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.clients.Client;
import dev.latchkey.clients.Clients;
import dev.latchkey.oidc.grants.Consents;
import dev.latchkey.oidc.grants.Grant;
import dev.latchkey.oidc.grants.Grants;
import dev.latchkey.oidc.grants.NewGrant;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Call;
import dev.latchkey.signin.passkeys.Passkeys;
import dev.latchkey.signin.sessions.Session;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;

/// A person looks at what a device asks for, and decides.
final class DeviceApprovals {
    private final Db db;
    private final DeviceCodes codes;
    private final UserCodeGuesses guesses;
    private final Clients clients;
    private final Grants grants;
    private final Passkeys passkeys;
    private final Audit audit;

    DeviceApprovals(
            Db db,
            DeviceCodes codes,
            UserCodeGuesses guesses,
            Clients clients,
            Grants grants,
            Passkeys passkeys,
            Audit audit) {
        this.db = db;
        this.codes = codes;
        this.guesses = guesses;
        this.clients = clients;
        this.grants = grants;
        this.passkeys = passkeys;
        this.audit = audit;
    }

    /// What waits behind a code.
    ///
    /// @param allowed whether the person may use the app at all
    record Request(DeviceCodes.Waiting waiting, Client client, boolean allowed) {}

    /// Looks, and changes nothing but the counter of wrong guesses.
    ///
    /// @param then what else to read for the page, in the same transaction
    /// @throws dev.latchkey.platform.RefusalException if the code leads nowhere
    <T> T look(Session session, String typed, BiFunction<Tx, Request, T> then) {
        return found(session, typed, then);
    }

    /// @throws dev.latchkey.platform.RefusalException if the code leads nowhere, the person may not use the app, or a
    ///     fresh passkey proof is needed
    Client approve(Call call, Session session, String typed) {
        return found(session, typed, (tx, request) -> {
            if (!request.allowed()) {
                throw Clients.notForThem().asException();
            }
            var client = request.client();
            var proof = client.requiresReauthentication()
                    ? proof(call, tx, session, request.waiting())
                    : Optional.<Instant>empty();
            var scopes = request.waiting().scopes();
            boolean known = Consents.covers(tx, session.user(), client.id(), scopes);
            var grant = grants.start(
                    tx,
                    new NewGrant(
                            session.user(),
                            client.id(),
                            Optional.empty(),
                            scopes,
                            Optional.empty(),
                            proof.filter(session.authTime()::isBefore).orElse(session.authTime()),
                            session.amr(),
                            Grant.Kind.DEVICE));
            if (!codes.approve(tx, request.waiting(), grant)) {
                throw invalid().asException(); // somebody else was first, so this grant is taken back
            }
            Consents.remember(tx, session.user(), client.id(), scopes);
            record(call, tx, session, client, known ? "DEVICE_CODE_AUTHORIZATION" : "NEW_DEVICE_CODE_AUTHORIZATION");
            return client;
        });
    }

    /// @throws dev.latchkey.platform.RefusalException if the code leads nowhere
    Client deny(Call call, Session session, String typed) {
        return found(session, typed, (tx, request) -> {
            if (!codes.deny(tx, request.waiting())) {
                throw invalid().asException();
            }
            record(call, tx, session, request.client(), "DEVICE_CODE_DENIED");
            return request.client();
        });
    }

    /// A proof that is older than the device's question was made for something else.
    private Optional<Instant> proof(Call call, Tx tx, Session session, DeviceCodes.Waiting waiting) {
        var proof = passkeys.consumeReauthentication(call, tx, session.user())
                .filter(at -> !at.isBefore(waiting.createdAt()));
        if (proof.isEmpty()) {
            throw Refusal.Unauthorized.reauthenticationRequired().asException();
        }
        return proof;
    }

    private void record(Call call, Tx tx, Session session, Client client, String event) {
        audit.record(
                tx,
                AuditEntry.of(call, event)
                        .user(session.user().value())
                        .client(client.id().value())
                        .data("clientName", client.name()));
    }

    private sealed interface Outcome<T> {
        record Done<T>(T value) implements Outcome<T> {}

        record Refused<T>(Refusal refusal) implements Outcome<T> {}
    }

    /// A wrong guess has to stay counted, so it is refused only after the commit.
    private <T> T found(Session session, String typed, BiFunction<Tx, Request, T> then) {
        var code = DeviceCodes.normalise(typed);
        if (code.isEmpty()) {
            throw new Refusal.Invalid("code", "required", "is required").asException();
        }
        Outcome<T> outcome = db.write(tx -> {
            guesses.check(tx, session.user());
            return switch (codes.find(tx, code)) {
                case DeviceCodes.Lookup.Unknown _ -> {
                    guesses.count(tx, session.user());
                    yield new Outcome.Refused<T>(invalid());
                }
                case DeviceCodes.Lookup.Expired _ ->
                    new Outcome.Refused<T>(new Refusal.Bad("oidc_device_code_expired", "Device code has expired"));
                case DeviceCodes.Lookup.Found(var waiting) -> {
                    var client = clients.get(tx, waiting.client());
                    boolean allowed = clients.mayUse(tx, client, session.user());
                    yield new Outcome.Done<>(then.apply(tx, new Request(waiting, client, allowed)));
                }
            };
        });
        return switch (outcome) {
            case Outcome.Done<T>(var value) -> value;
            case Outcome.Refused<T>(var refusal) -> throw refusal.asException();
        };
    }

    private static Refusal invalid() {
        return new Refusal.Bad("oidc_invalid_device_code", "Device code is invalid");
    }
}
