package dev.latchkey.oidc.keys;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/// What tokens may be signed with (RFC 7518 §3.1, RFC 8037 §3.1).
public enum SigningAlgorithm {
    RS256("RS256", "RSA", "SHA256withRSA", "SHA-256"),
    RS384("RS384", "RSA", "SHA384withRSA", "SHA-384"),
    RS512("RS512", "RSA", "SHA512withRSA", "SHA-512"),
    ES256("ES256", "EC", "SHA256withECDSAinP1363Format", "SHA-256"),
    ES384("ES384", "EC", "SHA384withECDSAinP1363Format", "SHA-384"),
    ES512("ES512", "EC", "SHA512withECDSAinP1363Format", "SHA-512"),
    /// With Ed25519.
    EDDSA("EdDSA", "Ed25519", "Ed25519", "SHA-512");

    private final String joseName;
    private final String keyFactory;
    private final String signature;
    private final String digest;

    SigningAlgorithm(String joseName, String keyFactory, String signature, String digest) {
        this.joseName = joseName;
        this.keyFactory = keyFactory;
        this.signature = signature;
        this.digest = digest;
    }

    /// The value of `alg`.
    public String joseName() {
        return joseName;
    }

    /// The JCA name of its keys.
    String keyFactory() {
        return keyFactory;
    }

    /// The JCA name of its signatures, in the form that JWS carries.
    String signature() {
        return signature;
    }

    /// The left half of a token's hash (`at_hash`, OpenID Connect Core §3.1.3.6), by the hash that the signature uses.
    public String leftHalfHash(String ascii) {
        try {
            var hash = MessageDigest.getInstance(digest)
                    .digest(ascii.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, hash.length / 2));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has the SHA-2 family", e);
        }
    }

    /// By the value of `alg`, in any case.
    public static Optional<SigningAlgorithm> parse(String name) {
        var upper = name.toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.name().equals(upper))
                .findFirst();
    }
}
