package dev.latchkey.platform.jobs;

import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.DbUnavailable;
import dev.latchkey.platform.db.Tx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs every owner's clean-up four times an hour, in order of registration. They may run again, and beside themselves
/// in another replica: what is removed is removed.
public final class CleanUp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CleanUp.class);
    private static final Duration EVERY = Duration.ofMinutes(15);
    /// Not while the server starts, when there is better to do.
    private static final Duration FIRST = Duration.ofMinutes(2);
    /// So few that nobody who signs in meanwhile waits for it.
    private static final int MOST = 500;

    private final Db db;
    private final Map<String, Removal> removals = new LinkedHashMap<>();
    private final Repeated repeated = new Repeated("clean-up", FIRST, EVERY, this::run);

    public CleanUp(Db db) {
        this.db = db;
    }

    /// Removes what has no more use.
    public interface Removal {
        /// @param most how many rows at most
        /// @return how many it were
        int removeExpired(Tx tx, int most);
    }

    /// @param table whose rows are removed
    public CleanUp add(String table, Removal removal) {
        removals.put(table, removal);
        return this;
    }

    /// The tables that are cleaned up.
    public Set<String> tables() {
        return removals.keySet();
    }

    public void start() {
        repeated.start();
    }

    /// Runs all of them now.
    public void run() {
        run(MOST);
    }

    /// Runs all of them now. One that fails is tried again next time, and keeps none of the others from running.
    ///
    /// @param most how many rows one transaction removes
    void run(int most) {
        removals.forEach((table, removal) -> {
            try {
                long removed = remove(removal, most);
                if (removed > 0) {
                    LOG.info("cleaned_up table={} rows={}", table, removed);
                }
            } catch (DbUnavailable e) {
                LOG.warn("clean_up_failed table={}", table, e);
            } catch (RuntimeException e) {
                LOG.error("clean_up_failed table={}", table, e);
            }
        });
    }

    /// Transaction by transaction, so that the database is never kept from others for long.
    private long remove(Removal removal, int most) {
        long removed = 0;
        int last;
        do {
            last = db.write(tx -> atMost(most, removal.removeExpired(tx, most)));
            removed += last;
        } while (last == most);
        return removed;
    }

    private static int atMost(int most, int removed) {
        if (removed > most) {
            throw new IllegalStateException(removed + " rows removed at once, of at most " + most);
        }
        return removed;
    }

    @Override
    public void close() {
        repeated.close();
    }
}
