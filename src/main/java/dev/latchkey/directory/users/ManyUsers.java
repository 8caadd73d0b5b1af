package dev.latchkey.directory.users;

import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.db.ConstraintViolation;
import dev.latchkey.platform.db.Dialect;
import dev.latchkey.platform.db.Sql;
import dev.latchkey.platform.db.Tx;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The rules of [Users] for many accounts at once, with one statement for all of them. Callers write the audit entries.
public final class ManyUsers {
    private ManyUsers() {}

    /// Those of the named who exist, by id and in the order they were named; nobody else changes these accounts before
    /// the transaction ends.
    public static Map<UserId, User> getForUpdate(Tx tx, Collection<UserId> ids) {
        // In one order, so that two who lock some of the same people never wait for each other.
        var lock = tx.dialect() == Dialect.POSTGRESQL ? " for update" : "";
        var stored = new LinkedHashMap<UserId, User>();
        tx.sql("""
                select id, username, email, email_verified, first_name, last_name, display_name, is_admin, locale,
                       disabled, picture, created_at, updated_at
                  from users where id in (:ids) order by id
                """ + lock)
                .bind("ids", ids.stream().map(UserId::value).toList())
                .list(Users::user)
                .forEach(user -> stored.put(user.id(), user));
        var named = new LinkedHashMap<UserId, User>();
        for (var id : ids) {
            Optional.ofNullable(stored.get(id)).ifPresent(user -> named.put(id, user));
        }
        return named;
    }

    /// Who of those that are to stop administering cannot: the last of them, if nobody else is left who administers.
    ///
    /// @param leaving locked by [#getForUpdate]
    /// @return why, by id
    public static Map<UserId, Refusal> refusedAsLastAdministrator(Tx tx, Collection<User> leaving) {
        var administrators = leaving.stream()
                .filter(LastAdministrator::administers)
                .map(User::id)
                .toList();
        return administrators.isEmpty() || LastAdministrator.othersAdminister(tx, administrators)
                ? Map.of()
                : Map.of(administrators.getLast(), LastAdministrator.refusal());
    }

    public static void setDisabled(Tx tx, Collection<User> users, boolean disabled) {
        Disabling.set(tx, users.stream().map(User::id).toList(), disabled);
    }

    /// What tells accounts apart.
    public enum Key {
        ID("id"),
        USERNAME("username_folded"),
        EMAIL("email_folded");

        private final String column;

        Key(String column) {
            this.column = column;
        }
    }

    /// Which of these are somebody's; usernames and addresses are folded ([Users#fold]).
    public static Set<String> taken(Tx tx, Key key, Collection<String> wanted) {
        var taken = new HashSet<String>();
        var all = List.copyOf(wanted);
        for (int from = 0; from < all.size(); from += Users.MOST_IN_ONE_STATEMENT) {
            var some = all.subList(from, Math.min(all.size(), from + Users.MOST_IN_ONE_STATEMENT));
            taken.addAll(tx.sql("select " + key.column + " as taken from users where " + key.column + " in (:some)")
                    .bind("some", some)
                    .list(row -> row.text("taken")));
        }
        return taken;
    }

    /// Makes accounts.
    ///
    /// @throws dev.latchkey.platform.RefusalException `already_in_use`, if somebody has an id, a name or an address
    public static void create(Tx tx, Map<UserId, NewUser> accounts) {
        try {
            insert(tx, accounts);
        } catch (ConstraintViolation e) {
            throw Users.inUse(e);
        }
    }

    static void insert(Tx tx, Map<UserId, NewUser> accounts) {
        tx.sql("""
                insert into users (id, username, username_folded, email, email_folded, email_verified, first_name,
                                   last_name, display_name, search_text, is_admin, locale, disabled, created_at,
                                   updated_at)
                values (:id, :username, :usernameFolded, :email, :emailFolded, :emailVerified, :firstName, :lastName,
                        :displayName, :searchText, :admin, :locale, :disabled, :now, :now)
                """)
                .bind("now", tx.now())
                .updateEach(accounts.entrySet(), (sql, one) -> bind(sql, one.getKey(), one.getValue()));
    }

    private static void bind(Sql sql, UserId id, NewUser account) {
        var details = account.details();
        sql.bind("id", id.value())
                .bind("username", details.username())
                .bind("usernameFolded", Users.fold(details.username()))
                .bind("email", details.email().orElse(null))
                .bind("emailFolded", details.email().map(Users::fold).orElse(null))
                .bind("emailVerified", account.emailVerified())
                .bind("firstName", details.firstName())
                .bind("lastName", details.lastName())
                .bind("displayName", details.displayName())
                .bind("searchText", details.searchText())
                .bind("admin", account.administrator())
                .bind("locale", details.locale().orElse(null))
                .bind("disabled", account.disabled());
    }

    /// Ends accounts and all that hangs from them.
    public static void delete(Tx tx, Collection<User> users) {
        tx.sql("delete from users where id in (:ids)").bind("ids", ids(users)).update();
    }

    private static List<String> ids(Collection<User> users) {
        return users.stream().map(user -> user.id().value()).toList();
    }
}
