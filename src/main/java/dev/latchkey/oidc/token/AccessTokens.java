package dev.latchkey.oidc.token;

import dev.latchkey.oidc.OAuthError;
import dev.latchkey.oidc.Scopes;
import dev.latchkey.oidc.claims.LiveGrant;
import dev.latchkey.oidc.claims.LiveGrants;
import dev.latchkey.oidc.grants.GrantId;
import dev.latchkey.oidc.keys.SigningKeys;
import dev.latchkey.oidc.keys.TokenType;
import dev.latchkey.oidc.keys.VerifiedToken;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.http.Call;
import java.util.Optional;

/// Access tokens as they come back to us: signature and expiry from the token, everything else from its grant.
public final class AccessTokens {
    private static final String BEARER = "Bearer ";

    private final Db db;
    private final SigningKeys keys;

    public AccessTokens(Db db, SigningKeys keys) {
        this.db = db;
        this.keys = keys;
    }

    /// One that counts at this moment.
    public record Live(VerifiedToken token, LiveGrant grant) {
        public Scopes scopes() {
            return Scopes.parse(token.text("scope").orElse(""));
        }
    }

    /// @param compact what somebody says is an access token
    public Optional<Live> find(String compact) {
        return keys.verify(compact, TokenType.ACCESS)
                .flatMap(token -> token.text("grant_id")
                        .flatMap(grant -> db.read(tx -> LiveGrants.find(tx, new GrantId(grant), token.required("jti"))))
                        .map(live -> new Live(token, live)));
    }

    /// The token in the `Authorization` header (RFC 6750 §2.1), if that scheme is used.
    public static Optional<String> bearer(Call call) {
        var headers = call.headers("Authorization");
        if (headers.size() > 1) {
            throw OAuthError.invalidRequest("Authorization is sent more than once");
        }
        return headers.stream()
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).strip())
                .findFirst();
    }
}
