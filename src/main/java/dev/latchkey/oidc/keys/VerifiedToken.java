package dev.latchkey.oidc.keys;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The claims of a JWT whose signature and issuer are ours. Only [SigningKeys] makes one.
public final class VerifiedToken {
    private final JsonNode claims;

    VerifiedToken(JsonNode claims) {
        this.claims = claims;
    }

    /// A claim that is a text.
    public Optional<String> text(String name) {
        return claims.path(name).stringValueOpt();
    }

    /// The value of a claim that the token always has.
    public String required(String name) {
        return text(name).orElseThrow(() -> new IllegalStateException("a token of ours without " + name));
    }

    public Instant expiresAt() {
        return Instant.ofEpochSecond(claims.path("exp").longValue(0));
    }

    public Instant issuedAt() {
        return Instant.ofEpochSecond(claims.path("iat").longValue(0));
    }

    /// `aud`, which is one text or several (RFC 7519 §4.1.3).
    public List<String> audience() {
        var audience = claims.path("aud");
        return audience.isArray()
                ? audience.valueStream().map(JsonNode::asString).toList()
                : audience.stringValueOpt().map(List::of).orElse(List.of());
    }
}
