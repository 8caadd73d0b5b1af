package dev.latchkey.directory;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.audit.Changes;
import dev.latchkey.directory.claims.CustomClaims;
import dev.latchkey.directory.groups.Group;
import dev.latchkey.directory.groups.GroupDetails;
import dev.latchkey.directory.groups.GroupId;
import dev.latchkey.directory.groups.Groups;
import dev.latchkey.directory.users.User;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Area;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Caller;
import dev.latchkey.platform.http.EntityTags;
import dev.latchkey.platform.http.ListQuery;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/// `/api/user-groups`.
final class GroupsApi {
    private final Db db;
    private final Groups groups;
    private final CustomClaims claims;
    private final Audit audit;
    private final Directory.AppsOfGroup apps;

    GroupsApi(Db db, Groups groups, CustomClaims claims, Audit audit, Directory.AppsOfGroup apps) {
        this.db = db;
        this.groups = groups;
        this.claims = claims;
        this.audit = audit;
        this.apps = apps;
    }

    void routes(Routes routes) {
        routes.administrator(Area.GROUPS)
                .get("/api/user-groups", this::list)
                .post("/api/user-groups", this::create)
                .get("/api/user-groups/{id}", this::get)
                .put("/api/user-groups/{id}", this::update)
                .delete("/api/user-groups/{id}", this::delete)
                .get("/api/user-groups/{id}/details", this::details)
                .put("/api/user-groups/{id}/details", this::updateDetails)
                .put("/api/user-groups/{id}/users", this::setMembers);
    }

    GroupView view(Tx tx, GroupId id) {
        var group = groups.get(tx, id);
        return GroupView.of(
                group,
                claims.ofGroups(tx, List.of(id)).getOrDefault(id, List.of()),
                groups.members(tx, id),
                apps.of(tx, id));
    }

    private GroupAloneView alone(Tx tx, GroupId id) {
        var group = groups.get(tx, id);
        return GroupAloneView.of(group, claims.ofGroups(tx, List.of(id)).getOrDefault(id, List.of()), apps.of(tx, id));
    }

    /// A change may be based on the group as either of its addresses shows it.
    ///
    /// @throws dev.latchkey.platform.RefusalException `changed_meanwhile`
    void refuseUnlessStill(Call call, Tx tx, GroupId id) {
        EntityTags.refuseUnlessStill(call, List.of(() -> alone(tx, id), () -> view(tx, id)));
    }

    private Reply list(Call call) {
        var query = ListQuery.of(call);
        return Reply.json(200, db.read(tx -> {
            var page = groups.list(tx, query);
            var ids = page.data().stream().map(Group::id).toList();
            var claimsOf = claims.ofGroups(tx, ids);
            var sizes = groups.sizes(tx, ids);
            return page.map(group -> GroupMinimalView.of(
                    group, claimsOf.getOrDefault(group.id(), List.of()), sizes.getOrDefault(group.id(), 0L)));
        }));
    }

    private Reply get(Call call) {
        return EntityTags.shown(db.read(tx -> view(tx, id(call))));
    }

    private Reply details(Call call) {
        return EntityTags.shown(db.read(tx -> alone(tx, id(call))));
    }

    private Reply create(Call call) {
        var details = GroupDetails.from(call.json());
        return Reply.json(201, db.write(tx -> {
            var group = groups.create(tx, details);
            audit.record(tx, entry(call, "GROUP_CREATED", group).changes(Changes.made(fields(group))));
            return GroupView.of(group);
        }));
    }

    private Reply update(Call call) {
        return update(call, this::view);
    }

    private Reply updateDetails(Call call) {
        return update(call, this::alone);
    }

    private Reply update(Call call, BiFunction<Tx, GroupId, ?> shown) {
        var details = GroupDetails.from(call.json());
        return Reply.json(200, db.write(tx -> {
            groups.lock(tx, id(call));
            var before = groups.get(tx, id(call));
            refuseUnlessStill(call, tx, before.id());
            var group = groups.update(tx, before.id(), details);
            record(tx, call, "GROUP_UPDATED", group, Changes.between(fields(before), fields(group)));
            return shown.apply(tx, group.id());
        }));
    }

    private Reply delete(Call call) {
        return db.write(tx -> {
            var group = groups.get(tx, id(call));
            groups.delete(tx, group.id());
            audit.record(tx, entry(call, "GROUP_DELETED", group));
            return Reply.empty(204);
        });
    }

    private Reply setMembers(Call call) {
        var members = NamedPeople.in(call.json());
        return Reply.json(200, db.write(tx -> {
            groups.lock(tx, id(call));
            var group = groups.get(tx, id(call));
            EntityTags.refuseUnlessStill(call, () -> view(tx, group.id()));
            var before = usernames(tx, group.id());
            groups.setMembers(tx, group.id(), members);
            var changes = new Changes().list("members", before, usernames(tx, group.id()));
            record(tx, call, "GROUP_MEMBERS_UPDATED", group, changes);
            return view(tx, group.id());
        }));
    }

    private List<String> usernames(Tx tx, GroupId group) {
        return groups.members(tx, group).stream().map(User::username).toList();
    }

    private static Map<String, String> fields(Group group) {
        return Map.of("name", group.name(), "friendlyName", group.friendlyName());
    }

    /// Saving what is there already changes nothing, and leaves no entry.
    void record(Tx tx, Call call, String event, Group group, Changes changes) {
        if (!changes.none()) {
            audit.record(tx, entry(call, event, group).changes(changes));
        }
    }

    private static AuditEntry entry(Call call, String event, Group group) {
        return AuditEntry.of(call, event)
                .actor(call.caller(Caller.class).userId())
                .data("groupId", group.id().value())
                .data("groupName", group.name());
    }

    static GroupId id(Call call) {
        var id = call.path("id");
        if (id.isBlank()) {
            throw Groups.notFound().asException();
        }
        return new GroupId(id);
    }
}
