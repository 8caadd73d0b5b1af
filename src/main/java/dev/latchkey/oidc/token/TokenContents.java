package dev.latchkey.oidc.token;

import dev.latchkey.clients.Client;
import dev.latchkey.oidc.Scopes;
import dev.latchkey.oidc.claims.Claims;
import dev.latchkey.oidc.claims.Subject;
import dev.latchkey.platform.crypto.Uuid7;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What stands in access tokens and ID tokens; what depends on one grant and one answer is added by [Tokens].
final class TokenContents {
    private static final Duration ID_TOKEN_LIFE = Duration.ofMinutes(60);
    /// How far `iat` is set back, for verifiers whose clock is a little behind and who allow nothing.
    private static final Duration SET_BACK = Duration.ofSeconds(5);

    private final String issuer;
    private final Claims claims;
    private final SecureRandom random;

    TokenContents(String issuer, Claims claims, SecureRandom random) {
        this.issuer = issuer;
        this.claims = claims;
        this.random = random;
    }

    /// What tokens are made from.
    ///
    /// @param authTime when the person proved who they are
    /// @param amr how they did (RFC 8176); may be empty where nobody did
    /// @param named claims that the request names for the ID token (OpenID Connect Core §5.5)
    record Facts(
            Instant now,
            Client client,
            Subject subject,
            Scopes scopes,
            Instant authTime,
            List<String> amr,
            Set<String> named) {}

    /// RFC 9068 §2.2. `scp` repeats `scope` as an array, for resource servers that look there.
    Map<String, Object> access(Facts facts) {
        var access = new LinkedHashMap<String, Object>();
        var client = facts.client().id().value();
        access.put("iss", issuer);
        access.put("sub", facts.subject().user().id().value());
        access.put("aud", List.of(client, issuer));
        access.put("client_id", client);
        access.put("scope", facts.scopes().format());
        access.put("scp", facts.scopes().list());
        access.put("jti", Uuid7.next(facts.now(), random));
        access.put("iat", facts.now().minus(SET_BACK).getEpochSecond());
        access.put("exp", accessExpires(facts).getEpochSecond());
        return access;
    }

    /// OpenID Connect Core §2. What the protocol says stands last, so that no claim about the person takes its place.
    Map<String, Object> id(Facts facts) {
        var id = new LinkedHashMap<>(person(facts));
        id.put("iss", issuer);
        id.put("sub", facts.subject().user().id().value());
        id.put("aud", List.of(facts.client().id().value()));
        id.put("iat", facts.now().minus(SET_BACK).getEpochSecond());
        id.put("exp", idExpires(facts).getEpochSecond());
        id.put("auth_time", facts.authTime().getEpochSecond());
        if (!facts.amr().isEmpty()) {
            id.put("amr", facts.amr());
        }
        id.put("jti", Uuid7.next(facts.now(), random));
        return id;
    }

    Instant accessExpires(Facts facts) {
        return facts.now().plus(facts.client().accessTokenLife());
    }

    Instant idExpires(Facts facts) {
        return facts.now().plus(ID_TOKEN_LIFE);
    }

    private Map<String, Object> person(Facts facts) {
        var scopes = switch (facts.client().idTokenClaims()) {
            case SCOPES -> facts.scopes();
            case MINIMAL -> Scopes.NONE;
        };
        return claims.of(facts.subject(), scopes, facts.named());
    }
}
