package dev.latchkey.oidc.keys;

import dev.latchkey.platform.http.Json;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/// One row of `signing_keys`, ready for use.
final class SigningKey {
    private final String kid;
    private final SigningAlgorithm algorithm;
    private final Map<String, Object> publicJwk;
    private final Instant signsFrom;
    private final Signatures signatures;
    private final String accessHeader;
    private final String idHeader;
    private volatile Instant tokensUntil;

    SigningKey(
            String kid,
            SigningAlgorithm algorithm,
            Map<String, Object> publicJwk,
            Instant signsFrom,
            Instant tokensUntil,
            Signatures signatures) {
        this.kid = kid;
        this.algorithm = algorithm;
        this.publicJwk = publicJwk;
        this.signsFrom = signsFrom;
        this.tokensUntil = tokensUntil;
        this.signatures = signatures;
        this.accessHeader = encodedHeader(TokenType.ACCESS);
        this.idHeader = encodedHeader(TokenType.ID);
    }

    private String encodedHeader(TokenType type) {
        var header = new LinkedHashMap<String, Object>();
        header.put("alg", algorithm.joseName());
        header.put("kid", kid);
        header.put("typ", type.typ());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(header));
    }

    String kid() {
        return kid;
    }

    SigningAlgorithm algorithm() {
        return algorithm;
    }

    Map<String, Object> publicJwk() {
        return publicJwk;
    }

    Instant signsFrom() {
        return signsFrom;
    }

    /// No token that it signed expires later.
    Instant tokensUntil() {
        return tokensUntil;
    }

    void tokensUntil(Instant until) {
        tokensUntil = until;
    }

    Signatures signatures() {
        return signatures;
    }

    /// The first part of every token of that type that it signs.
    String header(TokenType type) {
        return switch (type) {
            case ACCESS -> accessHeader;
            case ID -> idHeader;
        };
    }
}
