package dev.latchkey.oidc.authorize;

import dev.latchkey.audit.AuditEntry;
import dev.latchkey.audit.RefusedAttempts;
import dev.latchkey.clients.Client;
import dev.latchkey.clients.ClientId;
import dev.latchkey.clients.Clients;
import dev.latchkey.oidc.OAuthError;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.http.Call;
import dev.latchkey.signin.sessions.Session;
import java.util.function.Consumer;

/// Leaves word for administrators why an app's request was refused, so that they see what to mend. Of apps that nobody
/// registered there is nothing to mend.
final class RefusedRequests {
    /// What is longer is no address that anybody would register.
    private static final int LONGEST_ADDRESS = 1000;

    private final Db db;
    private final Clients clients;
    private final RefusedAttempts refused;

    RefusedRequests(Db db, Clients clients, RefusedAttempts refused) {
        this.db = db;
        this.clients = clients;
        this.refused = refused;
    }

    /// Outside of any transaction.
    void note(Call call, ParsedRequest parsed, RequestParameters parameters) {
        switch (parsed) {
            case ParsedRequest.Asked _ -> {}
            case ParsedRequest.Unreturnable(var error) -> {
                if (error == PageError.CALLBACK_NOT_NAMED || error == PageError.CALLBACK_NOT_REGISTERED) {
                    callback(call, error, parameters);
                }
            }
            case ParsedRequest.Refused(var error, var _) -> refused(call, error, parameters);
        }
    }

    private void callback(Call call, PageError error, RequestParameters parameters) {
        app(parameters, client -> {
            var entry = entry(call, client);
            var redirect = parameters.value("redirect_uri").filter(uri -> uri.length() <= LONGEST_ADDRESS);
            refused.note(
                    call.address(),
                    redirect.map(uri -> entry.data("redirectUri", uri)).orElse(entry),
                    error.code());
        });
    }

    private void refused(Call call, OAuthError error, RequestParameters parameters) {
        app(
                parameters,
                client -> refused.note(
                        call.address(), entry(call, client).data("description", error.description()), error.code()));
    }

    /// The person is in none of the groups that may use the app.
    void notAllowed(Call call, Client client, Session session) {
        refused.note(call.address(), entry(call, client).user(session.userId()), "not_allowed");
    }

    private void app(RequestParameters parameters, Consumer<Client> note) {
        parameters
                .value("client_id")
                .flatMap(id -> db.read(tx -> clients.find(tx, new ClientId(id))))
                .ifPresent(note);
    }

    private static AuditEntry entry(Call call, Client client) {
        return AuditEntry.of(call, "CLIENT_REFUSED").client(client.id().value()).data("clientName", client.name());
    }
}
