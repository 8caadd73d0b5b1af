package dev.latchkey.platform.jobs;

import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.DbUnavailable;
import dev.latchkey.platform.db.Tx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs every owner's clean-up once an hour, in order of registration, each in a transaction of its own. They may run
/// again, and beside themselves in another replica: what is removed is removed.
public final class CleanUp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CleanUp.class);
    private static final Duration EVERY = Duration.ofHours(1);
    /// Not while the server starts, when there is better to do.
    private static final Duration FIRST = Duration.ofMinutes(2);

    private final Db db;
    private final Map<String, ToIntFunction<Tx>> tasks = new LinkedHashMap<>();
    private final Thread thread = Thread.ofVirtual().name("clean-up").unstarted(this::loop);

    public CleanUp(Db db) {
        this.db = db;
    }

    /// @param name what is removed
    /// @param task removes it, and tells how much it was
    public CleanUp add(String name, ToIntFunction<Tx> task) {
        tasks.put(name, task);
        return this;
    }

    public void start() {
        thread.start();
    }

    private void loop() {
        try {
            Thread.sleep(FIRST);
            while (true) {
                run();
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException _) {
            // closed
        }
    }

    /// Runs all of them now. One that fails is tried again in an hour, and keeps none of the others from running.
    public void run() {
        tasks.forEach((name, task) -> {
            try {
                int removed = db.write(task::applyAsInt);
                if (removed > 0) {
                    LOG.info("cleaned_up what={} rows={}", name, removed);
                }
            } catch (DbUnavailable e) {
                LOG.warn("clean_up_failed what={}", name, e);
            }
        });
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
