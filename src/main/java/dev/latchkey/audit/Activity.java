package dev.latchkey.audit;

import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.db.Tx;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// How many sign-ins and refusals each of the last days saw.
final class Activity {
    static final List<String> SIGN_INS = List.of("SIGN_IN", "TOKEN_SIGN_IN", "REMOTE_SIGN_IN");
    static final List<String> REFUSALS = List.of("SIGN_IN_REFUSED", "CLIENT_REFUSED");

    private static final int DAYS = 30;

    /// Days begin when the reader's do, and every zone there is begins them at a whole quarter of an hour.
    private static final Duration SLOT = Duration.ofMinutes(15);

    private Activity() {}

    /// @param day as the reader's calendar has it, `2026-03-01`
    record Day(String day, long signIns, long refusals) {}

    private record Counted(Instant begin, boolean refusals, long times) {}

    /// The last thirty days, today the last. Of the index of events it reads those that count, of the last days only.
    static List<Day> of(Tx tx, ZoneId zone) {
        var today = LocalDate.ofInstant(tx.now(), zone);
        var first = today.minusDays(DAYS - 1);
        var days = new LinkedHashMap<LocalDate, Day>();
        first.datesUntil(today.plusDays(1)).forEach(day -> days.put(day, new Day(day.toString(), 0, 0)));
        counted(tx, first.atStartOfDay(zone).toInstant()).forEach(counted -> {
            var day = LocalDate.ofInstant(counted.begin(), zone);
            days.computeIfPresent(day, (_, known) -> plus(known, counted));
        });
        return List.copyOf(days.values());
    }

    private static Day plus(Day day, Counted counted) {
        return counted.refusals()
                ? new Day(day.day(), day.signIns(), day.refusals() + counted.times())
                : new Day(day.day(), day.signIns() + counted.times(), day.refusals());
    }

    /// Only entries about refusals say that they stand for several: of the sign-ins the index alone is read.
    private static List<Counted> counted(Tx tx, Instant from) {
        return tx.sql("""
                select created_at / %1$d as slot, false as refusals, count(*) as times
                  from audit_log
                 where event in (:signIns) and created_at >= :from
                 group by created_at / %1$d
                union all
                select created_at / %1$d, true, sum(times)
                  from audit_log
                 where event in (:refusals) and created_at >= :from
                 group by created_at / %1$d
                """.formatted(SLOT.toMillis()))
                .bind("signIns", SIGN_INS)
                .bind("refusals", REFUSALS)
                .bind("from", from)
                .list(row -> new Counted(
                        Instant.ofEpochMilli(row.number("slot") * SLOT.toMillis()),
                        row.flag("refusals"),
                        row.number("times")));
    }

    /// @param name of a time zone, `Europe/Berlin`; without one days are those of UTC
    /// @throws dev.latchkey.platform.RefusalException `validation_failed` if there is no such zone
    static ZoneId zone(Optional<String> name) {
        try {
            return name.map(ZoneId::of).orElse(ZoneOffset.UTC);
        } catch (DateTimeException _) {
            throw new Refusal.Invalid("zone", "invalid_value", "must be the name of a time zone").asException();
        }
    }
}
