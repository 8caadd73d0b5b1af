package dev.latchkey.platform.jobs;

import dev.latchkey.platform.crypto.ServerKey;
import dev.latchkey.platform.crypto.Uuid7;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.DbUnavailable;
import dev.latchkey.platform.db.Tx;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Work that outlives the request that causes it: written in the transaction of the change, done soon after the commit,
/// tried again when it fails, by one replica at a time.
///
/// A process that dies in the middle of a job leaves it to another, so a job may run twice, and says so in its effects
/// if that matters.
public final class Jobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    /// Nothing is looked for while the server starts, unless a request causes it.
    private static final Duration FIRST_LOOK = Duration.ofSeconds(10);

    /// For what another replica left behind; one's own are known at once.
    private static final Duration LOOK_EVERY = Duration.ofSeconds(30);

    private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);
    private static final Duration LAST_WORDS = Duration.ofSeconds(10);

    /// How many of a kind run at once, so that one kind that hangs keeps no other from running.
    private static final int AT_ONCE = 4;

    private final Db db;
    private final ServerKey key;
    private final SecureRandom random;
    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private final Semaphore news = new Semaphore(0);
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread dispatcher = Thread.ofVirtual().name("jobs").unstarted(this::loop);

    private volatile boolean closing;

    private record Lane(Function<String, Outcome> work, Semaphore free) {}

    public Jobs(Db db, ServerKey key, SecureRandom random) {
        this.db = db;
        this.key = key;
        this.random = random;
    }

    /// Says how a kind of job is done. Before [#start].
    ///
    /// @param work gets the payload; what it throws counts as a failure
    public void on(String kind, Function<String, Outcome> work) {
        lanes.put(kind, new Lane(work, new Semaphore(AT_ONCE)));
    }

    /// Adds a job to what the caller's transaction changes.
    ///
    /// @param payload what it needs; sealed, since it may hold a code that is nowhere else in the clear
    /// @param uselessAfter when there is no more point in it, if ever
    public void add(Tx tx, String kind, String payload, Optional<Instant> uselessAfter) {
        addAll(tx, kind, List.of(payload), uselessAfter);
    }

    /// As [#add], for several jobs of one kind.
    public void addAll(Tx tx, String kind, Collection<String> payloads, Optional<Instant> uselessAfter) {
        var sealed = new LinkedHashMap<String, String>();
        for (var payload : payloads) {
            sealed.put(Uuid7.next(tx.now(), random), key.seal(purpose(kind), payload.getBytes(StandardCharsets.UTF_8)));
        }
        JobTable.add(tx, kind, sealed, uselessAfter);
        tx.afterCommit(news::release);
    }

    /// Tries now what waits after a failure.
    ///
    /// @return how many these are
    public int hasten(Tx tx, String kind) {
        tx.afterCommit(news::release);
        return JobTable.hasten(tx, kind);
    }

    public Backlog backlog(Tx tx, String kind) {
        return JobTable.backlog(tx, kind);
    }

    /// Forgets what was given up a month ago.
    ///
    /// @param most how many rows at most
    public int removeGivenUp(Tx tx, int most) {
        return JobTable.removeGivenUp(tx, most);
    }

    public void start() {
        dispatcher.start();
    }

    private void loop() {
        try {
            var wait = FIRST_LOOK;
            while (true) {
                if (news.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                    news.drainPermits();
                }
                wait = dispatch();
            }
        } catch (InterruptedException _) {
            // closed
        }
    }

    /// Starts all that is due and has a free lane.
    ///
    /// @return how long until it is worth looking again
    private Duration dispatch() {
        try {
            while (true) {
                var free = freeLanes();
                var next = db.read(tx -> JobTable.nextDue(tx, free));
                var wait = next.map(due -> Duration.between(db.now(), due)).orElse(LOOK_EVERY);
                if (wait.isPositive()) {
                    return wait.compareTo(LOOK_EVERY) > 0 ? LOOK_EVERY : wait.plus(SHORTEST_WAIT);
                }
                db.write(tx -> JobTable.take(tx, free)).ifPresent(this::begin);
            }
        } catch (DbUnavailable e) {
            if (!closing) {
                LOG.warn("jobs_wait_for_database", e);
            }
            return LOOK_EVERY;
        } catch (RuntimeException e) {
            // Whatever it is, what waits must not wait for the next start.
            LOG.error("jobs_not_looked_for", e);
            return LOOK_EVERY;
        }
    }

    private List<String> freeLanes() {
        return lanes.entrySet().stream()
                .filter(lane -> lane.getValue().free().availablePermits() > 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    private void begin(Job job) {
        var lane = lane(job);
        lane.free().acquireUninterruptibly();
        workers.execute(() -> {
            try {
                run(lane, job);
            } catch (DbUnavailable e) {
                LOG.warn("job_result_not_stored kind={} job={}", job.kind(), job.id(), e);
            } finally {
                lane.free().release();
                news.release();
            }
        });
    }

    private Lane lane(Job job) {
        var lane = lanes.get(job.kind());
        if (lane == null) {
            throw new IllegalStateException("nobody does " + job.kind());
        }
        return lane;
    }

    private void run(Lane lane, Job job) {
        switch (attempt(lane, job)) {
            case Outcome.Done _ -> {
                db.write(tx -> {
                    JobTable.done(tx, job);
                    return true;
                });
                LOG.info("job_done kind={} job={} attempts={}", job.kind(), job.id(), job.attempts());
            }
            case Outcome.Again(var error) -> failed(job, error, job.nextAttempt(db.now()));
            case Outcome.Hopeless(var error) -> failed(job, error, Optional.empty());
        }
    }

    private Outcome attempt(Lane lane, Job job) {
        if (job.useless(db.now())) {
            return new Outcome.Hopeless("It came too late to be of use");
        }
        try {
            var payload = key.open(purpose(job.kind()), job.payload());
            return lane.work().apply(new String(payload, StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            LOG.error("job_broke kind={} job={}", job.kind(), job.id(), e);
            return new Outcome.Again("It broke; the log says where");
        }
    }

    private void failed(Job job, String error, Optional<Instant> next) {
        db.write(tx -> {
            JobTable.failed(tx, job, next, error);
            return true;
        });
        LOG.warn(
                "{} kind={} job={} attempts={} error=\"{}\"",
                next.isPresent() ? "job_failed" : "job_given_up",
                job.kind(),
                job.id(),
                job.attempts(),
                error);
    }

    private static String purpose(String kind) {
        return "job/" + kind;
    }

    /// Takes no more work, and lets what is under way come to its end.
    @Override
    public void close() {
        closing = true;
        dispatcher.interrupt();
        workers.shutdown();
        try {
            if (!workers.awaitTermination(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
