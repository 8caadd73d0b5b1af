package dev.latchkey.oidc.token;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.clients.Client;
import dev.latchkey.oidc.OAuthError;
import dev.latchkey.oidc.claims.LiveGrants;
import dev.latchkey.oidc.grants.GrantId;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Call;
import java.util.Optional;

/// The first tokens of a grant, whatever it was redeemed with. They always come with a refresh token: apps rely on one
/// whether or not they ask for `offline_access`, which decides what a sign-out ends.
final class FirstTokens {
    private final RefreshTokens refreshTokens;
    private final Audit audit;

    FirstTokens(RefreshTokens refreshTokens, Audit audit) {
        this.refreshTokens = refreshTokens;
        this.audit = audit;
    }

    /// @throws OAuthError if the grant is no longer live; that undoes the redemption
    Decision of(Call call, Tx tx, Client client, GrantId id, Optional<String> nonce) {
        var live = LiveGrants.find(tx, id).orElseThrow(FirstTokens::ended);
        var refreshToken = refreshTokens.first(tx, id, client);
        audit.record(
                tx,
                AuditEntry.of(call, "FIRST_TOKEN_ISSUED")
                        .user(live.user().id().value())
                        .client(client.id().value())
                        .data("clientName", client.name()));
        return new Decision.Granted(live, live.grant().scopes(), nonce, refreshToken);
    }

    static OAuthError ended() {
        return OAuthError.invalidGrant(
                "The grant has ended: the person signed out, withdrew it, is disabled, or may no longer use this client");
    }
}
