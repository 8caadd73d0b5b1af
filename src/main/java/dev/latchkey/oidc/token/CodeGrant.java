package dev.latchkey.oidc.token;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.clients.Client;
import dev.latchkey.oidc.OAuthError;
import dev.latchkey.oidc.authorize.AuthorizationCodes;
import dev.latchkey.oidc.authorize.Redemption;
import dev.latchkey.oidc.grants.EndReason;
import dev.latchkey.oidc.grants.GrantId;
import dev.latchkey.oidc.grants.Grants;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Call;

/// `authorization_code` (RFC 6749 §4.1.3).
final class CodeGrant {
    private final AuthorizationCodes codes;
    private final Grants grants;
    private final FirstTokens first;
    private final Audit audit;

    CodeGrant(AuthorizationCodes codes, Grants grants, FirstTokens first, Audit audit) {
        this.codes = codes;
        this.grants = grants;
        this.first = first;
        this.audit = audit;
    }

    Decision redeem(Call call, Tx tx, Client client, TokenRequest.Code request) {
        return switch (codes.redeem(tx, client.id(), request.code(), request.redirectUri(), request.verifier())) {
            case Redemption.Redeemed(var grant, var nonce) -> first.of(call, tx, client, grant, nonce);
            case Redemption.Replayed(var grant) -> replayed(call, tx, client, grant);
            case Redemption.Refused(var reason) -> Decision.refused(OAuthError.invalidGrant(reason.description()));
        };
    }

    /// One of the two who redeemed it stole it, and nobody can tell which: what the first got ends
    /// (RFC 6749 §4.1.2, RFC 9700 §4.5).
    private Decision replayed(Call call, Tx tx, Client client, GrantId grant) {
        grants.end(tx, grant, EndReason.CODE_REUSED)
                .ifPresent(user -> audit.record(
                        tx,
                        AuditEntry.of(call, "AUTHORIZATION_CODE_REUSED")
                                .user(user.value())
                                .client(client.id().value())
                                .data("clientName", client.name())));
        return Decision.refused(OAuthError.invalidGrant("The code was redeemed before"));
    }
}
