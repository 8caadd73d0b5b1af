package dev.latchkey.oidc.token;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.clients.Client;
import dev.latchkey.oidc.OAuthError;
import dev.latchkey.oidc.Scopes;
import dev.latchkey.oidc.claims.LiveGrant;
import dev.latchkey.oidc.claims.LiveGrants;
import dev.latchkey.oidc.grants.EndReason;
import dev.latchkey.oidc.grants.GrantId;
import dev.latchkey.oidc.grants.Grants;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Call;
import java.util.Optional;

/// `refresh_token` (RFC 6749 §6, OpenID Connect Core §12).
final class RefreshGrant {
    private final RefreshTokens tokens;
    private final Grants grants;
    private final Audit audit;

    RefreshGrant(RefreshTokens tokens, Grants grants, Audit audit) {
        this.tokens = tokens;
        this.grants = grants;
        this.audit = audit;
    }

    Decision rotate(Call call, Tx tx, Client client, TokenRequest.Refresh request) {
        return switch (tokens.look(tx, client.id(), request.token())) {
            case RefreshTokens.State.Unknown _ ->
                Decision.refused(OAuthError.invalidGrant("The refresh token is unknown or has expired"));
            case RefreshTokens.State.Current(var grant) -> {
                var live = live(tx, grant);
                var scopes = narrowed(live, request);
                var successor = tokens.rotate(tx, request.token(), grant, client);
                yield new Decision.Granted(live, scopes, Optional.empty(), successor);
            }
            case RefreshTokens.State.JustUsed(var grant) -> {
                // The answer to the first use may have been lost. It is never a second branch: the successor is the
                // same.
                var live = live(tx, grant);
                var scopes = narrowed(live, request);
                yield new Decision.Granted(live, scopes, Optional.empty(), tokens.successor(request.token()));
            }
            case RefreshTokens.State.Reused(var grant) -> reused(call, tx, client, grant);
        };
    }

    private LiveGrant live(Tx tx, GrantId grant) {
        return LiveGrants.find(tx, grant).orElseThrow(FirstTokens::ended);
    }

    /// Scopes that do not exist are dropped, as they were when the grant was asked for; those that do have to be
    /// part of it. The next refresh token is not narrowed.
    private static Scopes narrowed(LiveGrant live, TokenRequest.Refresh request) {
        var granted = live.grant().scopes();
        var wanted = request.scopes().map(Scopes::supported).filter(scopes -> !scopes.isEmpty());
        if (wanted.isEmpty()) {
            return granted;
        }
        if (!granted.covers(wanted.get())) {
            throw OAuthError.invalidScope("scope names what was not granted: "
                    + wanted.get().without(granted).format());
        }
        return wanted.get();
    }

    /// Two parties hold the family, and nobody can tell which of them is the client (RFC 9700 §4.14.2).
    private Decision reused(Call call, Tx tx, Client client, GrantId grant) {
        grants.end(tx, grant, EndReason.REFRESH_TOKEN_REUSED)
                .ifPresent(user -> audit.record(
                        tx,
                        AuditEntry.of(call, "REFRESH_TOKEN_REUSED")
                                .user(user.value())
                                .client(client.id().value())
                                .data("clientName", client.name())));
        return Decision.refused(OAuthError.invalidGrant("The refresh token was used before"));
    }
}
