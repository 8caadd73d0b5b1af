package dev.latchkey.platform.db;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The database server's clock, followed without asking it each time: the process's clock plus the offset that was
/// measured last. With an embedded database both are the same clock.
final class DatabaseTime implements InstantSource {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseTime.class);
    private static final Duration TOLERATED = Duration.ofSeconds(1);
    private static final int ATTEMPTS = 3;

    private final InstantSource process;
    private volatile Duration offset = Duration.ZERO;
    private volatile Duration told = Duration.ZERO;

    DatabaseTime(InstantSource process) {
        this.process = process;
    }

    @Override
    public Instant instant() {
        return process.instant().plus(offset);
    }

    /// Asks PostgreSQL for its time. Says so if the two clocks differ, once for each difference, and when they agree
    /// again.
    void measure(Db db) {
        if (db.dialect() == Dialect.SQLITE) {
            return;
        }
        var measured = db.read(this::best);
        if (measured.roundTrip().compareTo(TOLERATED) > 0) {
            LOG.debug(
                    "clock_not_measured round_trip_ms={}", measured.roundTrip().toMillis());
            return;
        }
        offset = measured.offset();
        tell(offset);
    }

    /// @param roundTrip how long the answer took; it is wrong by half of that at most
    private record Measured(Duration offset, Duration roundTrip) {}

    private Measured best(Tx tx) {
        return Stream.generate(() -> once(tx))
                .limit(ATTEMPTS)
                .min(Comparator.comparing(Measured::roundTrip))
                .orElseThrow();
    }

    private Measured once(Tx tx) {
        var before = process.instant();
        long there = tx.sql("select cast(extract(epoch from clock_timestamp()) * 1000 as bigint) as there")
                .first(row -> row.number("there"))
                .orElseThrow();
        var roundTrip = Duration.between(before, process.instant());
        var here = before.plus(roundTrip.dividedBy(2));
        return new Measured(Duration.between(here, Instant.ofEpochMilli(there)), roundTrip);
    }

    private void tell(Duration now) {
        boolean differs = now.abs().compareTo(TOLERATED) > 0;
        if (differs && now.minus(told).abs().compareTo(TOLERATED) > 0) {
            LOG.warn(
                    "clock_differs_from_database ms={} note=\"the database's time decides; let both machines follow a"
                            + " time server\"",
                    now.toMillis());
            told = now;
        } else if (!differs && !told.isZero()) {
            LOG.info("clock_agrees_with_database ms={}", now.toMillis());
            told = Duration.ZERO;
        }
    }
}
