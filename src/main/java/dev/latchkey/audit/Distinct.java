package dev.latchkey.audit;

import dev.latchkey.platform.db.Tx;
import java.util.List;

/// The different values of one column of the log.
final class Distinct {
    private Distinct() {}

    /// Hops from one value to the next in the column's index: `distinct` would read every entry there is.
    ///
    /// The empty one is not among them.
    static List<String> of(Tx tx, Column column) {
        return tx.sql("""
                with recursive found (value) as (
                  select min(%1$s) from audit_log where %1$s <> '' and %1$s > ''
                  union all
                  select (select min(%1$s) from audit_log where %1$s <> '' and %1$s > found.value)
                    from found where found.value is not null)
                select value from found where value is not null order by value
                """.formatted(column.sql())).list(row -> row.text("value"));
    }
}
