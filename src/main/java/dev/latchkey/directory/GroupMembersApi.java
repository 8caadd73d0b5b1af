package dev.latchkey.directory;

import dev.latchkey.audit.Changes;
import dev.latchkey.directory.groups.Group;
import dev.latchkey.directory.groups.Groups;
import dev.latchkey.directory.users.ManyUsers;
import dev.latchkey.directory.users.User;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Area;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.ListQuery;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import java.util.Collection;
import java.util.List;

/// `/api/user-groups/{id}/members`: who is in a group, page by page, and people in and out of it. Two who change the
/// members of a group at the same time both have their way, since each says only whom to add or to remove.
final class GroupMembersApi {
    private static final int MOST = 1000;

    private final Db db;
    private final Groups groups;
    private final GroupsApi api;

    GroupMembersApi(Db db, Groups groups, GroupsApi api) {
        this.db = db;
        this.groups = groups;
        this.api = api;
    }

    void routes(Routes routes) {
        routes.administrator(Area.GROUPS)
                .get("/api/user-groups/{id}/members", this::list)
                .post("/api/user-groups/{id}/members", this::add)
                .delete("/api/user-groups/{id}/members/{userId}", this::remove);
    }

    private Reply list(Call call) {
        var query = ListQuery.of(call);
        return Reply.json(200, db.read(tx -> {
            var group = groups.get(tx, GroupsApi.id(call));
            return groups.members(tx, group.id(), query).map(UserView::of);
        }));
    }

    private Reply add(Call call) {
        var ids = NamedPeople.atMost(MOST, call.json());
        return db.write(tx -> {
            var group = locked(tx, call);
            var people = ManyUsers.getForUpdate(tx, ids);
            people.keySet().retainAll(groups.addMembers(tx, group.id(), people.keySet()));
            record(tx, call, group, new Changes().list("members", List.of(), usernames(people.values())));
            return Reply.empty(204);
        });
    }

    private Reply remove(Call call) {
        var path = call.path("userId");
        return db.write(tx -> {
            var group = locked(tx, call);
            if (path.isBlank()) {
                throw Refusal.NotFound.user().asException();
            }
            var people = ManyUsers.getForUpdate(tx, List.of(new UserId(path)));
            people.keySet().retainAll(groups.removeMembers(tx, group.id(), people.keySet()));
            if (people.isEmpty()) {
                throw Refusal.NotFound.user().asException();
            }
            record(tx, call, group, new Changes().list("members", usernames(people.values()), List.of()));
            return Reply.empty(204);
        });
    }

    /// In the order in which whoever replaces all the members takes the locks.
    private Group locked(Tx tx, Call call) {
        var id = GroupsApi.id(call);
        groups.lock(tx, id);
        return groups.get(tx, id);
    }

    private void record(Tx tx, Call call, Group group, Changes changes) {
        api.record(tx, call, "GROUP_MEMBERS_UPDATED", group, changes);
    }

    private static List<String> usernames(Collection<User> people) {
        return people.stream().map(User::username).toList();
    }
}
