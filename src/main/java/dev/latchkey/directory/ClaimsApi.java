package dev.latchkey.directory;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.audit.Changes;
import dev.latchkey.directory.claims.CustomClaim;
import dev.latchkey.directory.claims.CustomClaims;
import dev.latchkey.directory.groups.GroupId;
import dev.latchkey.directory.groups.Groups;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.directory.users.Users;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Area;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Caller;
import dev.latchkey.platform.http.EntityTags;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// `/api/custom-claims`.
final class ClaimsApi {
    private final Db db;
    private final Users users;
    private final Groups groups;
    private final CustomClaims claims;
    private final Audit audit;
    private final PeopleApi shownPeople;
    private final GroupsApi shownGroups;

    ClaimsApi(
            Db db,
            Users users,
            Groups groups,
            CustomClaims claims,
            Audit audit,
            PeopleApi shownPeople,
            GroupsApi shownGroups) {
        this.db = db;
        this.users = users;
        this.groups = groups;
        this.claims = claims;
        this.audit = audit;
        this.shownPeople = shownPeople;
        this.shownGroups = shownGroups;
    }

    void routes(Routes routes) {
        routes.administrator(Area.USERS)
                .get("/api/custom-claims/suggestions", _ -> Reply.json(200, db.read(claims::keys)))
                .put("/api/custom-claims/user/{userId}", this::setOfUser);
        routes.administrator(Area.GROUPS).put("/api/custom-claims/user-group/{userGroupId}", this::setOfGroup);
    }

    private Reply setOfUser(Call call) {
        var wanted = CustomClaims.parse(call.jsonArray());
        var path = call.path("userId");
        return Reply.json(200, db.write(tx -> {
            if (path.isBlank()) {
                throw Refusal.NotFound.user().asException();
            }
            users.lock(tx, new UserId(path));
            var user = users.get(tx, new UserId(path));
            Administrators.refuseRestricted(call, user.administrator());
            EntityTags.refuseUnlessStill(call, () -> shownPeople.view(tx, user));
            var before = claims.ofUsers(tx, List.of(user.id())).getOrDefault(user.id(), List.of());
            claims.set(tx, user.id(), wanted);
            var entry = entry(call).user(user.id().value()).data("username", user.username());
            record(tx, entry, before, wanted);
            return wanted;
        }));
    }

    private Reply setOfGroup(Call call) {
        var wanted = CustomClaims.parse(call.jsonArray());
        var path = call.path("userGroupId");
        return Reply.json(200, db.write(tx -> {
            if (path.isBlank()) {
                throw Groups.notFound().asException();
            }
            groups.lock(tx, new GroupId(path));
            var group = groups.get(tx, new GroupId(path));
            shownGroups.refuseUnlessStill(call, tx, group.id());
            var before = claims.ofGroups(tx, List.of(group.id())).getOrDefault(group.id(), List.of());
            claims.set(tx, group.id(), wanted);
            var entry = entry(call).data("groupId", group.id().value()).data("groupName", group.name());
            record(tx, entry, before, wanted);
            return wanted;
        }));
    }

    private static AuditEntry entry(Call call) {
        return AuditEntry.of(call, "CUSTOM_CLAIMS_UPDATED")
                .actor(call.caller(Caller.class).userId());
    }

    private void record(Tx tx, AuditEntry entry, List<CustomClaim> before, List<CustomClaim> after) {
        var changes = Changes.between(fields(before), fields(after));
        if (!changes.none()) {
            audit.record(tx, entry.changes(changes));
        }
    }

    private static Map<String, String> fields(List<CustomClaim> claims) {
        return claims.stream().collect(Collectors.toMap(claim -> "claims." + claim.key(), CustomClaim::value));
    }
}
