package dev.latchkey.platform.jobs;

import dev.latchkey.platform.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// The rows. Who pushes a due row's time into the future by one statement has it alone until then: a lease, after
/// which another takes over, should the process have died.
final class JobTable {
    /// Longer than any attempt takes.
    private static final Duration LEASE = Duration.ofMinutes(10);

    /// How long administrators can see what was given up.
    private static final Duration KEPT = Duration.ofDays(30);

    private static final int ERROR_LENGTH = 500;

    private JobTable() {}

    /// @param payloads by id
    static void add(Tx tx, String kind, Map<String, String> payloads, Optional<Instant> uselessAfter) {
        tx.sql("""
                insert into jobs (id, kind, payload, created_at, due_at, useless_after, running, attempts)
                values (:id, :kind, :payload, :now, :now, :useless, false, 0)
                """)
                .bind("kind", kind)
                .bind("now", tx.now())
                .bind("useless", uselessAfter.orElse(null))
                .updateEach(
                        payloads.entrySet(),
                        (sql, job) -> sql.bind("id", job.getKey()).bind("payload", job.getValue()));
    }

    /// When the next one of these kinds is due.
    static Optional<Instant> nextDue(Tx tx, Collection<String> kinds) {
        return tx.sql("select due_at from jobs where due_at is not null and kind in (:kinds) order by due_at limit 1")
                .bind("kinds", kinds)
                .first(row -> row.instant("due_at"));
    }

    /// Takes the one that has been due longest. The condition stands outside as well, because PostgreSQL looks at it
    /// again after it has waited for another replica that took the same row.
    static Optional<Job> take(Tx tx, Collection<String> kinds) {
        return tx.sql("""
                update jobs set due_at = :lease_end, running = true, attempts = attempts + 1
                 where id = (select id from jobs where due_at <= :now and kind in (:kinds) order by due_at, id limit 1)
                   and due_at <= :now
                returning id, kind, payload, created_at, useless_after, attempts
                """)
                .bind("lease_end", tx.now().plus(LEASE))
                .bind("now", tx.now())
                .bind("kinds", kinds)
                .first(row -> new Job(
                        row.text("id"),
                        row.text("kind"),
                        row.text("payload"),
                        row.instant("created_at"),
                        row.optionalInstant("useless_after"),
                        row.integer("attempts")));
    }

    static void done(Tx tx, Job job) {
        tx.sql("delete from jobs where id = :id and attempts = :attempts")
                .bind("id", job.id())
                .bind("attempts", job.attempts())
                .update();
    }

    /// @param next when to try again; never, if empty, and then nothing of what it was about is kept
    static void failed(Tx tx, Job job, Optional<Instant> next, String error) {
        tx.sql("""
                update jobs
                   set due_at = :next, running = false, last_error = :error, failed_at = :now,
                       payload = case when :again = true then payload else '' end
                 where id = :id and attempts = :attempts
                """)
                .bind("id", job.id())
                .bind("attempts", job.attempts())
                .bind("next", next.orElse(null))
                .bind("again", next.isPresent())
                .bind("error", error.substring(0, Math.min(error.length(), ERROR_LENGTH)))
                .bind("now", tx.now())
                .update();
    }

    /// Makes those that wait after a failure due.
    static int hasten(Tx tx, String kind) {
        return tx.sql("update jobs set due_at = :now where kind = :kind and running = false and due_at > :now")
                .bind("now", tx.now())
                .bind("kind", kind)
                .update();
    }

    /// In one statement, so that a job that fails meanwhile is either in all of it or in none.
    static Backlog backlog(Tx tx, String kind) {
        return tx.sql("""
                select count(*) as all_jobs, count(due_at) as waiting, max(failed_at) as failed_at,
                       (select last_error from jobs
                         where kind = :kind and failed_at is not null order by failed_at desc limit 1) as last_error
                  from jobs
                 where kind = :kind
                """)
                .bind("kind", kind)
                .first(row -> new Backlog(
                        row.integer("waiting"),
                        row.integer("all_jobs") - row.integer("waiting"),
                        row.optionalInstant("failed_at").map(at -> new Backlog.Failure(at, row.text("last_error")))))
                .orElseThrow();
    }

    static int removeGivenUp(Tx tx, int most) {
        return tx.sql("""
                delete from jobs
                 where id in (select id from jobs where due_at is null and failed_at <= :old limit :most)
                """).bind("old", tx.now().minus(KEPT)).bind("most", most).update();
    }
}
