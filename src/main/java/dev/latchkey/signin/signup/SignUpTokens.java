package dev.latchkey.signin.signup;

import dev.latchkey.directory.groups.GroupId;
import dev.latchkey.platform.crypto.Alphabet;
import dev.latchkey.platform.crypto.Hashes;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.crypto.ServerKey;
import dev.latchkey.platform.crypto.Uuid7;
import dev.latchkey.platform.db.Row;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.ListQuery;
import dev.latchkey.platform.http.Listing;
import dev.latchkey.platform.http.Page;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The invitations themselves: made, listed, used. A token is found by its hash; it is sealed besides, so that the
/// administrators who list it can hand it on again.
final class SignUpTokens {
    private static final String PURPOSE = "signup-token";
    private static final int LENGTH = 16;

    private static final Listing LISTING = Listing.of(
                    "(select * from signup_tokens where expires_at > :now) as live",
                    "id, token_sealed, usage_limit, usage_count, created_at, expires_at")
            .sort("createdAt", "created_at")
            .sort("expiresAt", "expires_at")
            .sort("usageLimit", "usage_limit")
            .sort("usageCount", "usage_count");

    private final ServerKey key;
    private final SecureRandom random;

    SignUpTokens(ServerKey key, SecureRandom random) {
        this.key = key;
        this.random = random;
    }

    /// @param groups that exist
    SignUpToken create(Tx tx, Duration life, int usageLimit, Collection<GroupId> groups) {
        var id = Uuid7.next(tx.now(), random);
        var token = Alphabet.ALPHANUMERIC.random(random, LENGTH);
        tx.sql("""
                insert into signup_tokens (id, token_hash, token_sealed, usage_limit, usage_count, created_at, expires_at)
                values (:id, :hash, :sealed, :limit, 0, :now, :expires)
                """)
                .bind("id", id)
                .bind("hash", Hashes.sha256Hex(token))
                .bind("sealed", key.seal(PURPOSE, token.getBytes(StandardCharsets.UTF_8)))
                .bind("limit", usageLimit)
                .bind("now", tx.now())
                .bind("expires", tx.now().plus(life))
                .update();
        for (var group : groups) {
            tx.sql("insert into signup_token_groups (token_id, group_id) values (:token, :group)")
                    .bind("token", id)
                    .bind("group", group.value())
                    .update();
        }
        return new SignUpToken(
                id, new Secret(token), tx.now().plus(life), usageLimit, 0, List.copyOf(groups), tx.now());
    }

    /// Those that have not expired, used up or not.
    Page<SignUpToken> list(Tx tx, ListQuery query) {
        var page = LISTING.page(tx, query, Map.of("now", tx.now()), this::token);
        var groups = groups(tx, page.data().stream().map(SignUpToken::id).toList());
        return page.map(token -> new SignUpToken(
                token.id(),
                token.token(),
                token.expiresAt(),
                token.usageLimit(),
                token.usageCount(),
                groups.getOrDefault(token.id(), List.of()),
                token.createdAt()));
    }

    private SignUpToken token(Row row) {
        var opened = key.open(PURPOSE, row.text("token_sealed"));
        return new SignUpToken(
                row.text("id"),
                new Secret(new String(opened, StandardCharsets.UTF_8)),
                row.instant("expires_at"),
                row.integer("usage_limit"),
                row.integer("usage_count"),
                List.of(),
                row.instant("created_at"));
    }

    private static Map<String, List<GroupId>> groups(Tx tx, List<String> tokens) {
        record Pair(String token, GroupId group) {}
        return tx
                .sql("select token_id, group_id from signup_token_groups where token_id in (:tokens)")
                .bind("tokens", tokens)
                .list(row -> new Pair(row.text("token_id"), new GroupId(row.text("group_id"))))
                .stream()
                .collect(Collectors.groupingBy(Pair::token, Collectors.mapping(Pair::group, Collectors.toList())));
    }

    /// @return whether there was one
    boolean delete(Tx tx, String id) {
        return tx.sql("delete from signup_tokens where id = :id").bind("id", id).update() == 1;
    }

    /// Whether an account could be made with it now.
    boolean usable(Tx tx, String token) {
        return tx.sql("""
                select 1 from signup_tokens
                 where token_hash = :hash and expires_at > :now and usage_count < usage_limit
                """)
                .bind("hash", Hashes.sha256Hex(token))
                .bind("now", tx.now())
                .exists();
    }

    /// What a use of a token gives.
    record Used(String id, List<GroupId> groups) {}

    /// Takes one use. Should the account not come about, the transaction gives it back.
    Optional<Used> use(Tx tx, String token) {
        return tx.sql("""
                update signup_tokens set usage_count = usage_count + 1
                 where token_hash = :hash and expires_at > :now and usage_count < usage_limit
                returning id
                """)
                .bind("hash", Hashes.sha256Hex(token))
                .bind("now", tx.now())
                .first(row -> row.text("id"))
                .map(id -> new Used(id, groups(tx, List.of(id)).getOrDefault(id, List.of())));
    }

    static int removeExpired(Tx tx, int most) {
        return tx.sql("""
                delete from signup_tokens
                 where id in (select id from signup_tokens where expires_at <= :now limit :most)
                """).bind("now", tx.now()).bind("most", most).update();
    }
}
