package dev.latchkey.oidc.keys;

import dev.latchkey.platform.crypto.NativeProvider;
import dev.latchkey.platform.crypto.ServerKey;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.DbUnavailable;
import dev.latchkey.platform.http.Json;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Signs and verifies JWTs in the issuer's name.
///
/// Keys are read, and on an empty database the first is made, on a thread of its own, and read again each minute,
/// so that every replica knows a new key long before it signs. The faster provider of signatures is installed there
/// too, for whatever else in this process verifies or hashes.
public final class SigningKeys {
    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
    private static final Duration READ_AGAIN = Duration.ofMinutes(1);
    private static final int LONGEST = 64 * 1024;

    private final Db db;
    private final String issuer;
    private final SigningKeyTable table;
    private final CompletableFuture<Keyring> first = new CompletableFuture<>();
    private final ConcurrentMap<String, SigningKey> ready = new ConcurrentHashMap<>();
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile Optional<Keyring> current = Optional.empty();

    public SigningKeys(Db db, ServerKey serverKey, SecureRandom random, String issuer) {
        this.db = db;
        this.issuer = issuer;
        this.table = new SigningKeyTable(serverKey, random);
    }

    /// Begins to read the keys; whoever needs one before that is done waits for it.
    public void start() {
        Thread.ofPlatform().daemon().name("signing-keys").start(() -> {
            try {
                prepare();
            } catch (RuntimeException e) {
                LOG.warn("signing_keys_not_read", e);
                first.completeExceptionally(e);
            }
        });
    }

    private Keyring prepare() {
        boolean none = db.read(table::all).isEmpty();
        if (!none) {
            replace();
        }
        NativeProvider.install();
        ready.clear();
        if (none) {
            var key = table.generate(SigningAlgorithm.RS256);
            db.write(tx -> table.all(tx).isEmpty() && table.add(tx, key, tx.now()));
        }
        return replace();
    }

    /// The issuer: `iss` of every token, and the base of what it names.
    public String issuer() {
        return issuer;
    }

    /// Signs a token, in compact form (RFC 7515 §3.1).
    ///
    /// @param key from [#signer]
    /// @param expires the token's `exp`, until which the key will be published
    public String sign(Signer key, TokenType type, Map<String, Object> claims, Instant expires) {
        keepUntil(key.key, expires);
        var encoder = Base64.getUrlEncoder().withoutPadding();
        var signed = key.key.header(type) + '.' + encoder.encodeToString(Json.bytes(claims));
        var signature = key.key.signatures().sign(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + '.' + encoder.encodeToString(signature);
    }

    /// The key that signs now. Tokens of one answer are signed with one, since the hash in one fits the signature of
    /// the other.
    public Signer signer() {
        return new Signer(ring().signer(db.now()));
    }

    /// A key that signs.
    public static final class Signer {
        private final SigningKey key;

        private Signer(SigningKey key) {
            this.key = key;
        }

        public SigningAlgorithm algorithm() {
            return key.algorithm();
        }
    }

    /// The claims of a token of ours that has not expired. All that a key signed has expired by the time that it is
    /// published no longer: what carries its signature then was made by somebody who has got hold of the key.
    public Optional<VerifiedToken> verify(String compact, TokenType type) {
        var ring = ring();
        return check(ring, compact, type, ring::publishes)
                .filter(token -> token.expiresAt().isAfter(db.now()));
    }

    /// The claims of an ID token that is offered as a hint: it may have expired, and its key may sign no more.
    public Optional<VerifiedToken> verifyHint(String compact) {
        return check(ring(), compact, TokenType.ID, _ -> true);
    }

    /// The published keys.
    public KeySet published() {
        return ring().document();
    }

    /// The algorithms of the published keys, that of the present signer first.
    public List<String> algorithms() {
        return ring().algorithms().stream().map(SigningAlgorithm::joseName).toList();
    }

    /// @param counts which keys' signatures do
    private Optional<VerifiedToken> check(Keyring ring, String compact, TokenType type, Predicate<SigningKey> counts) {
        int first = compact.indexOf('.');
        int second = compact.indexOf('.', first + 1);
        if (first < 0 || second < 0 || compact.indexOf('.', second + 1) >= 0 || compact.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            var decoder = Base64.getUrlDecoder();
            var signature = decoder.decode(compact.substring(second + 1));
            var signed = compact.substring(0, second).getBytes(StandardCharsets.US_ASCII);
            return key(ring, type, compact.substring(0, first))
                    .filter(counts)
                    .filter(key -> key.signatures().verify(signed, signature))
                    .map(_ -> Json.mapper().readTree(decoder.decode(compact.substring(first + 1, second))))
                    .filter(claims -> issuer.equals(claims.path("iss").asString("")))
                    .map(VerifiedToken::new);
        } catch (IllegalArgumentException | JacksonException e) {
            return Optional.empty(); // no base64url, or no JSON inside
        }
    }

    /// The key that a header names, if the header says what we would write. The algorithm is the key's own: what the
    /// token says about it has to agree, and decides nothing (RFC 8725 §3.1).
    private static Optional<SigningKey> key(Keyring ring, TokenType type, String encodedHeader) {
        var known = ring.byHeader(type, encodedHeader);
        if (known != null) {
            return Optional.of(known);
        }
        JsonNode header = Json.mapper().readTree(Base64.getUrlDecoder().decode(encodedHeader));
        if (header.has("crit") || !header.path("typ").asString("").equalsIgnoreCase(type.typ())) {
            return Optional.empty();
        }
        return ring.byKid(header.path("kid").asString(""))
                .filter(key ->
                        key.algorithm().joseName().equals(header.path("alg").asString("")));
    }

    private void keepUntil(SigningKey key, Instant expires) {
        if (expires.isAfter(key.tokensUntil())) {
            key.tokensUntil(db.write(tx -> table.keepUntil(tx, key.kid(), expires)));
        }
    }

    private Keyring ring() {
        var ring = current.orElseGet(this::awaitFirst);
        if (ring.isStale(db.now(), READ_AGAIN) && reading.compareAndSet(false, true)) {
            Thread.startVirtualThread(this::readAgain);
        }
        return ring;
    }

    private Keyring awaitFirst() {
        try {
            return first.join();
        } catch (CompletionException _) {
            return prepare(); // the database was away when this began; now it may be back
        }
    }

    private void readAgain() {
        try {
            replace();
        } catch (DbUnavailable e) {
            LOG.warn("signing_keys_not_read_again", e);
        } finally {
            reading.set(false);
        }
    }

    private Keyring replace() {
        var now = db.now();
        var stored = db.read(table::all);
        var newestSigner = stored.stream()
                .filter(key -> !key.signsFrom().isAfter(now))
                .mapToInt(SigningKeyTable.Stored::number)
                .max()
                .orElse(0);
        var keys = stored.stream()
                .map(key -> ready(key, key.number() >= newestSigner))
                .toList();
        var ring = new Keyring(now, keys);
        current = Optional.of(ring);
        first.complete(ring);
        return ring;
    }

    /// Only keys that sign, or will, have their private half opened.
    private SigningKey ready(SigningKeyTable.Stored stored, boolean signs) {
        var key = ready.computeIfAbsent(stored.kid(), _ -> {
            var jwk = JsonWebKeys.parse(signs ? table.open(stored) : stored.publicJwk());
            var signatures = Signatures.of(
                    stored.algorithm(), signs ? JsonWebKeys.privateKey(jwk) : null, JsonWebKeys.publicKey(jwk));
            return new SigningKey(
                    stored.kid(),
                    stored.algorithm(),
                    jwk.toPublicJWK().toJSONObject(),
                    stored.signsFrom(),
                    stored.tokensUntil(),
                    signatures);
        });
        key.tokensUntil(stored.tokensUntil());
        return key;
    }
}
