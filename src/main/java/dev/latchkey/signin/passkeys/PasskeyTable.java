package dev.latchkey.signin.passkeys;

import dev.latchkey.directory.users.UserId;
import dev.latchkey.platform.crypto.Uuid7;
import dev.latchkey.platform.db.ConstraintViolation;
import dev.latchkey.platform.db.Row;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Call;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The table of passkeys.
final class PasskeyTable {
    private final SecureRandom random;

    PasskeyTable(SecureRandom random) {
        this.random = random;
    }

    Optional<Passkey> byCredentialId(Tx tx, String credentialId) {
        return tx.sql("""
                select id, user_id, name, credential_id, public_key, attestation_type, aaguid, transports, sign_count,
                       counter_warning, backup_eligible, backup_state, created_at, last_used_at, last_used_ip,
                       last_used_agent
                  from passkeys where credential_id = :id
                """).bind("id", credentialId).first(PasskeyTable::passkey);
    }

    /// Oldest first.
    List<Passkey> of(Tx tx, UserId user) {
        return tx.sql("""
                select id, user_id, name, credential_id, public_key, attestation_type, aaguid, transports, sign_count,
                       counter_warning, backup_eligible, backup_state, created_at, last_used_at, last_used_ip,
                       last_used_agent
                  from passkeys where user_id = :user order by created_at, id
                """).bind("user", user.value()).list(PasskeyTable::passkey);
    }

    /// @throws dev.latchkey.platform.RefusalException if somebody has this very passkey already (WebAuthn Level 3 §7.1
    ///     step 26)
    Passkey add(Tx tx, UserId user, Verification.Registered registered) {
        var passkey = new Passkey(
                Uuid7.next(tx.now(), random),
                user,
                name(tx, user, registered.aaguid()),
                registered.credentialId(),
                registered.publicKey(),
                registered.attestationType(),
                registered.aaguid(),
                registered.transports(),
                registered.signCount(),
                false,
                registered.backupEligible(),
                registered.backupState(),
                tx.now(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        try {
            tx.sql("""
                    insert into passkeys (id, user_id, name, credential_id, public_key, attestation_type, aaguid,
                                          transports, sign_count, counter_warning, backup_eligible, backup_state,
                                          created_at)
                    values (:id, :user, :name, :credential, :key, :attestation, :aaguid, :transports, :count, false,
                            :eligible, :state, :now)
                    """)
                    .bind("id", passkey.id())
                    .bind("user", user.value())
                    .bind("name", passkey.name())
                    .bind("credential", passkey.credentialId())
                    .bind("key", passkey.publicKey())
                    .bind("attestation", passkey.attestationType())
                    .bind("aaguid", passkey.aaguid())
                    .bind("transports", String.join(" ", passkey.transports()))
                    .bind("count", passkey.signCount())
                    .bind("eligible", passkey.backupEligible())
                    .bind("state", passkey.backupState())
                    .bind("now", tx.now())
                    .update();
        } catch (ConstraintViolation e) {
            if (e.kind() == ConstraintViolation.Kind.UNIQUE) {
                throw PasskeyRefusals.alreadyRegistered().asException();
            }
            throw e;
        }
        return passkey;
    }

    /// After its authenticator, with a number where the person has one of that name already.
    private static String name(Tx tx, UserId user, String aaguid) {
        var name = Authenticators.of(aaguid)
                .map(model -> model.name() + " Passkey")
                .orElse("New Passkey");
        var taken = new HashSet<>(tx.sql("select name from passkeys where user_id = :user")
                .bind("user", user.value())
                .list(row -> row.text("name")));
        return Stream.iterate(1, number -> number + 1)
                .map(number -> number == 1 ? name : name + " " + number)
                .filter(candidate -> !taken.contains(candidate))
                .findFirst()
                .orElseThrow();
    }

    /// Notes a use. A counter never goes down: what a copy counts must not hide what the original counted.
    void used(Tx tx, Call call, Passkey passkey, Verification.Asserted asserted) {
        tx.sql("""
                update passkeys
                   set sign_count = case when :count > sign_count then :count else sign_count end,
                       counter_warning = counter_warning or :warning,
                       backup_state = :state, last_used_at = :now, last_used_ip = :ip, last_used_agent = :agent
                 where id = :id
                """)
                .bind("id", passkey.id())
                .bind("count", asserted.signCount())
                .bind("warning", asserted.counterWarning())
                .bind("state", asserted.backupState())
                .bind("now", tx.now())
                .bind("ip", call.address().text())
                .bind("agent", call.userAgent())
                .update();
    }

    Optional<Passkey> rename(Tx tx, UserId user, String id, String name) {
        return tx.sql("""
                update passkeys set name = :name where id = :id and user_id = :user
                returning id, user_id, name, credential_id, public_key, attestation_type, aaguid, transports,
                          sign_count, counter_warning, backup_eligible, backup_state, created_at, last_used_at,
                          last_used_ip, last_used_agent
                """)
                .bind("id", id)
                .bind("user", user.value())
                .bind("name", name)
                .first(PasskeyTable::passkey);
    }

    Optional<Passkey> delete(Tx tx, UserId user, String id) {
        return tx.sql("""
                delete from passkeys where id = :id and user_id = :user
                returning id, user_id, name, credential_id, public_key, attestation_type, aaguid, transports,
                          sign_count, counter_warning, backup_eligible, backup_state, created_at, last_used_at,
                          last_used_ip, last_used_agent
                """).bind("id", id).bind("user", user.value()).first(PasskeyTable::passkey);
    }

    private static Passkey passkey(Row row) {
        return new Passkey(
                row.text("id"),
                new UserId(row.text("user_id")),
                row.text("name"),
                row.text("credential_id"),
                row.text("public_key"),
                row.text("attestation_type"),
                row.text("aaguid"),
                Stream.of(row.text("transports").split(" "))
                        .filter(transport -> !transport.isEmpty())
                        .toList(),
                row.number("sign_count"),
                row.flag("counter_warning"),
                row.flag("backup_eligible"),
                row.flag("backup_state"),
                row.instant("created_at"),
                row.optionalInstant("last_used_at"),
                row.optionalText("last_used_ip"),
                row.optionalText("last_used_agent"));
    }
}
