package dev.latchkey.oidc.userinfo;

import dev.latchkey.oidc.OAuthError;
import dev.latchkey.oidc.OAuthRefusals;
import dev.latchkey.oidc.Scopes;
import dev.latchkey.oidc.claims.Claims;
import dev.latchkey.oidc.claims.RequestedClaims;
import dev.latchkey.oidc.token.AccessTokens;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.openapi.Operations;
import dev.latchkey.platform.openapi.Schema;
import java.util.Map;

/// `GET` and `POST /api/oidc/userinfo`.
public final class Userinfo {
    private final AccessTokens tokens;
    private final Claims claims;

    public Userinfo(AccessTokens tokens, Claims claims) {
        this.tokens = tokens;
        this.claims = claims;
    }

    public void routes(Routes routes) {
        routes.accessToken()
                .anyOrigin()
                .refusing(new OAuthRefusals())
                .get("/api/oidc/userinfo", this::userinfo)
                .post("/api/oidc/userinfo", this::userinfo);
        routes.described(Userinfo::describe);
    }

    private static void describe(Operations operations) {
        var topic = operations.about("OAuth");
        var claims = Schema.object().with("sub", Schema.text()).schema().with("additionalProperties", true);
        topic.get("/api/oidc/userinfo", "What an access token tells about its person (OpenID Connect Core §5.3)")
                .answers(200, claims)
                .refuses(401, "invalid_token")
                .refuses(403, "insufficient_scope");
        topic.post("/api/oidc/userinfo", "The same, by POST")
                .details("The access token may stand in the form, as `access_token`.")
                .answers(200, claims)
                .refuses(401, "invalid_token")
                .refuses(403, "insufficient_scope");
    }

    private Reply userinfo(Call call) {
        return Reply.json(200, of(token(call)));
    }

    /// What an access token tells.
    ///
    /// @throws OAuthError if it is none that counts, or was not issued for this
    public Map<String, Object> of(String accessToken) {
        var live = tokens.find(accessToken)
                .orElseThrow(() -> OAuthError.invalidToken("The access token is unknown, expired or revoked"));
        if (!live.scopes().has(Scopes.OPENID)) {
            throw OAuthError.insufficientScope("The access token was issued without openid", Scopes.of(Scopes.OPENID));
        }
        var names = live.grant()
                .grant()
                .requestedClaims()
                .flatMap(RequestedClaims::parse)
                .orElse(RequestedClaims.NONE)
                .userinfo();
        return claims.userinfo(live.grant().subject(), live.scopes(), names);
    }

    /// RFC 6750 §2.1 and §2.2, one of the two. An address ends up in logs and histories, so a token there is refused
    /// whether it is good or not (§5.3).
    private static String token(Call call) {
        if (!call.query().all("access_token").isEmpty()) {
            throw OAuthError.invalidBearer(
                    "access_token in the address is refused; send it in the Authorization header");
        }
        var header = AccessTokens.bearer(call);
        if (!call.method().equals("POST")) {
            return header.orElseThrow(OAuthError::tokenNeeded);
        }
        var form = call.form().value("access_token");
        if ((header.isPresent() && form.isPresent()) || call.form().repeated("access_token")) {
            throw OAuthError.invalidBearer("The access token is sent more than once");
        }
        return header.or(() -> form).orElseThrow(OAuthError::tokenNeeded);
    }
}
