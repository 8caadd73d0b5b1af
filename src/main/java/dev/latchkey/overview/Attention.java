package dev.latchkey.overview;

import dev.latchkey.directory.users.UserId;
import dev.latchkey.platform.db.Row;
import dev.latchkey.platform.db.Sql;
import dev.latchkey.platform.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What is wrong or soon will be: how much of it, and the first few to begin with.
final class Attention {
    private static final int FIRST = 5;
    private static final Duration SOON = Duration.ofDays(14);

    /// How long an API key that has ended is still named: whoever misses it by then has said so.
    private static final Duration MISSED = Duration.ofDays(30);

    private Attention() {}

    /// @param first at most five
    record Found(long total, List<Thing> first) {}

    /// @param about whose it is, where that is not the name itself
    /// @param ownerId whose it is
    /// @param at when it ends, or ended
    record Thing(
            String id,
            String name,
            @Nullable String about,
            @Nullable String ownerId,
            @Nullable Instant at) {}

    /// @param keysEnding API keys that end soon, or have ended within the last month
    record People(Found withoutPasskey, Found keysEnding) {}

    /// @param withoutSecret apps that have to prove themselves and have nothing to do that with
    /// @param withoutCallbacks apps that nobody could be sent back to, nor has come to in another way
    /// @param secretsEnding apps whose last secret ends soon, or has ended
    record Apps(Found withoutPeople, Found withoutSecret, Found withoutCallbacks, Found secretsEnding) {}

    static People people(Tx tx) {
        return new People(withoutPasskey(tx), keysEnding(tx));
    }

    static Apps apps(Tx tx) {
        return new Apps(withoutPeople(tx), withoutSecret(tx), withoutCallbacks(tx), secretsEnding(tx));
    }

    /// They can sign in with a code somebody gives them, and with nothing else.
    private static Found withoutPasskey(Tx tx) {
        var sql = tx.sql("""
                select u.id, u.username as name, u.display_name as about, count(*) over () as total
                  from users u
                 where u.disabled = false and u.id <> :static
                   and not exists (select 1 from passkeys p where p.user_id = u.id)
                 order by u.created_at desc, u.id
                 limit :first
                """).bind("static", UserId.STATIC_API_USER.value());
        return found(sql, row -> new Thing(row.text("id"), row.text("name"), row.text("about"), null, null));
    }

    private static Found keysEnding(Tx tx) {
        var sql = tx.sql("""
                select k.id, k.name, k.user_id, u.username as about, k.expires_at, count(*) over () as total
                  from api_keys k
                  join users u on u.id = k.user_id
                 where u.disabled = false and k.expires_at > :missed and k.expires_at <= :soon
                 order by k.expires_at, k.id
                 limit :first
                """)
                .bind("missed", tx.now().minus(MISSED))
                .bind("soon", tx.now().plus(SOON));
        return found(
                sql,
                row -> new Thing(
                        row.text("id"),
                        row.text("name"),
                        row.text("about"),
                        row.text("user_id"),
                        row.instant("expires_at")));
    }

    /// Restricted to groups, and nobody who could sign in is in any of them.
    private static Found withoutPeople(Tx tx) {
        return apps(tx, """
                c.group_restricted = true
                   and not exists (select 1
                                     from client_allowed_groups a
                                     join group_members m on m.group_id = a.group_id
                                     join users u on u.id = m.user_id
                                    where a.client_id = c.id and u.disabled = false)
                """);
    }

    /// All of its secrets were deleted, or it was made public and then not any longer.
    private static Found withoutSecret(Tx tx) {
        return apps(tx, """
                c.is_public = false
                   and not exists (select 1 from client_secrets s where s.client_id = c.id)
                """);
    }

    /// An app that only signs devices in (RFC 8628) needs no address, and shows it by having been let in.
    private static Found withoutCallbacks(Tx tx) {
        return apps(tx, """
                c.callback_urls = '[]'
                   and not exists (select 1 from grants g where g.client_id = c.id)
                """);
    }

    private static Found apps(Tx tx, String wrong) {
        var sql = tx.sql("""
                select c.id, c.name, count(*) over () as total
                  from clients c
                 where %s
                 order by c.name, c.id
                 limit :first
                """.formatted(wrong));
        return found(sql, row -> new Thing(row.text("id"), row.text("name"), null, null, null));
    }

    private static Found secretsEnding(Tx tx) {
        var sql = tx.sql("""
                select ending.id, ending.name, ending.ends_at, count(*) over () as total
                  from (select c.id, c.name, max(s.expires_at) as ends_at
                          from clients c
                          join client_secrets s on s.client_id = c.id
                         where c.is_public = false
                         group by c.id, c.name
                        having sum(case when s.expires_at is null or s.expires_at > :soon then 1 else 0 end) = 0) ending
                 order by ending.ends_at, ending.id
                 limit :first
                """).bind("soon", tx.now().plus(SOON));
        return found(sql, row -> new Thing(row.text("id"), row.text("name"), null, null, row.instant("ends_at")));
    }

    private record Counted(Thing thing, long total) {}

    private static Found found(Sql sql, Function<Row, Thing> thing) {
        var rows = sql.bind("first", FIRST).list(row -> new Counted(thing.apply(row), row.number("total")));
        long total = rows.isEmpty() ? 0 : rows.getFirst().total();
        return new Found(total, rows.stream().map(Counted::thing).toList());
    }
}
