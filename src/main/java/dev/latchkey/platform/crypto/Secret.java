package dev.latchkey.platform.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/// A value whoever holds it may use: a token, a code, a client secret. It never prints itself, and is stored as a hash.
public final class Secret {
    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /// A new one of `bytes` random bytes, base64url without padding.
    public static Secret random(SecureRandom random, int bytes) {
        return random(random, bytes, "");
    }

    /// As above, behind a prefix that lets secret scanners and people tell what it is.
    public static Secret random(SecureRandom random, int bytes, String prefix) {
        var raw = new byte[bytes];
        random.nextBytes(raw);
        return new Secret(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(raw));
    }

    /// The value itself, to hand to its owner. Nothing else asks for it.
    public String reveal() {
        return value;
    }

    /// SHA-256 in lower-case hex: what is stored of a secret with at least 128 bits of entropy.
    public String hash() {
        return Hashes.sha256Hex(value);
    }

    /// Compares in constant time.
    public boolean matches(Secret other) {
        return MessageDigest.isEqual(
                value.getBytes(StandardCharsets.UTF_8), other.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && matches(secret);
    }

    @Override
    public int hashCode() {
        return hash().hashCode();
    }

    @Override
    public String toString() {
        return "Secret[…]";
    }
}
