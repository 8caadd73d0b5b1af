package dev.latchkey.directory.claims;

import dev.latchkey.directory.groups.GroupId;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.FieldChecks;
import dev.latchkey.platform.http.Json;
import dev.latchkey.platform.http.JsonBody;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;

/// The claims of people and groups. Callers write the audit entry, since they know who asked.
public final class CustomClaims {
    /// What the protocol itself says in a token, and what the standard scopes release.
    private static final Set<String> RESERVED = Set.of(
            "given_name",
            "family_name",
            "name",
            "email",
            "email_verified",
            "preferred_username",
            "display_name",
            "picture",
            "groups",
            "type",
            "sub",
            "iss",
            "aud",
            "exp",
            "iat",
            "auth_time",
            "nonce",
            "acr",
            "amr",
            "azp",
            "client_id",
            "nbf",
            "jti",
            "sid",
            "scope",
            "scp",
            "at_hash",
            "c_hash",
            "rat");

    /// Without its type: preparing for it costs a tenth of the server's start.
    private static final ObjectReader VALUE = Json.mapper()
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /// Reads claims as they are sent: each a key and a value, no key twice, none that is reserved.
    ///
    /// @throws dev.latchkey.platform.RefusalException `validation_failed`, `duplicate_claim`, `reserved_claim`
    public static List<CustomClaim> parse(List<JsonBody> bodies) {
        var claims = bodies.stream().map(CustomClaims::parse).toList();
        var keys = new HashSet<String>();
        for (var claim : claims) {
            if (!keys.add(claim.key())) {
                throw refused(
                        "duplicate_claim",
                        "Claim " + claim.key() + " is already defined",
                        new Refusal.Field("key", "duplicate", "is listed more than once"),
                        claim.key());
            }
        }
        for (var claim : claims) {
            if (RESERVED.contains(claim.key())) {
                throw refused(
                        "reserved_claim",
                        "Claim " + claim.key() + " is reserved and can't be used",
                        new Refusal.Field("key", "reserved", "is reserved"),
                        claim.key());
            }
        }
        return claims;
    }

    private static CustomClaim parse(JsonBody body) {
        var key = body.text("key");
        var value = body.text("value");
        var checks = new FieldChecks();
        key = checks.of("key", key).required().composed();
        value = checks.of("value", value).required().composed();
        checks.done();
        return new CustomClaim(key, value);
    }

    private static RuntimeException refused(String code, String message, Refusal.Field field, String key) {
        return new Refusal.Unusable(code, message, List.of(field), Map.of("key", key)).asException();
    }

    /// The claims of several people, by key; one statement for all of them.
    public Map<UserId, List<CustomClaim>> ofUsers(Tx tx, Collection<UserId> users) {
        var claims = new HashMap<UserId, List<CustomClaim>>();
        tx.sql("""
                select user_id, claim, value from user_claims where user_id in (:users) order by claim
                """)
                .bind("users", users.stream().map(UserId::value).toList())
                .list(row -> claims.computeIfAbsent(new UserId(row.text("user_id")), _ -> new ArrayList<>())
                        .add(new CustomClaim(row.text("claim"), row.text("value"))));
        return claims;
    }

    /// The claims of several groups, by key; one statement for all of them.
    public Map<GroupId, List<CustomClaim>> ofGroups(Tx tx, Collection<GroupId> groups) {
        var claims = new HashMap<GroupId, List<CustomClaim>>();
        tx.sql("""
                select group_id, claim, value from group_claims where group_id in (:groups) order by claim
                """)
                .bind("groups", groups.stream().map(GroupId::value).toList())
                .list(row -> claims.computeIfAbsent(new GroupId(row.text("group_id")), _ -> new ArrayList<>())
                        .add(new CustomClaim(row.text("claim"), row.text("value"))));
        return claims;
    }

    /// Gives somebody exactly these claims.
    public void set(Tx tx, UserId user, List<CustomClaim> claims) {
        tx.sql("delete from user_claims where user_id = :user")
                .bind("user", user.value())
                .update();
        for (var claim : claims) {
            tx.sql("insert into user_claims (user_id, claim, value) values (:user, :claim, :value)")
                    .bind("user", user.value())
                    .bind("claim", claim.key())
                    .bind("value", claim.value())
                    .update();
        }
    }

    /// Gives these claims to several people who have none.
    public void giveAll(Tx tx, Collection<UserId> users, List<CustomClaim> claims) {
        for (var claim : claims) {
            tx.sql("insert into user_claims (user_id, claim, value) values (:user, :claim, :value)")
                    .bind("claim", claim.key())
                    .bind("value", claim.value())
                    .updateEach(users, (sql, user) -> sql.bind("user", user.value()));
        }
    }

    /// Gives a group exactly these claims.
    public void set(Tx tx, GroupId group, List<CustomClaim> claims) {
        tx.sql("delete from group_claims where group_id = :group")
                .bind("group", group.value())
                .update();
        for (var claim : claims) {
            tx.sql("insert into group_claims (group_id, claim, value) values (:group, :claim, :value)")
                    .bind("group", group.value())
                    .bind("claim", claim.key())
                    .bind("value", claim.value())
                    .update();
        }
    }

    /// The keys in use, the most used first.
    public List<String> keys(Tx tx) {
        return tx.sql("""
                select claim, count(*) as uses
                  from (select claim from user_claims union all select claim from group_claims) every_use
                 group by claim order by uses desc, claim
                """).list(row -> row.text("claim"));
    }

    /// Whether the protocol or a standard scope has a use of its own for this name.
    public static boolean reserved(String key) {
        return RESERVED.contains(key);
    }

    /// What a stored value is released as. `null` is a text here: a claim without a value would not be released at all.
    public static Object value(String text) {
        try {
            Object parsed = VALUE.forType(Object.class).readValue(text);
            return parsed == null ? text : parsed;
        } catch (JacksonException e) {
            return text;
        }
    }
}
