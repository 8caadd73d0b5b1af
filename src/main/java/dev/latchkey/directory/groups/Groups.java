package dev.latchkey.directory.groups;

import dev.latchkey.directory.users.User;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.directory.users.Users;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.crypto.Uuid7;
import dev.latchkey.platform.db.ConstraintViolation;
import dev.latchkey.platform.db.Dialect;
import dev.latchkey.platform.db.Row;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.ListQuery;
import dev.latchkey.platform.http.Listing;
import dev.latchkey.platform.http.Page;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The groups and their members. Callers write the audit entry, since they know who asked.
public final class Groups {
    private static final Listing LISTING = Listing.of("user_groups", "id, name, friendly_name, created_at")
            .sort("createdAt", "created_at")
            .sort("friendlyName", "friendly_name")
            .sort("name", "name")
            .sortIfDirected("userCount", "(select count(*) from group_members where group_id = user_groups.id)");

    private static final Listing MEMBERS = Listing.of("""
                    (select u.id, u.username, u.username_folded, u.email, u.email_folded, u.email_verified,
                            u.first_name, u.last_name, u.display_name, u.is_admin, u.locale, u.disabled, u.picture,
                            u.created_at, u.updated_at, u.search_text
                       from group_members m join users u on u.id = m.user_id
                      where m.group_id = :group) members
                    """, """
                    id, username, email, email_verified, first_name, last_name, display_name, is_admin, locale,
                    disabled, picture, created_at, updated_at
                    """)
            .sort("createdAt", "created_at")
            .sort("displayName", "display_name")
            .sort("email", "email_folded")
            .sort("username", "username_folded");

    /// Well below what either database takes as parameters.
    private static final int MOST_IN_ONE_STATEMENT = 1000;

    private final SecureRandom random;

    public Groups(SecureRandom random) {
        this.random = random;
    }

    public Optional<Group> find(Tx tx, GroupId id) {
        return tx.sql("select id, name, friendly_name, created_at from user_groups where id = :id")
                .bind("id", id.value())
                .first(Groups::group);
    }

    /// @throws dev.latchkey.platform.RefusalException `not_found`
    public Group get(Tx tx, GroupId id) {
        return find(tx, id).orElseThrow(() -> notFound().asException());
    }

    /// Those of the named ones that exist, by id.
    public Map<GroupId, Group> byId(Tx tx, Collection<GroupId> ids) {
        var groups = new HashMap<GroupId, Group>();
        tx.sql("select id, name, friendly_name, created_at from user_groups where id in (:ids)")
                .bind("ids", ids.stream().map(GroupId::value).toList())
                .list(Groups::group)
                .forEach(group -> groups.put(group.id(), group));
        return groups;
    }

    /// Those of the named ones that exist, by name.
    public Map<String, Group> byName(Tx tx, Collection<String> names) {
        var groups = new HashMap<String, Group>();
        var all = List.copyOf(names);
        for (int from = 0; from < all.size(); from += MOST_IN_ONE_STATEMENT) {
            tx.sql("select id, name, friendly_name, created_at from user_groups where name in (:some)")
                    .bind("some", all.subList(from, Math.min(all.size(), from + MOST_IN_ONE_STATEMENT)))
                    .list(Groups::group)
                    .forEach(group -> groups.put(group.name(), group));
        }
        return groups;
    }

    public Page<Group> list(Tx tx, ListQuery query) {
        return LISTING.page(tx, query, Groups::group);
    }

    /// The groups somebody is in, by name.
    public List<Group> of(Tx tx, UserId user) {
        return of(tx, List.of(user)).getOrDefault(user, List.of());
    }

    /// The groups that several people are in, by name; one statement for all of them.
    public Map<UserId, List<Group>> of(Tx tx, Collection<UserId> users) {
        var groups = new HashMap<UserId, List<Group>>();
        tx.sql("""
                select m.user_id, g.id, g.name, g.friendly_name, g.created_at
                  from group_members m join user_groups g on g.id = m.group_id
                 where m.user_id in (:users)
                 order by g.name, g.id
                """)
                .bind("users", users.stream().map(UserId::value).toList())
                .list(row -> groups.computeIfAbsent(new UserId(row.text("user_id")), _ -> new ArrayList<>())
                        .add(group(row)));
        return groups;
    }

    /// Who is in a group, by username.
    public List<User> members(Tx tx, GroupId group) {
        return tx.sql("""
                select u.id, u.username, u.email, u.email_verified, u.first_name, u.last_name, u.display_name,
                       u.is_admin, u.locale, u.disabled, u.picture, u.created_at, u.updated_at
                  from group_members m join users u on u.id = m.user_id
                 where m.group_id = :group
                 order by u.username_folded
                """).bind("group", group.value()).list(Users::user);
    }

    /// Who is in a group, page by page.
    public Page<User> members(Tx tx, GroupId group, ListQuery query) {
        return MEMBERS.page(tx, query, Map.of("group", group.value()), Users::user);
    }

    /// How many people are in each of several groups; a group without any is left out.
    public Map<GroupId, Long> sizes(Tx tx, Collection<GroupId> groups) {
        var sizes = new HashMap<GroupId, Long>();
        tx.sql("""
                select group_id, count(*) as members from group_members
                 where group_id in (:groups) group by group_id
                """)
                .bind("groups", groups.stream().map(GroupId::value).toList())
                .list(row -> sizes.put(new GroupId(row.text("group_id")), row.number("members")));
        return sizes;
    }

    /// @throws dev.latchkey.platform.RefusalException `already_in_use`
    public Group create(Tx tx, GroupDetails details) {
        var id = new GroupId(Uuid7.next(tx.now(), random));
        store(tx, id, details, """
                insert into user_groups (id, name, friendly_name, search_text, created_at, updated_at)
                values (:id, :name, :friendlyName, :searchText, :now, :now)
                """);
        return get(tx, id);
    }

    /// @throws dev.latchkey.platform.RefusalException `not_found`, `already_in_use`
    public Group update(Tx tx, GroupId id, GroupDetails details) {
        get(tx, id);
        store(tx, id, details, """
                update user_groups
                   set name = :name, friendly_name = :friendlyName, search_text = :searchText, updated_at = :now
                 where id = :id
                """);
        return get(tx, id);
    }

    private static void store(Tx tx, GroupId id, GroupDetails details, String sql) {
        refuseUsed(tx, id, details);
        try {
            tx.sql(sql)
                    .bind("id", id.value())
                    .bind("name", details.name())
                    .bind("friendlyName", details.friendlyName())
                    .bind("searchText", details.searchText())
                    .bind("now", tx.now())
                    .update();
        } catch (ConstraintViolation e) {
            throw inUse(e);
        }
    }

    /// @throws dev.latchkey.platform.RefusalException `not_found`
    public void delete(Tx tx, GroupId id) {
        if (tx.sql("delete from user_groups where id = :id")
                        .bind("id", id.value())
                        .update()
                == 0) {
            throw notFound().asException();
        }
    }

    /// Two who replace something of a group at the same moment do so one after the other: SQLite has one writer anyway,
    /// PostgreSQL gets a lock on the group that the second waits for.
    public void lock(Tx tx, GroupId id) {
        if (tx.dialect() == Dialect.POSTGRESQL) {
            // Weaker than `for update`, so that a row which refers to the group waits for nothing.
            tx.sql("select 1 from user_groups where id = :id for no key update")
                    .bind("id", id.value())
                    .exists();
        }
    }

    /// Puts exactly these people into a group, which the caller has locked. Ids of nobody are dropped.
    public void setMembers(Tx tx, GroupId group, Collection<UserId> users) {
        tx.sql("delete from group_members where group_id = :group")
                .bind("group", group.value())
                .update();
        tx.sql("""
                insert into group_members (group_id, user_id)
                select :group, id from users where id in (:users)
                on conflict do nothing
                """)
                .bind("group", group.value())
                .bind("users", users.stream().map(UserId::value).distinct().toList())
                .update();
        touch(tx, List.of(group));
    }

    /// Puts somebody, whom the caller has locked, into exactly these groups. Ids of no group are dropped.
    public void setGroupsOf(Tx tx, UserId user, Collection<GroupId> groups) {
        tx.sql("delete from group_members where user_id = :user")
                .bind("user", user.value())
                .update();
        tx.sql("""
                insert into group_members (group_id, user_id)
                select id, :user from user_groups where id in (:groups)
                on conflict do nothing
                """)
                .bind("user", user.value())
                .bind("groups", groups.stream().map(GroupId::value).distinct().toList())
                .update();
        touch(tx, groups);
    }

    /// Puts people who are in no group yet into groups. Ids of no group are dropped.
    public void join(Tx tx, Map<UserId, List<GroupId>> groupsOf) {
        record Membership(UserId user, GroupId group) {}
        var memberships = groupsOf.entrySet().stream()
                .flatMap(of -> of.getValue().stream().distinct().map(group -> new Membership(of.getKey(), group)))
                .toList();
        tx.sql("insert into group_members (group_id, user_id) select id, :user from user_groups where id = :group")
                .updateEach(
                        memberships,
                        (sql, one) -> sql.bind("user", one.user().value())
                                .bind("group", one.group().value()));
        touch(tx, memberships.stream().map(Membership::group).distinct().toList());
    }

    /// Puts more people into a group.
    ///
    /// @param users who exist
    /// @return those who were not in it
    public Set<UserId> addMembers(Tx tx, GroupId group, Collection<UserId> users) {
        var members = membersAmong(tx, group, users);
        var added = new LinkedHashSet<>(users);
        added.removeAll(members);
        tx.sql("""
                insert into group_members (group_id, user_id)
                select :group, id from users where id in (:users)
                on conflict do nothing
                """)
                .bind("group", group.value())
                .bind("users", added.stream().map(UserId::value).toList())
                .update();
        touch(tx, List.of(group));
        return added;
    }

    /// Takes people out of a group.
    ///
    /// @return those who were in it
    public Set<UserId> removeMembers(Tx tx, GroupId group, Collection<UserId> users) {
        var removed = membersAmong(tx, group, users);
        tx.sql("delete from group_members where group_id = :group and user_id in (:users)")
                .bind("group", group.value())
                .bind("users", removed.stream().map(UserId::value).toList())
                .update();
        touch(tx, List.of(group));
        return removed;
    }

    private static Set<UserId> membersAmong(Tx tx, GroupId group, Collection<UserId> users) {
        return new HashSet<>(tx.sql("select user_id from group_members where group_id = :group and user_id in (:users)")
                .bind("group", group.value())
                .bind("users", users.stream().map(UserId::value).toList())
                .list(row -> new UserId(row.text("user_id"))));
    }

    private static void touch(Tx tx, Collection<GroupId> groups) {
        tx.sql("update user_groups set updated_at = :now where id in (:groups)")
                .bind("now", tx.now())
                .bind("groups", groups.stream().map(GroupId::value).distinct().toList())
                .update();
    }

    private static void refuseUsed(Tx tx, GroupId id, GroupDetails details) {
        boolean used = tx.sql("select 1 from user_groups where name = :name and id <> :id")
                .bind("name", details.name())
                .bind("id", id.value())
                .exists();
        if (used) {
            throw Refusal.Conflict.inUse("name").asException();
        }
    }

    /// Somebody else took the name since it was looked up.
    private static RuntimeException inUse(ConstraintViolation e) {
        return e.kind() == ConstraintViolation.Kind.UNIQUE
                ? Refusal.Conflict.inUse("name").asException()
                : e;
    }

    public static Refusal.NotFound notFound() {
        return Refusal.NotFound.of("User group");
    }

    private static Group group(Row row) {
        return new Group(
                new GroupId(row.text("id")), row.text("name"), row.text("friendly_name"), row.instant("created_at"));
    }
}
