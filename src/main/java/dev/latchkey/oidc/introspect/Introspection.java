package dev.latchkey.oidc.introspect;

import dev.latchkey.clients.Client;
import dev.latchkey.clients.ClientId;
import dev.latchkey.clients.Clients;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.oidc.OAuthError;
import dev.latchkey.oidc.OAuthRefusals;
import dev.latchkey.oidc.Scopes;
import dev.latchkey.oidc.claims.LiveGrant;
import dev.latchkey.oidc.claims.LiveGrants;
import dev.latchkey.oidc.clientauth.ClientAuthentication;
import dev.latchkey.oidc.keys.SigningKeys;
import dev.latchkey.oidc.token.AccessTokens;
import dev.latchkey.oidc.token.RefreshTokens;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Json;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.openapi.Operations;
import dev.latchkey.platform.openapi.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `POST /api/oidc/introspect`.
public final class Introspection {
    private final Db db;
    private final ClientAuthentication authentication;
    private final Clients clients;
    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;
    private final SigningKeys keys;

    public Introspection(
            Db db,
            ClientAuthentication authentication,
            Clients clients,
            AccessTokens accessTokens,
            RefreshTokens refreshTokens,
            SigningKeys keys) {
        this.db = db;
        this.authentication = authentication;
        this.clients = clients;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
        this.keys = keys;
    }

    public void routes(Routes routes) {
        routes.oauthClient().anyOrigin().refusing(new OAuthRefusals()).post("/api/oidc/introspect", this::introspect);
        routes.described(Introspection::describe);
    }

    private static void describe(Operations operations) {
        operations
                .about("OAuth")
                .post("/api/oidc/introspect", "Whether a token is good, and for what (RFC 7662)")
                .takesForm(Schema.object()
                        .with("token", Schema.text())
                        .sometimes("scope", Schema.text())
                        .sometimes("client_id", Schema.text())
                        .sometimes("client_secret", Schema.text()))
                .answers(
                        200,
                        Schema.object()
                                .with("active", Schema.flag())
                                .sometimes("iss", Schema.text())
                                .sometimes("client_id", Schema.text())
                                .sometimes("scope", Schema.text())
                                .sometimes("sub", Schema.text())
                                .sometimes("username", Schema.text())
                                .sometimes("aud", Schema.list(Schema.text()))
                                .sometimes("iat", Schema.number())
                                .sometimes("exp", Schema.number())
                                .sometimes("jti", Schema.text())
                                .sometimes("token_type", Schema.text()))
                .refuses(401, "invalid_client", "invalid_token");
    }

    /// Whose tokens the caller may ask about.
    ///
    /// @param only for a public client, which anybody can pretend to be, the one person whose token it shows
    private record Asker(ClientId client, Optional<UserId> only) {
        boolean sees(LiveGrant live) {
            return live.grant().client().equals(client)
                    && only.map(live.user().id()::equals).orElse(true);
        }
    }

    private Reply introspect(Call call) {
        if (!call.hasForm()) {
            throw OAuthError.invalidRequest("The body must be application/x-www-form-urlencoded");
        }
        var form = call.form();
        if (form.repeated("token") || form.repeated("scope")) {
            throw OAuthError.invalidRequest("token or scope is given more than once");
        }
        var token = form.value("token");
        var asker = asker(call, token);
        if (token.isEmpty()) {
            throw OAuthError.invalidRequest("token is missing");
        }
        var wanted = form.value("scope").map(Scopes::parse).orElse(Scopes.NONE);
        var body = accessToken(asker, token.get(), wanted)
                .or(() -> refreshToken(asker, token.get(), wanted))
                .orElse(Map.of("active", false));
        return Reply.bytes(200, "application/json;charset=UTF-8", Json.bytes(body))
                .header("Cache-Control", "no-store")
                .header("Pragma", "no-cache");
    }

    private Asker asker(Call call, Optional<String> token) {
        var bearer = AccessTokens.bearer(call);
        if (bearer.isEmpty()) {
            if (call.headers("Authorization").isEmpty()
                    && call.form().value("client_id").isEmpty()) {
                throw OAuthError.invalidClient("Nobody authenticated; use the client's secret or an access token");
            }
            return new Asker(authentication.authenticateConfidential(call).id(), Optional.empty());
        }
        if (call.form().value("client_secret").isPresent()) {
            throw OAuthError.invalidRequest(
                    "The caller authenticates twice, by a token and by a secret; use one of them");
        }
        if (bearer.equals(token)) {
            throw OAuthError.invalidToken("A token does not authenticate the question about itself");
        }
        var own = accessTokens
                .find(bearer.get())
                .orElseThrow(() -> OAuthError.invalidToken("The access token is unknown, expired or revoked"))
                .grant();
        boolean anybodys = db.read(tx -> clients.find(tx, own.grant().client()))
                .map(Client::isPublic)
                .orElse(true);
        return new Asker(own.grant().client(), anybodys ? Optional.of(own.user().id()) : Optional.empty());
    }

    private Optional<Map<String, Object>> accessToken(Asker asker, String token, Scopes wanted) {
        return accessTokens
                .find(token)
                .filter(live -> asker.sees(live.grant()) && live.scopes().covers(wanted))
                .map(live -> {
                    var body = answer(live.grant(), live.scopes());
                    body.put("aud", live.token().audience());
                    body.put("iat", live.token().issuedAt().getEpochSecond());
                    body.put("exp", live.token().expiresAt().getEpochSecond());
                    body.put("jti", live.token().required("jti"));
                    body.put("token_type", "Bearer");
                    return body;
                });
    }

    private Optional<Map<String, Object>> refreshToken(Asker asker, String token, Scopes wanted) {
        return db.read(tx -> refreshTokens
                .usable(tx, asker.client(), new Secret(token))
                .flatMap(usable -> LiveGrants.find(tx, usable.grant())
                        .filter(live ->
                                asker.sees(live) && live.grant().scopes().covers(wanted))
                        .map(live -> {
                            var body = answer(live, live.grant().scopes());
                            body.put("aud", List.of(asker.client().value()));
                            body.put("iat", usable.issuedAt().getEpochSecond());
                            body.put("exp", usable.expiresAt().getEpochSecond());
                            return body;
                        })));
    }

    private Map<String, Object> answer(LiveGrant live, Scopes scopes) {
        var body = new LinkedHashMap<String, Object>();
        body.put("active", true);
        body.put("iss", keys.issuer());
        body.put("client_id", live.grant().client().value());
        if (!scopes.isEmpty()) {
            body.put("scope", scopes.format());
        }
        body.put("sub", live.user().id().value());
        body.put("username", live.user().id().value());
        return body;
    }
}
