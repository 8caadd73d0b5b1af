package dev.latchkey.oidc.keys;

import dev.latchkey.platform.crypto.ServerKey;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Tx;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.BiConsumer;

/// Adds a signing key that is to follow the present one.
public final class KeyRotation {
    /// How long a key is published before it signs: longer than the key set may be cached, and than a server takes to
    /// notice it.
    public static final Duration PUBLISHED_BEFORE = Duration.ofMinutes(15);

    private final Db db;
    private final SigningKeyTable table;

    public KeyRotation(Db db, ServerKey serverKey, SecureRandom random) {
        this.db = db;
        this.table = new SigningKeyTable(serverKey, random);
    }

    /// What was added.
    public record Added(String kid, SigningAlgorithm algorithm, Instant signsFrom) {}

    /// @param record writes down what was done, in the same transaction
    public Added add(SigningAlgorithm algorithm, BiConsumer<Tx, Added> record) {
        var key = table.generate(algorithm);
        return db.write(tx -> {
            var now = tx.now().truncatedTo(ChronoUnit.SECONDS);
            // Before the first start there is no key to bridge the time with, and nobody who knows another.
            var signsFrom = table.all(tx).isEmpty() ? now : now.plus(PUBLISHED_BEFORE);
            if (!table.add(tx, key, signsFrom)) {
                throw new IllegalStateException(
                        "another key was added at this moment; look at it before adding one more");
            }
            var added = new Added(key.kid(), algorithm, signsFrom);
            record.accept(tx, added);
            return added;
        });
    }
}
