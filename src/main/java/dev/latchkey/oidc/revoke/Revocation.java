package dev.latchkey.oidc.revoke;

import dev.latchkey.clients.ClientId;
import dev.latchkey.oidc.OAuthError;
import dev.latchkey.oidc.OAuthRefusals;
import dev.latchkey.oidc.clientauth.ClientAuthentication;
import dev.latchkey.oidc.grants.EndReason;
import dev.latchkey.oidc.grants.Grants;
import dev.latchkey.oidc.grants.RevokedAccessTokens;
import dev.latchkey.oidc.keys.SigningKeys;
import dev.latchkey.oidc.keys.TokenType;
import dev.latchkey.oidc.token.RefreshTokens;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.openapi.Operations;
import dev.latchkey.platform.openapi.Schema;

/// `POST /api/oidc/revoke`. A refresh token ends the whole grant, access tokens included; an access token only itself.
/// Whatever is not a token of the client's is answered like one that was revoked before (§2.2).
public final class Revocation {
    private final Db db;
    private final ClientAuthentication authentication;
    private final SigningKeys keys;
    private final RefreshTokens refreshTokens;
    private final Grants grants;
    private final RevokedAccessTokens revoked;

    public Revocation(
            Db db,
            ClientAuthentication authentication,
            SigningKeys keys,
            RefreshTokens refreshTokens,
            Grants grants,
            RevokedAccessTokens revoked) {
        this.db = db;
        this.authentication = authentication;
        this.keys = keys;
        this.refreshTokens = refreshTokens;
        this.grants = grants;
        this.revoked = revoked;
    }

    public void routes(Routes routes) {
        routes.oauthClient().anyOrigin().refusing(new OAuthRefusals()).post("/api/oidc/revoke", this::revoke);
        routes.described(Revocation::describe);
    }

    private static void describe(Operations operations) {
        operations
                .about("OAuth")
                .post("/api/oidc/revoke", "Ends a token (RFC 7009)")
                .takesForm(Schema.object()
                        .with("token", Schema.text())
                        .sometimes("token_type_hint", Schema.text())
                        .sometimes("client_id", Schema.text())
                        .sometimes("client_secret", Schema.text()))
                .answers(200)
                .refuses(401, "invalid_client");
    }

    private Reply revoke(Call call) {
        if (!call.hasForm()) {
            throw OAuthError.invalidRequest("The body must be application/x-www-form-urlencoded");
        }
        var client = authentication.authenticate(call).id();
        if (call.form().repeated("token")) {
            throw OAuthError.invalidRequest("token is given more than once");
        }
        var token = call.form().value("token").orElseThrow(() -> OAuthError.invalidRequest("token is missing"));
        if (!revokeAccessToken(client, token)) {
            revokeRefreshToken(client, new Secret(token));
        }
        return Reply.empty(200).header("Cache-Control", "no-store").header("Pragma", "no-cache");
    }

    private boolean revokeAccessToken(ClientId client, String token) {
        var access = keys.verify(token, TokenType.ACCESS);
        access.filter(own -> own.required("client_id").equals(client.value()))
                .ifPresent(own -> db.write(tx -> {
                    revoked.add(tx, own.required("jti"), own.expiresAt());
                    return true;
                }));
        return access.isPresent();
    }

    private void revokeRefreshToken(ClientId client, Secret token) {
        db.write(tx -> refreshTokens
                .grantOf(tx, client, token)
                .flatMap(grant -> grants.end(tx, grant, EndReason.REVOKED_BY_CLIENT)));
    }
}
