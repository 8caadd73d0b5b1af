package dev.latchkey.clients;

import dev.latchkey.directory.groups.Group;
import dev.latchkey.directory.groups.GroupId;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.platform.db.Tx;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which groups a restricted app is for.
final class AllowedGroups {
    boolean includes(Tx tx, ClientId client, UserId user) {
        return tx.sql("""
                select 1 from client_allowed_groups a
                  join group_members m on m.group_id = a.group_id
                 where a.client_id = :client and m.user_id = :user
                """)
                .bind("client", client.value())
                .bind("user", user.value())
                .exists();
    }

    /// By name.
    List<Group> of(Tx tx, ClientId client) {
        return tx.sql("""
                select g.id, g.name, g.friendly_name, g.created_at
                  from client_allowed_groups a join user_groups g on g.id = a.group_id
                 where a.client_id = :client
                 order by g.name, g.id
                """)
                .bind("client", client.value())
                .list(row -> new Group(
                        new GroupId(row.text("id")),
                        row.text("name"),
                        row.text("friendly_name"),
                        row.instant("created_at")));
    }

    /// How many groups each of several apps allows; an app without any is left out.
    Map<ClientId, Long> counts(Tx tx, Collection<ClientId> clients) {
        var counts = new HashMap<ClientId, Long>();
        tx.sql("""
                select client_id, count(*) as allowed from client_allowed_groups
                 where client_id in (:clients) group by client_id
                """)
                .bind("clients", clients.stream().map(ClientId::value).toList())
                .list(row -> counts.put(new ClientId(row.text("client_id")), row.number("allowed")));
        return counts;
    }

    /// Allows exactly these groups; the caller has locked the app. Ids of no group are dropped.
    void set(Tx tx, ClientId client, Collection<String> groups) {
        tx.sql("delete from client_allowed_groups where client_id = :client")
                .bind("client", client.value())
                .update();
        tx.sql("""
                insert into client_allowed_groups (client_id, group_id)
                select :client, id from user_groups where id in (:groups)
                on conflict do nothing
                """).bind("client", client.value()).bind("groups", groups).update();
    }

    /// Lets exactly these apps list a group, which the caller has locked. Ids of no app are dropped.
    void setAppsOf(Tx tx, GroupId group, Collection<String> clients) {
        tx.sql("delete from client_allowed_groups where group_id = :group")
                .bind("group", group.value())
                .update();
        tx.sql("""
                insert into client_allowed_groups (client_id, group_id)
                select id, :group from clients where id in (:clients)
                on conflict do nothing
                """).bind("group", group.value()).bind("clients", clients).update();
    }
}
