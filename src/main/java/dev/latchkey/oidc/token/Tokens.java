package dev.latchkey.oidc.token;

import dev.latchkey.clients.Client;
import dev.latchkey.oidc.Scopes;
import dev.latchkey.oidc.claims.Claims;
import dev.latchkey.oidc.claims.LiveGrant;
import dev.latchkey.oidc.claims.RequestedClaims;
import dev.latchkey.oidc.keys.SigningKeys;
import dev.latchkey.oidc.keys.TokenType;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.http.Json;
import dev.latchkey.platform.http.Reply;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes the tokens of one answer: access token, ID token if it is asked for, and the refresh token it was given.
final class Tokens {
    private final SigningKeys keys;
    private final TokenContents contents;

    Tokens(SigningKeys keys, Claims claims, SecureRandom random) {
        this.keys = keys;
        this.contents = new TokenContents(keys.issuer(), claims, random);
    }

    /// What an answer is made of.
    ///
    /// @param signer taken before anything was used up
    /// @param scopes all of the grant's, or fewer
    /// @param nonce of the authorization request; only for the first ID token
    record Order(
            SigningKeys.Signer signer,
            Instant now,
            Client client,
            LiveGrant live,
            Scopes scopes,
            Optional<String> nonce) {
        TokenContents.Facts facts() {
            var grant = live.grant();
            var requested = grant.requestedClaims().flatMap(RequestedClaims::parse);
            return new TokenContents.Facts(
                    now,
                    client,
                    live.subject(),
                    scopes,
                    grant.authTime(),
                    grant.amr(),
                    requested.map(RequestedClaims::idToken).orElse(Set.of()));
        }
    }

    /// RFC 6749 §5.1, OpenID Connect Core §3.1.3.3.
    Reply answer(Order order, Secret refreshToken) {
        var access = access(order);
        var body = new LinkedHashMap<String, Object>();
        body.put("access_token", access);
        body.put("token_type", "bearer");
        body.put("expires_in", order.client().accessTokenLife().toSeconds());
        body.put("scope", order.scopes().format());
        body.put("refresh_token", refreshToken.reveal());
        if (order.scopes().has(Scopes.OPENID)) {
            body.put("id_token", id(order, access));
        }
        return Reply.bytes(200, "application/json;charset=UTF-8", Json.bytes(body))
                .header("Cache-Control", "no-store")
                .header("Pragma", "no-cache");
    }

    String access(Order order) {
        var facts = order.facts();
        var claims = contents.access(facts);
        claims.put("grant_id", order.live().grant().id().value());
        return keys.sign(order.signer(), TokenType.ACCESS, claims, contents.accessExpires(facts));
    }

    String id(Order order, String access) {
        return keys.sign(order.signer(), TokenType.ID, idClaims(order, access), contents.idExpires(order.facts()));
    }

    /// What stands in the ID token beside that access token.
    Map<String, Object> idClaims(Order order, String access) {
        var facts = order.facts();
        var claims = contents.id(facts);
        claims.put("sid", order.live().grant().sid());
        claims.put("at_hash", order.signer().algorithm().leftHalfHash(access));
        order.nonce().ifPresent(nonce -> claims.put("nonce", nonce));
        return claims;
    }
}
