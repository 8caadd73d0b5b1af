package dev.latchkey.directory.users;

import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.crypto.Alphabet;
import dev.latchkey.platform.crypto.Uuid7;
import dev.latchkey.platform.db.ConstraintViolation;
import dev.latchkey.platform.db.Containing;
import dev.latchkey.platform.db.Dialect;
import dev.latchkey.platform.db.Row;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.ListQuery;
import dev.latchkey.platform.http.Listing;
import dev.latchkey.platform.http.Page;
import dev.latchkey.platform.images.StoredImage;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The accounts, and the rules over them: names are unique, and somebody can always administer.
///
/// Callers write the audit entry, since they know who asked.
public final class Users {
    /// Well below what either database takes as parameters.
    static final int MOST_IN_ONE_STATEMENT = 1000;

    private static final Listing LISTING = Listing.of("users", """
            id, username, email, email_verified, first_name, last_name, display_name, is_admin, locale, disabled,
            picture, created_at, updated_at
            """)
            .sort("createdAt", "created_at")
            .sort("username", "username_folded")
            .sort("email", "email_folded")
            .sort("emailVerified", "email_verified")
            .sort("firstName", "first_name")
            .sort("lastName", "last_name")
            .sort("displayName", "display_name")
            .sort("isAdmin", "is_admin")
            .sort("disabled", "disabled")
            .filterFlag("emailVerified", "email_verified")
            .filterFlag("isAdmin", "is_admin")
            .filterFlag("disabled", "disabled")
            .filterFlag("hasPasskey", "(exists (select 1 from passkeys p where p.user_id = users.id))");

    private final SecureRandom random;

    public Users(SecureRandom random) {
        this.random = random;
    }

    /// What two names have in common that are the same but for their case.
    public static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    public Optional<User> find(Tx tx, UserId id) {
        return tx.sql("""
                select id, username, email, email_verified, first_name, last_name, display_name, is_admin, locale,
                       disabled, picture, created_at, updated_at
                  from users where id = :id
                """).bind("id", id.value()).first(Users::user);
    }

    /// @throws dev.latchkey.platform.RefusalException `user_not_found`
    public User get(Tx tx, UserId id) {
        return find(tx, id).orElseThrow(() -> Refusal.NotFound.user().asException());
    }

    /// A few people, by id; those who do not exist are left out.
    public Map<UserId, User> byId(Tx tx, Collection<UserId> ids) {
        var found = new HashMap<UserId, User>();
        if (!ids.isEmpty()) {
            tx.sql("""
                    select id, username, email, email_verified, first_name, last_name, display_name, is_admin, locale,
                           disabled, picture, created_at, updated_at
                      from users where id in (:ids)
                    """)
                    .bind("ids", ids.stream().map(UserId::value).distinct().toList())
                    .list(Users::user)
                    .forEach(user -> found.put(user.id(), user));
        }
        return found;
    }

    /// In any case.
    public Optional<User> byUsername(Tx tx, String username) {
        return tx.sql("""
                select id, username, email, email_verified, first_name, last_name, display_name, is_admin, locale,
                       disabled, picture, created_at, updated_at
                  from users where username_folded = :username
                """).bind("username", fold(username)).first(Users::user);
    }

    /// In any case.
    public Optional<User> byEmail(Tx tx, String email) {
        return tx.sql("""
                select id, username, email, email_verified, first_name, last_name, display_name, is_admin, locale,
                       disabled, picture, created_at, updated_at
                  from users where email_folded = :email
                """).bind("email", fold(email)).first(Users::user);
    }

    /// As [#get], and nobody else changes this account before the transaction ends.
    public User getForUpdate(Tx tx, UserId id) {
        tx.sql("update users set updated_at = :now where id = :id")
                .bind("now", tx.now())
                .bind("id", id.value())
                .update();
        return get(tx, id);
    }

    /// What a transaction counts or replaces of a person's things is not changed by another at the same moment: SQLite
    /// has one writer anyway, PostgreSQL gets a lock on the person that the second waits for.
    public void lock(Tx tx, UserId id) {
        if (tx.dialect() == Dialect.POSTGRESQL) {
            // Weaker than `for update`, so that a row which refers to the person waits for nothing.
            tx.sql("select 1 from users where id = :id for no key update")
                    .bind("id", id.value())
                    .exists();
        }
    }

    /// Whether anybody has an account yet.
    public boolean any(Tx tx) {
        return tx.sql("select 1 from users where id <> :static limit 1")
                .bind("static", UserId.STATIC_API_USER.value())
                .exists();
    }

    /// Makes the account of the API key that stands in the environment.
    public User createStaticApiUser(Tx tx) {
        var username = "static-api-user-" + Alphabet.ALPHANUMERIC.random(random, 6);
        var name = "Static API User";
        var details = new UserDetails(username, Optional.empty(), name, "", name, Optional.empty());
        return create(tx, new NewUser(Optional.of(UserId.STATIC_API_USER), details, false, true, false));
    }

    /// @return whether there was one
    public boolean deleteStaticApiUser(Tx tx) {
        return tx.sql("delete from users where id = :id")
                        .bind("id", UserId.STATIC_API_USER.value())
                        .update()
                == 1;
    }

    /// What people are called, by id; those who do not exist are left out.
    public Map<String, String> usernames(Tx tx, Collection<String> ids) {
        var names = new HashMap<String, String>();
        var all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += MOST_IN_ONE_STATEMENT) {
            var some = all.subList(from, Math.min(all.size(), from + MOST_IN_ONE_STATEMENT));
            tx.sql("select id, username from users where id in (:ids)")
                    .bind("ids", some)
                    .list(row -> names.put(row.text("id"), row.text("username")));
        }
        return names;
    }

    /// The ids of people whom the list's search would find by what they are called; of more than a thousand, some.
    public List<String> matching(Tx tx, String text) {
        var called = Containing.of(tx.dialect(), "search_text", text);
        return called.bind(tx.sql("select id from users where " + called.sql() + " order by search_text limit :most"))
                .bind("most", MOST_IN_ONE_STATEMENT)
                .list(row -> row.text("id"));
    }

    /// The next people by username, for what goes through all of them.
    ///
    /// @param username whom they come after; empty to begin
    public List<User> after(Tx tx, String username, int most) {
        return tx.sql("""
                select id, username, email, email_verified, first_name, last_name, display_name, is_admin, locale,
                       disabled, picture, created_at, updated_at
                  from users where username_folded > :after order by username_folded limit :most
                """).bind("after", fold(username)).bind("most", most).list(Users::user);
    }

    /// A search finds people by what they are called, and by what the groups they are in are called. Groups are few, so
    /// they are looked up first: who is called something costs no look at anybody's groups.
    public Page<User> list(Tx tx, ListQuery query) {
        var groups = query.search().map(text -> groupsCalled(tx, text)).orElse(List.of());
        if (groups.isEmpty()) {
            return LISTING.page(tx, query, Users::user);
        }
        return LISTING.alsoFound("select m.user_id as id from group_members m where m.group_id in (:groups)")
                .page(tx, query, Map.of("groups", groups), Users::user);
    }

    private static List<String> groupsCalled(Tx tx, String text) {
        var called = Containing.of(tx.dialect(), "search_text", text);
        return called.bind(tx.sql("select id from user_groups where " + called.sql() + " limit :most"))
                .bind("most", MOST_IN_ONE_STATEMENT)
                .list(row -> row.text("id"));
    }

    /// Makes an account.
    ///
    /// @throws dev.latchkey.platform.RefusalException `already_in_use`, with the property
    public User create(Tx tx, NewUser created) {
        var details = created.details();
        var id = created.id().orElseGet(() -> newId(tx));
        refuseUsed(tx, id, details);
        if (find(tx, id).isPresent()) {
            throw Refusal.Conflict.inUse("id").asException();
        }
        try {
            ManyUsers.insert(tx, Map.of(id, created));
        } catch (ConstraintViolation e) {
            throw inUse(e);
        }
        return get(tx, id);
    }

    /// An id for somebody who is about to be added.
    public UserId newId(Tx tx) {
        return new UserId(Uuid7.next(tx.now(), random));
    }

    /// Writes all of an account.
    ///
    /// @param rights what only administrators decide
    /// @throws dev.latchkey.platform.RefusalException `user_not_found`, `already_in_use`, `last_administrator`
    public User update(Tx tx, UserId id, UserDetails details, Rights rights) {
        var before = getForUpdate(tx, id);
        if (LastAdministrator.administers(before) && (!rights.administrator() || rights.disabled())) {
            LastAdministrator.refuse(tx, id);
        }
        refuseUsed(tx, id, details);
        try {
            tx.sql("""
                    update users
                       set username = :username, username_folded = :usernameFolded, email = :email,
                           email_folded = :emailFolded, email_verified = :emailVerified, first_name = :firstName,
                           last_name = :lastName, display_name = :displayName, search_text = :searchText,
                           is_admin = :admin, locale = :locale, updated_at = :now
                     where id = :id
                    """)
                    .bind("id", id.value())
                    .bind("username", details.username())
                    .bind("usernameFolded", fold(details.username()))
                    .bind("email", details.email().orElse(null))
                    .bind("emailFolded", details.email().map(Users::fold).orElse(null))
                    .bind("emailVerified", rights.emailVerified())
                    .bind("firstName", details.firstName())
                    .bind("lastName", details.lastName())
                    .bind("displayName", details.displayName())
                    .bind("searchText", details.searchText())
                    .bind("admin", rights.administrator())
                    .bind("locale", details.locale().orElse(null))
                    .bind("now", tx.now())
                    .update();
        } catch (ConstraintViolation e) {
            throw inUse(e);
        }
        Disabling.set(tx, List.of(id), rights.disabled());
        return get(tx, id);
    }

    /// The person has shown that an address is theirs, provided that they still have it.
    public void emailVerified(Tx tx, UserId id, String email) {
        tx.sql("update users set email_verified = true, updated_at = :now where id = :id and email = :email")
                .bind("id", id.value())
                .bind("email", email)
                .bind("now", tx.now())
                .update();
    }

    /// Gives somebody a picture, or takes theirs away. Nothing else of the account changes, not even when it last did.
    ///
    /// @return the one they had, which nothing names any longer
    /// @throws dev.latchkey.platform.RefusalException `user_not_found`
    public Optional<StoredImage> setPicture(Tx tx, UserId id, Optional<StoredImage> picture) {
        // One after the other, so that each sees, and removes, the picture that the one before it left.
        tx.sql("update users set picture = picture where id = :id")
                .bind("id", id.value())
                .update();
        var former = get(tx, id).ownPicture();
        tx.sql("update users set picture = :picture where id = :id")
                .bind("picture", picture.map(StoredImage::text).orElse(null))
                .bind("id", id.value())
                .update();
        return former;
    }

    /// What only administrators decide about an account.
    public record Rights(boolean emailVerified, boolean administrator, boolean disabled) {}

    /// Ends an account and all that hangs from it.
    ///
    /// @return what it was
    /// @throws dev.latchkey.platform.RefusalException `user_not_found`, `last_administrator`
    public User delete(Tx tx, UserId id) {
        var user = getForUpdate(tx, id);
        if (LastAdministrator.administers(user)) {
            LastAdministrator.refuse(tx, id);
        }
        tx.sql("delete from users where id = :id").bind("id", id.value()).update();
        return user;
    }

    /// Which property of a new account somebody else has already: `email` or `username`.
    public Optional<String> inUse(Tx tx, UserDetails details) {
        if (details.email().flatMap(email -> byEmail(tx, email)).isPresent()) {
            return Optional.of("email");
        }
        return byUsername(tx, details.username()).map(_ -> "username");
    }

    private static void refuseUsed(Tx tx, UserId id, UserDetails details) {
        var emailFolded = details.email().map(Users::fold);
        boolean email = emailFolded.isPresent()
                && tx.sql("select 1 from users where email_folded = :email and id <> :id")
                        .bind("email", emailFolded.get())
                        .bind("id", id.value())
                        .exists();
        if (email) {
            throw Refusal.Conflict.inUse("email").asException();
        }
        boolean username = tx.sql("select 1 from users where username_folded = :username and id <> :id")
                .bind("username", fold(details.username()))
                .bind("id", id.value())
                .exists();
        if (username) {
            throw Refusal.Conflict.inUse("username").asException();
        }
    }

    /// Somebody else took the name since it was looked up.
    static RuntimeException inUse(ConstraintViolation e) {
        if (e.kind() != ConstraintViolation.Kind.UNIQUE) {
            return e;
        }
        var property = e.names("email_folded") ? "email" : e.names("username_folded") ? "username" : "id";
        return Refusal.Conflict.inUse(property).asException();
    }

    /// The person of a row that has the columns of `users`, for who joins them.
    public static User user(Row row) {
        return new User(
                new UserId(row.text("id")),
                row.text("username"),
                row.optionalText("email"),
                row.flag("email_verified"),
                row.text("first_name"),
                row.text("last_name"),
                row.text("display_name"),
                row.flag("is_admin"),
                row.optionalText("locale"),
                row.flag("disabled"),
                StoredImage.parse(row.optionalText("picture")),
                row.instant("created_at"),
                row.instant("updated_at"));
    }
}
