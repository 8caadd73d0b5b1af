package dev.latchkey.oidc.token;

import dev.latchkey.clients.Client;
import dev.latchkey.oidc.Scopes;
import dev.latchkey.oidc.claims.Claims;
import dev.latchkey.oidc.claims.LiveGrant;
import dev.latchkey.oidc.claims.RequestedClaims;
import dev.latchkey.oidc.keys.SigningKeys;
import dev.latchkey.oidc.keys.TokenType;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.crypto.Uuid7;
import dev.latchkey.platform.http.Json;
import dev.latchkey.platform.http.Reply;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes the tokens of one answer: access token, ID token if it is asked for, and the refresh token it was given.
final class Tokens {
    private static final Duration ID_TOKEN_LIFE = Duration.ofMinutes(60);
    /// How far `iat` is set back, for verifiers whose clock is a little behind and who allow nothing.
    private static final Duration SET_BACK = Duration.ofSeconds(5);

    private final SigningKeys keys;
    private final Claims claims;
    private final SecureRandom random;

    Tokens(SigningKeys keys, Claims claims, SecureRandom random) {
        this.keys = keys;
        this.claims = claims;
        this.random = random;
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
            Optional<String> nonce,
            Secret refreshToken) {}

    /// RFC 6749 §5.1, OpenID Connect Core §3.1.3.3.
    Reply answer(Order order) {
        var access = access(order);
        var body = new LinkedHashMap<String, Object>();
        body.put("access_token", access);
        body.put("token_type", "bearer");
        body.put("expires_in", order.client().accessTokenLife().toSeconds());
        body.put("scope", order.scopes().format());
        body.put("refresh_token", order.refreshToken().reveal());
        if (order.scopes().has(Scopes.OPENID)) {
            body.put("id_token", id(order, access));
        }
        return Reply.bytes(200, "application/json;charset=UTF-8", Json.bytes(body))
                .header("Cache-Control", "no-store")
                .header("Pragma", "no-cache");
    }

    /// RFC 9068 §2.2. `scp` repeats `scope` as an array, for resource servers that look there; `grant_id` is for us.
    private String access(Order order) {
        var expires = order.now().plus(order.client().accessTokenLife());
        var claims = new LinkedHashMap<String, Object>();
        var client = order.client().id().value();
        claims.put("iss", keys.issuer());
        claims.put("sub", order.live().user().id().value());
        claims.put("aud", List.of(client, keys.issuer()));
        claims.put("client_id", client);
        claims.put("scope", order.scopes().format());
        claims.put("scp", order.scopes().list());
        claims.put("jti", Uuid7.next(order.now(), random));
        claims.put("iat", order.now().minus(SET_BACK).getEpochSecond());
        claims.put("exp", expires.getEpochSecond());
        claims.put("grant_id", order.live().grant().id().value());
        return keys.sign(order.signer(), TokenType.ACCESS, claims, expires);
    }

    /// OpenID Connect Core §2. What the protocol says stands last, so that no claim about the person takes its place.
    private String id(Order order, String access) {
        var grant = order.live().grant();
        var expires = order.now().plus(ID_TOKEN_LIFE);
        var claims = new LinkedHashMap<>(person(order));
        claims.put("iss", keys.issuer());
        claims.put("sub", order.live().user().id().value());
        claims.put("aud", List.of(order.client().id().value()));
        claims.put("iat", order.now().minus(SET_BACK).getEpochSecond());
        claims.put("exp", expires.getEpochSecond());
        claims.put("auth_time", grant.authTime().getEpochSecond());
        claims.put("amr", grant.amr());
        claims.put("sid", grant.sid());
        claims.put("jti", Uuid7.next(order.now(), random));
        claims.put("at_hash", order.signer().algorithm().leftHalfHash(access));
        order.nonce().ifPresent(nonce -> claims.put("nonce", nonce));
        return keys.sign(order.signer(), TokenType.ID, claims, expires);
    }

    private Map<String, Object> person(Order order) {
        var requested = order.live().grant().requestedClaims().flatMap(RequestedClaims::parse);
        Set<String> names = requested.map(RequestedClaims::idToken).orElse(Set.of());
        var scopes = switch (order.client().idTokenClaims()) {
            case SCOPES -> order.scopes();
            case MINIMAL -> Scopes.NONE;
        };
        return claims.of(order.live(), scopes, names);
    }
}
