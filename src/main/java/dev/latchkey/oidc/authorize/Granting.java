package dev.latchkey.oidc.authorize;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.clients.Clients;
import dev.latchkey.oidc.grants.Consents;
import dev.latchkey.oidc.grants.Grant;
import dev.latchkey.oidc.grants.Grants;
import dev.latchkey.oidc.grants.NewGrant;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Call;
import dev.latchkey.signin.sessions.Session;
import java.util.Optional;

/// Gives a client what its person agreed to: the grant, the code, the remembered consent and the audit entry, in the
/// caller's transaction. A sign-in test leaves no more than the grant and the code: it is not the app that asked, and
/// whoever runs the test writes what became of it.
final class Granting {
    private final Clients clients;
    private final Grants grants;
    private final AuthorizationCodes codes;
    private final Audit audit;

    Granting(Clients clients, Grants grants, AuthorizationCodes codes, Audit audit) {
        this.clients = clients;
        this.grants = grants;
        this.codes = codes;
        this.audit = audit;
    }

    Secret grant(Call call, Tx tx, AuthorizationRequest request, Session session, Requirements.Standing.Ready ready) {
        var client = request.client();
        var grant = grants.start(
                tx,
                new NewGrant(
                        session.user(),
                        client.id(),
                        Optional.of(session.id()),
                        request.scopes(),
                        request.claims(),
                        ready.authTime(),
                        session.amr(),
                        Grant.Kind.CODE));
        if (!request.back().redirect().test()) {
            remember(call, tx, request, session, ready);
        }
        return codes.issue(
                tx,
                new AuthorizationCodes.NewCode(
                        grant,
                        client.id(),
                        request.back().redirect().uri(),
                        request.redirectUriSent(),
                        request.pkce(),
                        request.nonce()));
    }

    private void remember(
            Call call, Tx tx, AuthorizationRequest request, Session session, Requirements.Standing.Ready ready) {
        var client = request.client();
        Consents.remember(tx, session.user(), client.id(), request.shared());
        if (request.pkce().isPresent() && !client.pkceRequired() && !client.pkceSupported()) {
            clients.pkceSeen(tx, client.id());
        }
        audit.record(
                tx,
                AuditEntry.of(call, ready.known() ? "CLIENT_AUTHORIZATION" : "NEW_CLIENT_AUTHORIZATION")
                        .user(session.user().value())
                        .client(client.id().value())
                        .data("clientName", client.name()));
    }
}
