package dev.latchkey.oidc.device;

import dev.latchkey.clients.ClientId;
import dev.latchkey.oidc.Scopes;
import dev.latchkey.oidc.grants.GrantId;
import dev.latchkey.platform.crypto.Alphabet;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.crypto.ServerKey;
import dev.latchkey.platform.db.Row;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Call;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Device codes and the user codes that belong to them (RFC 8628).
public final class DeviceCodes {
    static final Duration LIFE = Duration.ofMinutes(15);
    static final Duration INTERVAL = Duration.ofSeconds(5);

    /// Clocks and networks are not exact; a device that waits what it was told is never called too fast.
    private static final Duration TOLERANCE = Duration.ofSeconds(1);

    /// The first letter tells pages and people what kind of code it is.
    private static final char KIND = 'E';

    private static final int RANDOM_CHARACTERS = 7;

    private final ServerKey key;
    private final SecureRandom random;

    public DeviceCodes(ServerKey key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    /// Both codes of a new authorization.
    record Issued(Secret deviceCode, String userCode) {}

    /// One that waits for its person.
    ///
    /// @param hash what names it in the table
    /// @param userCode normalised
    record Waiting(
            String hash,
            String userCode,
            ClientId client,
            Scopes scopes,
            String address,
            String userAgent,
            Instant createdAt) {}

    /// What a user code leads to.
    sealed interface Lookup {
        record Found(Waiting waiting) implements Lookup {}

        record Expired() implements Lookup {}

        /// None such, or decided already.
        record Unknown() implements Lookup {}
    }

    Issued issue(Tx tx, Call call, ClientId client, Scopes scopes) {
        while (true) {
            var device = Secret.random(random, 32, "lk_dc_");
            var user = KIND + Alphabet.UPPER_UNAMBIGUOUS.random(random, RANDOM_CHARACTERS);
            int stored = tx.sql("""
                    insert into device_codes (hash, user_code_hmac, client_id, scopes, ip_address, user_agent,
                                              created_at, expires_at, denied)
                    values (:hash, :user, :client, :scopes, :address, :agent, :now, :expires, false)
                    on conflict (user_code_hmac) do nothing
                    """)
                    .bind("hash", device.hash())
                    .bind("user", hmac(user))
                    .bind("client", client.value())
                    .bind("scopes", scopes.format())
                    .bind("address", call.address().text())
                    .bind("agent", call.userAgent())
                    .bind("now", tx.now())
                    .bind("expires", tx.now().plus(LIFE))
                    .update();
            if (stored == 1) {
                return new Issued(device, user);
            }
        }
    }

    /// A code as typed: blanks and hyphens are for the eye, and the two letters that no code has are read as the digits
    /// they look like.
    static String normalise(String typed) {
        return typed.replaceAll("[\\s-]", "")
                .toUpperCase(Locale.ROOT)
                .replace('I', '1')
                .replace('O', '0');
    }

    /// @param userCode normalised
    Lookup find(Tx tx, String userCode) {
        record Dated(Waiting waiting, Instant expiresAt) {}
        return tx.sql("""
                select hash, client_id, scopes, ip_address, user_agent, created_at, expires_at
                  from device_codes
                 where user_code_hmac = :user and denied = false and grant_id is null
                """)
                .bind("user", hmac(userCode))
                .first(row -> new Dated(waiting(row, userCode), row.instant("expires_at")))
                .<Lookup>map(found ->
                        found.expiresAt().isAfter(tx.now()) ? new Lookup.Found(found.waiting()) : new Lookup.Expired())
                .orElseGet(Lookup.Unknown::new);
    }

    /// Approves it, in one statement, so that of several people only one does.
    ///
    /// @return whether it was still waiting
    boolean approve(Tx tx, Waiting waiting, GrantId grant) {
        return tx.sql("""
                update device_codes
                   set grant_id = :grant
                 where hash = :hash and denied = false and grant_id is null and expires_at > :now
                """)
                        .bind("grant", grant.value())
                        .bind("hash", waiting.hash())
                        .bind("now", tx.now())
                        .update()
                == 1;
    }

    /// @return whether it was still waiting
    boolean deny(Tx tx, Waiting waiting) {
        return tx.sql("""
                update device_codes
                   set denied = true
                 where hash = :hash and denied = false and grant_id is null and expires_at > :now
                """).bind("hash", waiting.hash()).bind("now", tx.now()).update() == 1;
    }

    /// Asks for the tokens of a device; an approved code is used up in one statement. What two requests at once lose is
    /// nothing: the other one won it.
    public Poll redeem(Tx tx, ClientId client, Secret deviceCode) {
        return tx.sql("""
                update device_codes
                   set used_at = :now
                 where hash = :hash and client_id = :client
                   and grant_id is not null and used_at is null and expires_at > :now
                returning grant_id
                """)
                .bind("hash", deviceCode.hash())
                .bind("client", client.value())
                .bind("now", tx.now())
                .<Poll>first(row -> new Poll.Approved(new GrantId(row.text("grant_id"))))
                .orElseGet(() -> waitOrStop(tx, client, deviceCode));
    }

    private record Polled(Instant expiresAt, Optional<Instant> polledAt, boolean denied, boolean used) {}

    private static Poll waitOrStop(Tx tx, ClientId client, Secret deviceCode) {
        var found = tx.sql("""
                select expires_at, polled_at, denied, used_at
                  from device_codes
                 where hash = :hash and client_id = :client
                """)
                .bind("hash", deviceCode.hash())
                .bind("client", client.value())
                .first(row -> new Polled(
                        row.instant("expires_at"),
                        row.optionalInstant("polled_at"),
                        row.flag("denied"),
                        row.optionalInstant("used_at").isPresent()));
        if (found.isEmpty() || found.get().used()) {
            return new Poll.Unknown();
        }
        var polled = found.get();
        if (polled.denied()) {
            return new Poll.Denied();
        }
        if (!polled.expiresAt().isAfter(tx.now())) {
            return new Poll.Expired();
        }
        tx.sql("update device_codes set polled_at = :now where hash = :hash")
                .bind("hash", deviceCode.hash())
                .bind("now", tx.now())
                .update();
        // Measured against the first interval: a device that adds less than the five seconds of §3.5 is not stuck.
        // A last time that is still to come says that the clock was put back, and nothing about the device.
        var earliest = polled.polledAt()
                .filter(last -> !last.isAfter(tx.now()))
                .map(last -> last.plus(INTERVAL).minus(TOLERANCE));
        return earliest.isPresent() && tx.now().isBefore(earliest.get()) ? new Poll.SlowDown() : new Poll.Pending();
    }

    /// Removes codes that expired a while ago: until then their devices are told so.
    int removeExpired(Tx tx, int most) {
        return tx.sql("""
                delete from device_codes
                 where hash in (select hash from device_codes where expires_at < :old limit :most)
                """).bind("old", tx.now().minus(LIFE)).bind("most", most).update();
    }

    private static Waiting waiting(Row row, String userCode) {
        return new Waiting(
                row.text("hash"),
                userCode,
                new ClientId(row.text("client_id")),
                Scopes.parse(row.text("scopes")),
                row.text("ip_address"),
                row.text("user_agent"),
                row.instant("created_at"));
    }

    private String hmac(String userCode) {
        return key.hmac("user code", userCode);
    }
}
