package dev.latchkey.directory.users;

import dev.latchkey.platform.db.Tx;
import java.util.Collection;

/// Disables and enables accounts, and nothing else does. Both are noted on the account alone: whatever a person is
/// signed in with asks for it in the statement that finds it, so that nothing of it works while `disabled` is true, and
/// nothing that began before `disabled_at` ever works again. A stolen cookie does not come back with its owner.
final class Disabling {
    private Disabling() {}

    /// Those who are disabled already stay so from when they were.
    static void set(Tx tx, Collection<UserId> people, boolean disabled) {
        tx.sql("""
                update users
                   set disabled = :disabled, disabled_at = case when :disabled then :now else disabled_at end,
                       updated_at = :now
                 where id in (:people) and disabled <> :disabled
                """)
                .bind("disabled", disabled)
                .bind("now", tx.now())
                .bind("people", people.stream().map(UserId::value).toList())
                .update();
    }
}
