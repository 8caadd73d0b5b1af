package dev.latchkey.audit;

import dev.latchkey.platform.db.Dialect;
import dev.latchkey.platform.db.Sql;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What entries have to be to be listed, and when they were written.
///
/// @param all what each of them has to be
/// @param searched whether a text is looked for
record Criteria(Period period, List<Criterion> all, boolean searched) {
    Criteria {
        all = List.copyOf(all);
    }

    /// @param from in milliseconds, the first moment that belongs to it
    /// @param to the first that no longer does
    record Period(long from, long to) {
        static final Period ALWAYS = new Period(0, Long.MAX_VALUE);

        static final String SQL = "created_at >= :from and created_at < :to";

        Sql bind(Sql sql) {
            return sql.bind("from", from).bind("to", to);
        }
    }

    /// With one more thing that entries have to be.
    Criteria and(Criterion another) {
        return new Criteria(
                period, Stream.concat(Stream.of(another), all.stream()).toList(), searched);
    }

    /// Whether no entry can be all that.
    boolean impossible() {
        return all.stream().anyMatch(Criterion::impossible);
    }

    /// A condition over the columns of `audit_log`.
    String sql(Dialect dialect) {
        return all.stream()
                .map(criterion -> " and " + criterion.sql(dialect))
                .collect(Collectors.joining("", Period.SQL, ""));
    }

    Sql bind(Sql sql) {
        all.forEach(criterion -> criterion.bind(sql));
        return period.bind(sql);
    }
}
