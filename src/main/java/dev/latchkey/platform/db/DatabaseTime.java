package dev.latchkey.platform.db;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The database server's clock, followed without asking it each time: the process's clock plus the offset that was
/// measured last. With an embedded database both are the same clock.
final class DatabaseTime implements InstantSource {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseTime.class);
    private static final Duration TOLERATED = Duration.ofSeconds(1);

    private final InstantSource process;
    private volatile Duration offset = Duration.ZERO;

    DatabaseTime(InstantSource process) {
        this.process = process;
    }

    @Override
    public Instant instant() {
        return process.instant().plus(offset);
    }

    /// Asks PostgreSQL for its time, half a round trip taken off.
    void measure(Db db) {
        if (db.dialect() == Dialect.SQLITE) {
            return;
        }
        var before = process.instant();
        long there =
                db.read(tx -> tx.sql("select cast(extract(epoch from clock_timestamp()) * 1000 as bigint) as there")
                        .first(row -> row.number("there"))
                        .orElseThrow());
        var after = process.instant();
        var here = before.plus(Duration.between(before, after).dividedBy(2));
        offset = Duration.between(here, Instant.ofEpochMilli(there));
        if (offset.abs().compareTo(TOLERATED) > 0) {
            LOG.warn("clock_differs_from_database ms={}", offset.toMillis());
        }
    }
}
