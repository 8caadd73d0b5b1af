package dev.latchkey.audit;

import dev.latchkey.audit.Criteria.Period;
import dev.latchkey.platform.db.Dialect;
import dev.latchkey.platform.db.Sql;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.ListQuery;
import dev.latchkey.platform.http.Page;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A list of entries that takes as long among millions as among a few: it holds the newest that are wanted, up to a
/// number of them, or the oldest where those are asked for first.
///
/// Of what entries have to be, the thing that fewest are is looked up in the indexes, of which each has the entries of
/// one value in the order of time. Where many values are wanted, and more entries have them than are listed, a period
/// is found first that has enough of them.
final class EntryList {
    private static final Map<String, String> SORTABLE = Map.of(
            "createdAt", "created_at",
            "event", "event",
            "ipAddress", "ip",
            "country", "country",
            "city", "city",
            "userAgent", "user_agent");

    /// The most that a list has; what lies beyond is found by filters, a period or a file.
    private static final int MOST = 10_000;

    /// The same where an index alone does not tell which they are.
    private static final int MOST_NARROWED = 1_000;

    /// How far is counted to find out what fewest entries are.
    private static final int COMPARED = 20_000;

    /// By how much a period grows that has too few, at the most.
    private static final int GROWTH = 64;

    private final Tx tx;
    private final Criteria criteria;
    private final Optional<Criterion> rarest;
    private final int most;
    private final String key;

    /// What is sorted by; empty for the time.
    private final Optional<String> column;

    private final boolean descending;

    private EntryList(Tx tx, Criteria criteria, ListQuery query) {
        this.tx = tx;
        this.criteria = criteria;
        this.most = criteria.searched() || criteria.all().size() > 1 ? MOST_NARROWED : MOST;
        // Entries are written one after the other, and SQLite's indexes hold the numbers of rows anyway.
        this.key = tx.dialect() == Dialect.SQLITE ? "rowid" : "id";
        var sorted = query.sortedBy(SORTABLE);
        this.column = sorted.filter(name -> !name.equals("created_at"));
        this.descending = sorted.isPresent() && query.descending();
        this.rarest = rarest();
    }

    static Page<StoredEntry> page(Tx tx, Criteria criteria, ListQuery query) {
        if (criteria.impossible()) {
            return Page.of(query, 0, (_, _) -> List.of());
        }
        var list = new EntryList(tx, criteria, query);
        long items = list.count(criteria.period(), list.most);
        return Page.of(query, items, (limit, offset) -> list.rows(items, limit, offset));
    }

    private Optional<Criterion> rarest() {
        if (criteria.all().size() < 2) {
            return criteria.all().stream().findFirst();
        }
        var counts = new HashMap<Criterion, Long>();
        criteria.all().forEach(criterion -> counts.put(criterion, compared(criterion)));
        return criteria.all().stream().min(Comparator.comparing(counts::get));
    }

    private long compared(Criterion criterion) {
        var found = criterion.alternatives().keySet().stream()
                .map(column -> "select 1 from (select 1 from " + column.table(tx.dialect()) + " where "
                        + criterion.sql(tx.dialect(), column) + " and " + Period.SQL + " limit :most) " + column.sql())
                .collect(Collectors.joining(" union all "));
        var sql = tx.sql("select count(*) from (" + found + ") compared");
        criterion.bind(sql);
        return criteria.period().bind(sql).plannedAnew().bind("most", COMPARED).count();
    }

    /// How many there are in a period, up to a number.
    private long count(Period period, int enough) {
        return Math.min(
                enough,
                bind(tx.sql("select count(*) from (" + found(period, "", "") + ") counted"), period)
                        .bind("enough", enough)
                        .count());
    }

    private List<StoredEntry> rows(long items, int limit, long offset) {
        // By time no more than the page and what is before it has to be in order, by anything else all.
        int enough = column.isPresent() ? most : (int) Math.min(most, offset + limit);
        var period = items < most || rarest.map(Criterion::ordered).orElse(true) ? criteria.period() : narrowed(enough);
        var time = newestFirst() ? " desc" : "";
        var byTime = "created_at" + time + ", entry" + time;
        var direction = descending ? " desc" : "";
        var order = column.map(_ -> "sorted" + direction + ", created_at" + direction + ", entry" + direction)
                .orElse(byTime);
        var sorted = column.map(name -> ", " + name + " as sorted").orElse("");
        var keys = bind(
                        tx.sql("select entry from (select * from ("
                                + found(period, sorted, " order by " + inIndex(time))
                                + ") found order by " + byTime + " limit :enough) listed order by " + order
                                + " limit :limit offset :offset"),
                        period)
                .bind("enough", enough)
                .bind("limit", limit)
                .bind("offset", offset)
                .list(row -> row.text("entry"));
        var entries = new HashMap<String, StoredEntry>();
        tx.sql("select " + key + " as entry, " + StoredEntry.COLUMNS + " from audit_log where " + key + " in (:keys)")
                .bind("keys", keys)
                .list(row -> entries.put(row.text("entry"), StoredEntry.of(row)));
        // One that was removed meanwhile is left out.
        return keys.stream()
                .flatMap(found -> Stream.ofNullable(entries.get(found)))
                .toList();
    }

    /// The order of time, as the index of what is looked up has it. Where it has many values, there is no such index:
    /// an expression keeps PostgreSQL from going through all entries by their time instead.
    private String inIndex(String time) {
        var written = rarest.map(Criterion::ordered).orElse(true) ? "created_at" : "created_at + 0";
        return written + time + ", entry" + time;
    }

    /// Entries that are wanted, from each index as many as are enough.
    ///
    /// @param more columns besides key and time
    private String found(Period period, String more, String order) {
        var wanted = "select %s as entry, created_at%s from ".formatted(key, more);
        if (rarest.isEmpty()) {
            return wanted + Column.tableByTime(tx.dialect()) + " where " + Period.SQL + order + " limit :enough";
        }
        var others = criteria.all().stream()
                .filter(criterion -> !criterion.equals(rarest.get()))
                .map(criterion -> " and " + criterion.sql(tx.dialect()))
                .collect(Collectors.joining());
        var during = period.equals(Period.ALWAYS) ? "" : " and " + Period.SQL;
        return rarest.get().alternatives().keySet().stream()
                .map(by -> "select * from (" + wanted + by.table(tx.dialect()) + " where "
                        + rarest.get().sql(tx.dialect(), by) + during + others + order + " limit :enough) by_"
                        + by.sql())
                .collect(Collectors.joining(" union "));
    }

    /// The newest part of the period, or the oldest, that has enough of them; all of it, should entries be removed
    /// meanwhile.
    private Period narrowed(int enough) {
        var whole = criteria.period();
        long last = Math.min(whole.to(), tx.now().toEpochMilli());
        long first = written(0);
        long length = Math.abs(first - written(enough - 1)) + 1;
        while (true) {
            var part = newestFirst()
                    ? new Period(first + 1 - length, whole.to())
                    : new Period(whole.from(), first + length);
            if (newestFirst() ? part.from() <= whole.from() : part.to() >= last) {
                return whole;
            }
            long found = count(part, enough);
            if (found >= enough) {
                return part;
            }
            // Twice as long as it takes if they lie as close before.
            length *= Math.min(GROWTH, found == 0 ? GROWTH : 2L * enough / found + 1);
        }
    }

    /// When the entry was written that comes after so many others, wanted or not.
    private long written(int others) {
        var sql = tx.sql("select created_at from " + Column.tableByTime(tx.dialect()) + " where " + Period.SQL
                + " order by created_at" + (newestFirst() ? " desc" : "") + " limit 1 offset :others");
        return criteria.period()
                .bind(sql)
                .bind("others", others)
                .first(row -> row.number("created_at"))
                .orElseThrow();
    }

    private boolean newestFirst() {
        return column.isPresent() || descending;
    }

    private Sql bind(Sql sql, Period period) {
        criteria.bind(sql);
        return period.bind(sql).plannedAnew();
    }
}
