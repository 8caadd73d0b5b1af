package dev.latchkey.oidc;

import dev.latchkey.platform.crypto.Hashes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// A PKCE challenge by S256, the only method there is here: `plain` protects nobody whose request can be read
/// (RFC 7636 §7.2, RFC 9700 §2.1.1).
///
/// @param challenge base64url of a SHA-256, without padding
public record Pkce(String challenge) {
    public static final String METHOD = "S256";

    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    public Pkce {
        if (!CHALLENGE.matcher(challenge).matches()) {
            throw new IllegalArgumentException("not an S256 challenge");
        }
    }

    /// A challenge as sent; nothing if S256 cannot have made it.
    public static Optional<Pkce> parse(String challenge) {
        return CHALLENGE.matcher(challenge).matches() ? Optional.of(new Pkce(challenge)) : Optional.empty();
    }

    /// The challenge that a verifier answers (RFC 7636 §4.6); nothing if it is not well-formed (§4.1).
    public static Optional<Pkce> ofVerifier(String verifier) {
        if (!VERIFIER.matcher(verifier).matches()) {
            return Optional.empty();
        }
        var hash = Hashes.sha256(verifier.getBytes(StandardCharsets.US_ASCII));
        return Optional.of(new Pkce(Base64.getUrlEncoder().withoutPadding().encodeToString(hash)));
    }
}
