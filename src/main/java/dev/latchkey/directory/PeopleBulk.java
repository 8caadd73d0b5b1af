package dev.latchkey.directory;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.audit.Changes;
import dev.latchkey.directory.groups.Groups;
import dev.latchkey.directory.users.ManyUsers;
import dev.latchkey.directory.users.User;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Area;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Caller;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `/api/users/bulk`: the same done to several people, in one transaction. What cannot be done to somebody keeps nobody
/// else from it, and is answered with its reason.
final class PeopleBulk {
    /// How many people one request may name.
    static final int MOST = 100;

    private final Db db;
    private final Groups groups;
    private final Audit audit;
    private final ProfilePictures pictures;

    PeopleBulk(Db db, Groups groups, Audit audit, ProfilePictures pictures) {
        this.db = db;
        this.groups = groups;
        this.audit = audit;
        this.pictures = pictures;
    }

    void routes(Routes routes, Directory.LoginMail mail) {
        routes.administrator(Area.USERS).post("/api/users/bulk", call -> act(call, mail));
    }

    /// What became of each who was named.
    ///
    /// @param changed to whom it was done
    /// @param unchanged for whom there was nothing to do: they are disabled already, or in the group
    record Outcome(List<String> changed, List<String> unchanged, List<Refused> refused) {}

    /// @param error a sentence for a person
    record Refused(String id, String code, String error) {}

    private Reply act(Call call, Directory.LoginMail mail) {
        var body = call.json();
        var ids = NamedPeople.atMost(MOST, body);
        var action = BulkAction.from(body);
        var done = db.write(tx -> act(call, tx, action, ids, mail));
        if (action instanceof BulkAction.Delete) {
            done.changed().values().forEach(pictures::removeOf);
        }
        return Reply.json(200, done.outcome(ids));
    }

    /// @param changed whom it was done to, as they were before
    private record Done(Map<UserId, User> changed, Map<UserId, Refusal> refused) {
        Outcome outcome(List<UserId> named) {
            return new Outcome(
                    named.stream()
                            .filter(changed::containsKey)
                            .map(UserId::value)
                            .toList(),
                    named.stream()
                            .filter(id -> !changed.containsKey(id) && !refused.containsKey(id))
                            .map(UserId::value)
                            .toList(),
                    refused.entrySet().stream()
                            .map(no -> new Refused(
                                    no.getKey().value(),
                                    no.getValue().code(),
                                    no.getValue().message()))
                            .toList());
        }
    }

    private Done act(Call call, Tx tx, BulkAction action, List<UserId> ids, Directory.LoginMail mail) {
        var people = ManyUsers.getForUpdate(tx, ids);
        var refused = new LinkedHashMap<UserId, Refusal>();
        ids.stream().filter(id -> !people.containsKey(id)).forEach(id -> refused.put(id, Refusal.NotFound.user()));
        return switch (action) {
            case BulkAction.SetDisabled(boolean disabled) -> {
                people.values().removeIf(user -> user.disabled() == disabled);
                refuseAdministrators(call, tx, people, refused, disabled);
                ManyUsers.setDisabled(tx, people.values(), disabled);
                var changes = new Changes().value("disabled", Boolean.toString(!disabled), Boolean.toString(disabled));
                record(call, tx, "USER_UPDATED", people, changes);
                yield new Done(people, refused);
            }
            case BulkAction.Delete _ -> {
                refuseAdministrators(call, tx, people, refused, true);
                ManyUsers.delete(tx, people.values());
                record(call, tx, "USER_DELETED", people, new Changes());
                yield new Done(people, refused);
            }
            case BulkAction.AddTo(var id) -> {
                var group = groups.get(tx, id);
                keep(people, groups.addMembers(tx, id, people.keySet()));
                var changes = new Changes().list("groups", List.of(), List.of(group.name()));
                record(call, tx, "USER_GROUPS_UPDATED", people, changes);
                yield new Done(people, refused);
            }
            case BulkAction.RemoveFrom(var id) -> {
                var group = groups.get(tx, id);
                keep(people, groups.removeMembers(tx, id, people.keySet()));
                var changes = new Changes().list("groups", List.of(group.name()), List.of());
                record(call, tx, "USER_GROUPS_UPDATED", people, changes);
                yield new Done(people, refused);
            }
            case BulkAction.MailLoginCode(var life) -> {
                refuse(people, refused, mail.sendAll(call, tx, people.values(), life));
                yield new Done(people, refused);
            }
        };
    }

    /// Leaves out who may not be changed like this: administrators, for a key with scopes; and, where an account stops
    /// working, one's own and the last administrator's.
    private static void refuseAdministrators(
            Call call, Tx tx, Map<UserId, User> people, Map<UserId, Refusal> refused, boolean stops) {
        if (call.caller().filter(Caller::restricted).isPresent()) {
            people.values().stream()
                    .filter(User::administrator)
                    .forEach(user -> refused.put(user.id(), Administrators.restricted()));
        }
        if (stops) {
            var self = new UserId(call.caller(Caller.class).userId());
            if (people.containsKey(self)) {
                refused.putIfAbsent(self, ownAccount());
            }
            people.keySet().removeAll(refused.keySet());
            refused.putAll(ManyUsers.refusedAsLastAdministrator(tx, people.values()));
        }
        people.keySet().removeAll(refused.keySet());
    }

    private static Refusal ownAccount() {
        return new Refusal.Conflict("own_account", "This is your own account", Map.of());
    }

    private static void refuse(Map<UserId, User> people, Map<UserId, Refusal> refused, Map<UserId, Refusal> more) {
        refused.putAll(more);
        people.keySet().removeAll(more.keySet());
    }

    private static void keep(Map<UserId, User> people, Set<UserId> changed) {
        people.keySet().retainAll(changed);
    }

    private void record(Call call, Tx tx, String event, Map<UserId, User> people, Changes changes) {
        var actor = call.caller(Caller.class).userId();
        audit.recordAll(
                tx,
                people.values().stream()
                        .map(user -> AuditEntry.of(call, event)
                                .user(user.id().value())
                                .actor(actor)
                                .data("username", user.username())
                                .changes(changes))
                        .toList());
    }
}
