package dev.latchkey.oidc.keys;

import dev.latchkey.platform.crypto.Hashes;
import dev.latchkey.platform.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All signing keys as they were read at one moment.
final class Keyring {
    private final Instant readAt;
    private final List<SigningKey> keys; // oldest first
    private final Map<String, SigningKey> byKid = new HashMap<>();
    private final Map<String, SigningKey> byAccessHeader = new HashMap<>();
    private final Map<String, SigningKey> byIdHeader = new HashMap<>();
    private final List<SigningKey> published;
    private final KeySet document;

    Keyring(Instant readAt, List<SigningKey> keys) {
        this.readAt = readAt;
        this.keys = List.copyOf(keys);
        for (var key : keys) {
            byKid.put(key.kid(), key);
            byAccessHeader.put(key.header(TokenType.ACCESS), key);
            byIdHeader.put(key.header(TokenType.ID), key);
        }
        this.published = published(readAt);
        var json = Json.bytes(
                Map.of("keys", published.stream().map(SigningKey::publicJwk).toList()));
        this.document = new KeySet(
                json,
                '"'
                        + Hashes.sha256Hex(new String(json, java.nio.charset.StandardCharsets.UTF_8))
                                .substring(0, 16)
                        + '"');
    }

    /// The newest whose time has come. If none has, the clock was put back since the first was made; that one has been
    /// published all along.
    SigningKey signer(Instant now) {
        for (var key : keys.reversed()) {
            if (!key.signsFrom().isAfter(now)) {
                return key;
            }
        }
        return keys.getFirst();
    }

    /// Whether it is time to read them again: they are old, or the clock was put back and does not say how old.
    boolean isStale(Instant now, Duration after) {
        return readAt.plus(after).isBefore(now) || readAt.isAfter(now);
    }

    /// The one that signs, those that will, those whose tokens have not all expired, and the newest for RS256, which
    /// every client understands (OpenID Connect Discovery §3).
    private List<SigningKey> published(Instant now) {
        var signer = signer(now);
        var published = new LinkedHashSet<SigningKey>();
        published.add(signer); // first, for clients that look no further
        for (var key : keys.reversed()) {
            if (key.signsFrom().isAfter(now) || key.tokensUntil().isAfter(now)) {
                published.add(key);
            }
        }
        keys.reversed().stream()
                .filter(key -> key.algorithm() == SigningAlgorithm.RS256)
                .findFirst()
                .ifPresent(published::add);
        return List.copyOf(published);
    }

    /// Whether the key is one of those.
    boolean publishes(SigningKey key) {
        return published.contains(key);
    }

    KeySet document() {
        return document;
    }

    /// The algorithms that a client may meet: the signer's first, RS256 if there is a key for it.
    List<SigningAlgorithm> algorithms() {
        var algorithms = new LinkedHashSet<SigningAlgorithm>();
        published.forEach(key -> algorithms.add(key.algorithm()));
        return new ArrayList<>(algorithms);
    }

    Optional<SigningKey> byKid(String kid) {
        return Optional.ofNullable(byKid.get(kid));
    }

    /// The key that writes exactly this header, if one does.
    @Nullable
    SigningKey byHeader(TokenType type, String header) {
        return switch (type) {
            case ACCESS -> byAccessHeader.get(header);
            case ID -> byIdHeader.get(header);
        };
    }
}
