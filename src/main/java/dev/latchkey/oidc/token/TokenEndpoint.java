package dev.latchkey.oidc.token;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.audit.RefusedAttempts;
import dev.latchkey.clients.Client;
import dev.latchkey.oidc.OAuthError;
import dev.latchkey.oidc.OAuthRefusals;
import dev.latchkey.oidc.authorize.AuthorizationCodes;
import dev.latchkey.oidc.claims.Claims;
import dev.latchkey.oidc.clientauth.ClientAuthentication;
import dev.latchkey.oidc.device.DeviceCodes;
import dev.latchkey.oidc.grants.Grants;
import dev.latchkey.oidc.keys.SigningKeys;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Parameters;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.openapi.Operations;
import dev.latchkey.platform.openapi.Schema;
import java.security.SecureRandom;
import java.util.Set;

/// `POST /api/oidc/token`.
public final class TokenEndpoint {
    /// Devices hear these while they wait, and at its end: nothing is wrong then.
    private static final Set<String> ORDINARY =
            Set.of("authorization_pending", "slow_down", "expired_token", "access_denied");

    private final Db db;
    private final ClientAuthentication authentication;
    private final SigningKeys keys;
    private final Tokens tokens;
    private final CodeGrant codeGrant;
    private final RefreshGrant refreshGrant;
    private final DeviceGrant deviceGrant;
    private final RefusedAttempts refused;

    public TokenEndpoint(
            Db db,
            ClientAuthentication authentication,
            Grants grants,
            Claims claims,
            SigningKeys keys,
            AuthorizationCodes codes,
            DeviceCodes deviceCodes,
            RefreshTokens refreshTokens,
            Audit audit,
            RefusedAttempts refused,
            SecureRandom random) {
        this.db = db;
        this.authentication = authentication;
        this.keys = keys;
        this.refused = refused;
        this.tokens = new Tokens(keys, claims, random);
        var first = new FirstTokens(refreshTokens, audit);
        this.codeGrant = new CodeGrant(codes, grants, first, audit);
        this.refreshGrant = new RefreshGrant(refreshTokens, grants, audit);
        this.deviceGrant = new DeviceGrant(deviceCodes, first);
    }

    public void routes(Routes routes) {
        routes.oauthClient().anyOrigin().refusing(TokenEndpoint::refuse).post("/api/oidc/token", this::token);
        routes.described(TokenEndpoint::describe);
    }

    private static void describe(Operations operations) {
        operations
                .about("OAuth")
                .post("/api/oidc/token", "Gives tokens for a code, a refresh token or a device")
                .details("RFC 6749 §4.1.3 and §6, RFC 8628 §3.4.")
                .takesForm(Schema.object()
                        .with(
                                "grant_type",
                                Schema.oneOf(
                                        TokenRequest.AUTHORIZATION_CODE,
                                        TokenRequest.REFRESH_TOKEN,
                                        TokenRequest.DEVICE_CODE))
                        .sometimes("code", Schema.text())
                        .sometimes("redirect_uri", Schema.text())
                        .sometimes("code_verifier", Schema.text())
                        .sometimes("refresh_token", Schema.text())
                        .sometimes("scope", Schema.text())
                        .sometimes("device_code", Schema.text())
                        .sometimes("client_id", Schema.text())
                        .sometimes("client_secret", Schema.text()))
                .answers(
                        200,
                        Schema.object()
                                .with("access_token", Schema.text())
                                .with("token_type", Schema.text())
                                .with("expires_in", Schema.number())
                                .with("scope", Schema.text())
                                .with("refresh_token", Schema.text())
                                .sometimes("id_token", Schema.text()))
                .refuses(
                        400,
                        "invalid_grant",
                        "invalid_scope",
                        "unsupported_grant_type",
                        "access_denied",
                        "authorization_pending",
                        "expired_token",
                        "slow_down")
                .refuses(401, "invalid_client");
    }

    private Reply token(Call call) {
        var request = TokenRequest.parse(call);
        var client = authentication.authenticate(call);
        var signer = keys.signer(); // before anything is used up that could not be answered for
        var decision = db.write(tx -> switch (request) {
            case TokenRequest.Code code -> codeGrant.redeem(call, tx, client, code);
            case TokenRequest.Refresh refresh -> refreshGrant.rotate(call, tx, client, refresh);
            case TokenRequest.Device device -> deviceGrant.redeem(call, tx, client, device);
        });
        return switch (decision) {
            case Decision.Granted(var live, var scopes, var nonce, var refreshToken) ->
                tokens.answer(new Tokens.Order(signer, db.now(), client, live, scopes, nonce), refreshToken);
            case Decision.Refused(var error) -> {
                note(call, client, error);
                throw error;
            }
        };
    }

    private void note(Call call, Client client, OAuthError error) {
        if (!ORDINARY.contains(error.code())) {
            refused.note(
                    call.address(),
                    AuditEntry.of(call, "CLIENT_REFUSED")
                            .client(client.id().value())
                            .data("clientName", client.name())
                            .data("description", error.description()),
                    error.code());
        }
    }

    /// A device that is held up hears `slow_down`, which it understands: anything else ends its wait
    /// (RFC 8628 §3.5).
    private static Reply refuse(Call call, Refusal refusal) {
        if (refusal instanceof Refusal.TooMany && polls(call)) {
            return OAuthError.slowDown().answer(call);
        }
        return new OAuthRefusals().answer(call, refusal);
    }

    private static boolean polls(Call call) {
        try {
            return call.form()
                    .first("grant_type")
                    .filter(TokenRequest.DEVICE_CODE::equals)
                    .isPresent();
        } catch (Parameters.Malformed _) {
            return false;
        }
    }
}
