package dev.latchkey.overview;

import dev.latchkey.platform.db.Tx;
import java.time.Duration;

/// How much there is.
///
/// @param signIns in the last 24 hours
record Totals(long people, long groups, long apps, long signIns) {
    private static final Duration LATELY = Duration.ofHours(24);

    static Totals count(Tx tx) {
        return tx.sql("""
                select (select count(*) from users) as people,
                       (select count(*) from user_groups) as groups,
                       (select count(*) from clients) as apps,
                       (select count(*) from audit_log
                         where event in ('SIGN_IN', 'TOKEN_SIGN_IN', 'REMOTE_SIGN_IN')
                           and created_at >= :lately) as sign_ins
                """)
                .bind("lately", tx.now().minus(LATELY))
                .first(row -> new Totals(
                        row.number("people"), row.number("groups"), row.number("apps"), row.number("sign_ins")))
                .orElseThrow();
    }
}
