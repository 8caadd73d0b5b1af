package dev.latchkey.platform.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.latchkey.platform.crypto.ServerKey;
import dev.latchkey.platform.db.Database;
import dev.latchkey.platform.db.Db;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Jobs of the tests' own kind, beside those of the server on the same database.
@OnBothDatabases(fresh = true)
class JobsTest {
    private static final String KIND = "test";

    /// One replica's jobs with a database connection of its own.
    private static final class Replica implements AutoCloseable {
        final Db db;
        final Jobs jobs;

        Replica(TestIdp idp, Function<String, Outcome> work) {
            var random = new SecureRandom();
            db = Database.open(idp.database().address(), idp.clock());
            jobs = new Jobs(
                    db, new ServerKey("a key of at least 16 bytes".getBytes(StandardCharsets.UTF_8), random), random);
            jobs.on(KIND, work);
            jobs.start();
        }

        void add(String payload) {
            add(payload, Optional.empty());
        }

        void add(String payload, Optional<Instant> uselessAfter) {
            db.write(tx -> {
                jobs.add(tx, KIND, payload, uselessAfter);
                return true;
            });
        }

        Backlog backlog() {
            return db.read(tx -> jobs.backlog(tx, KIND));
        }

        @Override
        public void close() {
            jobs.close();
            db.close();
        }
    }

    @Test
    void aJobRunsSoonAfterTheCommitAndIsGone(TestIdp idp) {
        var done = new ConcurrentLinkedQueue<String>();
        try (var replica = new Replica(idp, noting(done))) {
            replica.add("one");
            eventually(() -> done.contains("one") && replica.backlog().waiting() == 0);
            assertEquals(0, idp.database().number("select count(*) from jobs"));
        }
    }

    @Test
    void aJobOfATransactionThatFailedNeverRuns(TestIdp idp) {
        var done = new ConcurrentLinkedQueue<String>();
        try (var replica = new Replica(idp, noting(done))) {
            assertThrows(
                    IllegalStateException.class,
                    () -> replica.db.write(tx -> {
                        replica.jobs.add(tx, KIND, "never", Optional.empty());
                        throw new IllegalStateException("the change did not happen");
                    }));
            replica.add("after");
            eventually(() -> done.contains("after"));
            assertFalse(done.contains("never"));
        }
    }

    @Test
    void ofSeveralReplicasOneDoesEachJob(TestIdp idp) {
        var done = new ConcurrentLinkedQueue<String>();
        try (var one = new Replica(idp, noting(done));
                var other = new Replica(idp, noting(done))) {
            var names = IntStream.range(0, 60).mapToObj(i -> "job " + i).toList();
            names.forEach(one::add);
            other.add("the last");
            eventually(() -> one.backlog().waiting() == 0);
            assertEquals(61, done.size());
            assertTrue(done.containsAll(names));
        }
    }

    @Test
    void aFailureIsKeptWithItsReasonAndTriedAgainLater(TestIdp idp) {
        ConcurrentMap<String, Integer> attempts = new ConcurrentHashMap<>();
        try (var replica = new Replica(
                idp,
                payload -> attempts.merge(payload, 1, Integer::sum) < 3
                        ? new Outcome.Again("The server is away")
                        : new Outcome.Done())) {
            replica.add("stubborn");
            eventually(() -> replica.backlog().lastFailure().isPresent());
            assertEquals(
                    "The server is away",
                    replica.backlog().lastFailure().orElseThrow().error());
            assertEquals(1, attempts.getOrDefault("stubborn", 0));
            idp.clock().advance(Duration.ofSeconds(11));
            replica.add("wakes the others up");
            eventually(() -> attempts.getOrDefault("stubborn", 0) == 2);
            eventually(() -> replica.db.write(tx -> replica.jobs.hasten(tx, KIND)) > 0);
            eventually(() -> attempts.getOrDefault("stubborn", 0) == 3);
        }
    }

    @Test
    void whatBreaksIsAFailureToo(TestIdp idp) {
        try (var replica = new Replica(idp, _ -> {
            throw new IllegalStateException("a bug");
        })) {
            replica.add("one");
            eventually(() -> replica.backlog().lastFailure().isPresent());
            assertEquals(1, replica.backlog().waiting());
            assertTrue(idp.log().contains("job_broke kind=test"));
        }
    }

    @Test
    void whatIsHopelessIsGivenUpAndForgottenButForTheReason(TestIdp idp) {
        try (var replica = new Replica(idp, _ -> new Outcome.Hopeless("No such mailbox"))) {
            replica.add("one");
            eventually(() -> replica.backlog().givenUp() == 1);
            assertEquals(0, replica.backlog().waiting());
            assertEquals(0, idp.database().number("select count(*) from jobs where payload <> ''"));
            idp.clock().advance(Duration.ofDays(31));
            int removed = replica.db.write(tx -> replica.jobs.removeGivenUp(tx, 10));
            assertEquals(1, removed);
        }
    }

    @Test
    void whatCameTooLateIsNotDone(TestIdp idp) {
        var done = new ConcurrentLinkedQueue<String>();
        try (var replica = new Replica(idp, noting(done))) {
            replica.add("late", Optional.of(idp.clock().instant().minusSeconds(1)));
            eventually(() -> replica.backlog().givenUp() == 1);
            assertEquals(List.of(), List.copyOf(done));
        }
    }

    @Test
    void nothingOfAJobCanBeReadInTheDatabase(TestIdp idp) {
        try (var replica = new Replica(idp, _ -> new Outcome.Again("later"))) {
            replica.add("a code 123456");
            eventually(() -> replica.backlog().lastFailure().isPresent());
            assertEquals(0, idp.database().number("select count(*) from jobs where payload like '%123456%'"));
        }
    }

    @Test
    void aJobWhoseProcessDiedIsTakenOver(TestIdp idp) {
        var done = new ConcurrentLinkedQueue<String>();
        try (var dead = new Replica(idp, _ -> new Outcome.Again("not yet"));
                var alive = new Replica(idp, noting(done))) {
            dead.jobs.close();
            alive.jobs.close();
            dead.add("orphan");
            assertTrue(dead.db.write(tx -> JobTable.take(tx, List.of(KIND))).isPresent());
            assertTrue(dead.db.write(tx -> JobTable.take(tx, List.of(KIND))).isEmpty(), "leased");
            int hastened = dead.db.write(tx -> dead.jobs.hasten(tx, KIND));
            assertEquals(0, hastened, "under way");
            idp.clock().advance(Duration.ofMinutes(11));
            assertEquals(
                    2,
                    alive.db
                            .write(tx -> JobTable.take(tx, List.of(KIND)))
                            .orElseThrow()
                            .attempts());
        }
    }

    @Test
    void whateverGoesWrongWorkGoesOnAfterwards(TestIdp idp) {
        var done = new ConcurrentLinkedQueue<String>();
        try (var replica = new Replica(idp, noting(done))) {
            idp.database().execute("alter table jobs rename to jobs_away");
            replica.db.write(tx -> {
                replica.jobs.addAll(tx, KIND, List.of(), Optional.empty());
                return true;
            });
            eventually(() -> idp.log().contains("jobs_not_looked_for"));
            idp.database().execute("alter table jobs_away rename to jobs");
            replica.add("after");
            eventually(() -> done.contains("after"));
        }
    }

    @Test
    void waitsGrowAndPatienceEnds() {
        var waits = IntStream.rangeClosed(1, 9).mapToObj(Backoff::after).toList();
        assertEquals(Duration.ofSeconds(10), waits.getFirst());
        assertEquals(Duration.ofHours(1), waits.getLast());
        assertEquals(waits.stream().sorted().toList(), waits);
        var start = Instant.EPOCH;
        var job = new Job("id", KIND, "", start, Optional.empty(), 50);
        assertTrue(job.nextAttempt(start.plus(Duration.ofDays(3))).isPresent());
        assertTrue(job.nextAttempt(start.plus(Duration.ofDays(4))).isEmpty());
        var pressing = new Job("id", KIND, "", start, Optional.of(start.plusSeconds(15)), 1);
        assertTrue(pressing.nextAttempt(start).isPresent());
        assertTrue(pressing.nextAttempt(start.plusSeconds(6)).isEmpty());
    }

    private static Function<String, Outcome> noting(Collection<String> done) {
        return payload -> {
            done.add(payload);
            return new Outcome.Done();
        };
    }

    private static void eventually(BooleanSupplier holds) {
        for (int i = 0; i < 200; i++) {
            if (holds.getAsBoolean()) {
                return;
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        fail("did not come about within ten seconds");
    }
}
