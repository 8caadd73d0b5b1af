package dev.latchkey.platform.jobs;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Something that this process does again and again, by itself. What fails is tried again next time.
public final class Repeated implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Repeated.class);

    private final String name;
    private final Duration first;
    private final Duration every;
    private final Runnable work;
    private final Thread thread;

    /// @param name what it is called in the log
    /// @param first how long after the start
    /// @param every how long after it was done last
    public Repeated(String name, Duration first, Duration every, Runnable work) {
        this.name = name;
        this.first = first;
        this.every = every;
        this.work = work;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::loop);
    }

    public void start() {
        thread.start();
    }

    private void loop() {
        try {
            Thread.sleep(first);
            while (true) {
                once();
                Thread.sleep(every);
            }
        } catch (InterruptedException _) {
            // closed
        }
    }

    private void once() {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("repeated_work_failed what={}", name, e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
