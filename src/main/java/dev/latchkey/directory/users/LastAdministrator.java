package dev.latchkey.directory.users;

import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.db.Dialect;
import dev.latchkey.platform.db.Tx;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Somebody can always administer: the last one who does is neither disabled, demoted nor deleted.
final class LastAdministrator {
    private static final long ADMINISTRATORS_LOCK = 0x6c6b_6164_6d69_6e73L; // "lkadmins"

    private LastAdministrator() {}

    static boolean administers(User user) {
        return user.administrator() && !user.disabled() && !user.id().equals(UserId.STATIC_API_USER);
    }

    /// Two administrators who demote each other at the same moment must not both succeed: SQLite has one writer anyway,
    /// PostgreSQL gets a lock that the second waits for.
    static void refuse(Tx tx, UserId id) {
        if (!othersAdminister(tx, List.of(id))) {
            throw refusal().asException();
        }
    }

    static Refusal refusal() {
        return new Refusal.Conflict(
                "last_administrator",
                "This is the only administrator left. Make somebody else an administrator first",
                Map.of());
    }

    /// Whether anybody but these can administer; until the transaction ends, nobody else finds out.
    static boolean othersAdminister(Tx tx, Collection<UserId> these) {
        if (tx.dialect() == Dialect.POSTGRESQL) {
            tx.sql("select pg_advisory_xact_lock(:lock)")
                    .bind("lock", ADMINISTRATORS_LOCK)
                    .first(_ -> true);
        }
        var except = new HashSet<>(Set.of(UserId.STATIC_API_USER.value()));
        these.forEach(id -> except.add(id.value()));
        return tx.sql("""
                select 1 from users where is_admin = true and disabled = false and id not in (:ids) limit 1
                """).bind("ids", except).exists();
    }
}
