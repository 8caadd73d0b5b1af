package dev.latchkey.oidc.clientauth;

import dev.latchkey.audit.AuditEntry;
import dev.latchkey.audit.RefusedAttempts;
import dev.latchkey.clients.Client;
import dev.latchkey.clients.ClientId;
import dev.latchkey.clients.Clients;
import dev.latchkey.oidc.OAuthError;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.RateLimits;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells which client is calling, or refuses. Nothing else of the request has been looked at by then, so a client that
/// tries another method next has not used up its code.
public final class ClientAuthentication {
    private static final Logger LOG = LoggerFactory.getLogger(ClientAuthentication.class);
    /// Failures only, by client and address: who guesses is slowed down, and the client itself is not.
    private static final RateLimits.Policy GUESSES =
            new RateLimits.Policy("client-authentication", Duration.ofSeconds(3), 20);
    /// Of clients that do not exist, all of an address are one: there is no end to their names.
    private static final RateLimits.Policy UNKNOWN = new RateLimits.Policy("unknown-client", Duration.ofSeconds(1), 60);

    private final Db db;
    private final Clients clients;
    private final RateLimits limits;
    private final RefusedAttempts refused;

    public ClientAuthentication(Db db, Clients clients, RateLimits limits, RefusedAttempts refused) {
        this.db = db;
        this.clients = clients;
        this.limits = limits;
        this.refused = refused;
    }

    /// The client that proved itself, or the public one that named itself.
    ///
    /// @throws OAuthError `invalid_client`, or `invalid_request` if it cannot be told who is calling
    public Client authenticate(Call call) {
        var credentials = Credentials.of(call);
        var id = new ClientId(credentials.clientId());
        limits.check(GUESSES, guesses(call, id));
        var proven = db.read(tx -> clients.authenticate(tx, id, credentials.secret()));
        if (proven.isEmpty()) {
            count(call, id);
            LOG.info("client_authentication_failed address={}", call.address().text());
            throw OAuthError.invalidClient("The client is unknown, or its secret is wrong or has expired");
        }
        return proven.get();
    }

    private static String guesses(Call call, ClientId id) {
        return call.address().limitKey() + ' ' + id.value();
    }

    private void count(Call call, ClientId id) {
        var known = db.read(tx -> clients.find(tx, id));
        if (known.isEmpty()) {
            limits.take(UNKNOWN, call.address().limitKey());
            return;
        }
        limits.failed(GUESSES, guesses(call, id));
        refused.note(
                call.address(),
                AuditEntry.of(call, "CLIENT_REFUSED")
                        .client(id.value())
                        .data("clientName", known.get().name()),
                "client_not_authenticated");
    }

    /// As above, for clients that have a secret.
    public Client authenticateConfidential(Call call) {
        var client = authenticate(call);
        if (client.isPublic()) {
            throw OAuthError.invalidClient("A public client cannot authenticate here");
        }
        return client;
    }
}
