package dev.latchkey.oidc.keys;

import dev.latchkey.platform.crypto.ServerKey;
import dev.latchkey.platform.db.Tx;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/// The rows of `signing_keys`.
final class SigningKeyTable {
    private static final String SEAL = "signing-key";
    /// How far ahead of the last token the time is noted until which a key is needed, so that it is noted rarely.
    private static final Duration AHEAD = Duration.ofDays(1);

    private final ServerKey serverKey;
    private final SecureRandom random;

    SigningKeyTable(ServerKey serverKey, SecureRandom random) {
        this.serverKey = serverKey;
        this.random = random;
    }

    record Stored(
            String kid,
            int number,
            SigningAlgorithm algorithm,
            String sealedJwk,
            String publicJwk,
            Instant signsFrom,
            Instant tokensUntil) {}

    /// A key pair that has no row yet.
    record Fresh(String kid, SigningAlgorithm algorithm, String sealedJwk, String publicJwk) {}

    /// Makes a key pair; this takes long, so it is not for a transaction.
    Fresh generate(SigningAlgorithm algorithm) {
        var id = new byte[8];
        random.nextBytes(id);
        var kid = Base64.getUrlEncoder().withoutPadding().encodeToString(id);
        var jwk = JsonWebKeys.generate(algorithm, kid);
        return new Fresh(
                kid,
                algorithm,
                serverKey.seal(SEAL, jwk.toJSONString().getBytes(StandardCharsets.UTF_8)),
                jwk.toPublicJWK().toJSONString());
    }

    /// Adds it after the newest. Of two that are added at once, one is not.
    ///
    /// @return whether it was added
    boolean add(Tx tx, Fresh key, Instant signsFrom) {
        var number = tx.sql("select coalesce(max(number), 0) from signing_keys").count() + 1;
        return tx.sql("""
                insert into signing_keys (kid, number, algorithm, sealed_jwk, public_jwk, created_at, signs_from,
                                          tokens_until)
                values (:kid, :number, :algorithm, :sealed, :public, :now, :signsFrom, :until)
                on conflict (number) do nothing
                """)
                        .bind("kid", key.kid())
                        .bind("number", number)
                        .bind("algorithm", key.algorithm().joseName())
                        .bind("sealed", key.sealedJwk())
                        .bind("public", key.publicJwk())
                        .bind("now", tx.now())
                        .bind("signsFrom", signsFrom)
                        .bind("until", signsFrom.plus(AHEAD))
                        .update()
                == 1;
    }

    /// All keys, oldest first.
    List<Stored> all(Tx tx) {
        return tx.sql("""
                select kid, number, algorithm, sealed_jwk, public_jwk, signs_from, tokens_until
                  from signing_keys order by number
                """)
                .list(row -> new Stored(
                        row.text("kid"),
                        row.integer("number"),
                        SigningAlgorithm.parse(row.text("algorithm")).orElseThrow(),
                        row.text("sealed_jwk"),
                        row.text("public_jwk"),
                        row.instant("signs_from"),
                        row.instant("tokens_until")));
    }

    /// Notes that a token will be signed that expires then, and a day more.
    ///
    /// @return what is noted now
    Instant keepUntil(Tx tx, String kid, Instant expiry) {
        var until = expiry.plus(AHEAD);
        tx.sql("update signing_keys set tokens_until = :until where kid = :kid and tokens_until < :until")
                .bind("kid", kid)
                .bind("until", until)
                .update();
        return until;
    }

    String open(Stored key) {
        return new String(serverKey.open(SEAL, key.sealedJwk()), StandardCharsets.UTF_8);
    }
}
