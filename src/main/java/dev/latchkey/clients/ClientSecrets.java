package dev.latchkey.clients;

import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.crypto.Alphabet;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.crypto.Uuid7;
import dev.latchkey.platform.db.Row;
import dev.latchkey.platform.db.Tx;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The secrets that confidential apps prove themselves with: several at once, so that one can replace another without
/// a gap.
final class ClientSecrets {
    private static final int MOST = 20;
    private static final int LENGTH = 32;
    private static final int PREFIX = 4;

    private final SecureRandom random;

    ClientSecrets(SecureRandom random) {
        this.random = random;
    }

    /// A secret as stored.
    ///
    /// @param prefix its first characters, by which people tell several apart
    record Stored(String id, String prefix, Instant createdAt, Optional<Instant> expiresAt) {
        boolean active(Instant now) {
            return expiresAt.isEmpty() || expiresAt.get().isAfter(now);
        }
    }

    /// A secret that was just made, and its value, which nobody is told again.
    record Created(Stored stored, Secret value) {}

    /// The secrets of several apps, oldest first; one statement for all of them.
    Map<ClientId, List<Stored>> of(Tx tx, Collection<ClientId> clients) {
        var secrets = new HashMap<ClientId, List<Stored>>();
        tx.sql("""
                select client_id, id, prefix, created_at, expires_at from client_secrets
                 where client_id in (:clients) order by created_at, id
                """)
                .bind("clients", clients.stream().map(ClientId::value).toList())
                .list(row -> secrets.computeIfAbsent(new ClientId(row.text("client_id")), _ -> new ArrayList<>())
                        .add(stored(row)));
        return secrets;
    }

    List<Stored> of(Tx tx, ClientId client) {
        return of(tx, List.of(client)).getOrDefault(client, List.of());
    }

    /// @param client locked by the caller, so that two at once cannot both be the twentieth
    /// @throws dev.latchkey.platform.RefusalException `validation_failed`
    Created create(Tx tx, Client client, Optional<String> chosen, Optional<Instant> expiresAt) {
        if (expiresAt.isPresent() && !expiresAt.get().isAfter(tx.now())) {
            throw refused("The expiration date of a client secret must be in the future");
        }
        if (client.isPublic()) {
            throw refused("Cannot create a secret for a public client");
        }
        if (of(tx, client.id()).size() >= MOST) {
            throw refused("A client cannot have more than " + MOST + " secrets");
        }
        var value = new Secret(chosen.orElseGet(() -> Alphabet.ALPHANUMERIC.random(random, LENGTH)));
        var stored = new Stored(Uuid7.next(tx.now(), random), value.reveal().substring(0, PREFIX), tx.now(), expiresAt);
        tx.sql("""
                insert into client_secrets (id, client_id, hash, prefix, created_at, expires_at)
                values (:id, :client, :hash, :prefix, :now, :expiresAt)
                """)
                .bind("id", stored.id())
                .bind("client", client.id().value())
                .bind("hash", value.hash())
                .bind("prefix", stored.prefix())
                .bind("now", tx.now())
                .bind("expiresAt", expiresAt.orElse(null))
                .update();
        return new Created(stored, value);
    }

    /// @throws dev.latchkey.platform.RefusalException `not_found`
    Stored delete(Tx tx, ClientId client, String id) {
        return tx.sql("""
                delete from client_secrets where id = :id and client_id = :client
                returning id, prefix, created_at, expires_at
                """)
                .bind("id", id)
                .bind("client", client.value())
                .first(ClientSecrets::stored)
                .orElseThrow(() -> Refusal.NotFound.of("Client secret").asException());
    }

    private static RuntimeException refused(String message) {
        return new Refusal.Invalid(List.of(), message).asException();
    }

    private static Stored stored(Row row) {
        return new Stored(
                row.text("id"), row.text("prefix"), row.instant("created_at"), row.optionalInstant("expires_at"));
    }
}
