package dev.latchkey.directory;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.audit.Changes;
import dev.latchkey.directory.claims.CustomClaims;
import dev.latchkey.directory.groups.Group;
import dev.latchkey.directory.groups.GroupId;
import dev.latchkey.directory.groups.Groups;
import dev.latchkey.directory.users.NewUser;
import dev.latchkey.directory.users.User;
import dev.latchkey.directory.users.UserDetails;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.directory.users.Users;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Area;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Caller;
import dev.latchkey.platform.http.EntityTags;
import dev.latchkey.platform.http.FieldChecks;
import dev.latchkey.platform.http.JsonBody;
import dev.latchkey.platform.http.ListQuery;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.settings.SettingKey;
import dev.latchkey.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// `/api/users`: people as administrators see them, and everybody's own account.
final class PeopleApi {
    static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private final Db db;
    private final Users users;
    private final Groups groups;
    private final CustomClaims claims;
    private final Settings settings;
    private final Parts parts;
    private final Audit audit;

    PeopleApi(Db db, Users users, Groups groups, CustomClaims claims, Settings settings, Parts parts, Audit audit) {
        this.db = db;
        this.users = users;
        this.groups = groups;
        this.claims = claims;
        this.settings = settings;
        this.parts = parts;
        this.audit = audit;
    }

    /// What an account comes and goes with.
    ///
    /// @param welcomes who is told of new ones
    record Parts(AccountDefaults defaults, ProfilePictures pictures, List<Directory.Welcome> welcomes) {}

    void routes(Routes routes) {
        routes.signedIn().get("/api/users/me", this::me).put("/api/users/me", this::updateMe);
        routes.administrator(Area.USERS)
                .get("/api/users", this::list)
                .post("/api/users", this::create)
                .get("/api/users/{id}", this::get)
                .put("/api/users/{id}", this::update)
                .delete("/api/users/{id}", this::delete)
                .get("/api/users/{id}/groups", this::groups)
                .put("/api/users/{id}/user-groups", this::setGroups);
    }

    private Reply list(Call call) {
        var query = ListQuery.of(call);
        return Reply.json(200, db.read(tx -> {
            var page = users.list(tx, query);
            var ids = page.data().stream().map(User::id).toList();
            var groupsOf = groups.of(tx, ids);
            var claimsOf = claims.ofUsers(tx, ids);
            return page.map(user -> UserView.of(
                    user, groupsOf.getOrDefault(user.id(), List.of()), claimsOf.getOrDefault(user.id(), List.of())));
        }));
    }

    private Reply me(Call call) {
        return Reply.json(200, db.read(tx -> view(tx, users.get(tx, callerId(call)))));
    }

    private Reply get(Call call) {
        return EntityTags.shown(db.read(tx -> view(tx, users.get(tx, id(call)))));
    }

    private Reply create(Call call) {
        var body = call.json();
        var id = body.text("id");
        var checks = new FieldChecks();
        var details = details(body);
        checks.of("id", id)
                .that(id.isEmpty() || (UUID.matcher(id).matches() && !UserId.isReserved(id)), "uuid", "is invalid");
        checks.done();
        var created = new NewUser(
                Optional.of(id).filter(text -> !text.isEmpty()).map(UserId::new),
                details,
                body.flag("emailVerified"),
                body.flag("isAdmin"),
                body.flag("disabled"));
        Administrators.refuseRestricted(call, created.administrator());
        var groupIds = groupIds(body.texts("userGroupIds").orElse(List.of()));
        var mailLoginCode = body.optionalFlag("mailLoginCode");
        return Reply.json(201, db.write(tx -> {
            var user = users.create(tx, created);
            parts.defaults().give(tx, user.id(), groupIds);
            record(
                    tx,
                    call,
                    "USER_CREATED",
                    user,
                    Changes.made(AccountFields.of(user)).list("groups", List.of(), groupNames(tx, user.id())));
            parts.welcomes().forEach(welcome -> welcome.added(call, tx, user, mailLoginCode));
            return view(tx, user);
        }));
    }

    private Reply update(Call call) {
        var body = call.json();
        var details = details(body);
        var rights = new Users.Rights(body.flag("emailVerified"), body.flag("isAdmin"), body.flag("disabled"));
        return Reply.json(200, db.write(tx -> {
            var before = users.getForUpdate(tx, id(call));
            Administrators.refuseRestricted(call, before.administrator() || rights.administrator());
            EntityTags.refuseUnlessStill(call, () -> view(tx, before));
            var user = users.update(tx, id(call), details, rights);
            record(tx, call, "USER_UPDATED", user, AccountFields.changes(before, user));
            return UserView.of(user);
        }));
    }

    /// Everybody may change what they are called and how they are reached, unless the settings leave them only their
    /// language. The username is what apps and administrators know a person by, so only administrators change it; a
    /// new address is as verified as the settings say.
    private Reply updateMe(Call call) {
        var sent = details(call.json());
        return Reply.json(200, db.write(tx -> {
            var before = users.getForUpdate(tx, callerId(call));
            var details = settings.now().flag(SettingKey.ALLOW_OWN_ACCOUNT_EDIT)
                    ? ownDetails(before, sent)
                    : new UserDetails(
                            before.username(),
                            before.email(),
                            before.firstName(),
                            before.lastName(),
                            before.displayName(),
                            sent.locale());
            boolean sameEmail = before.email().equals(details.email());
            boolean verified = sameEmail
                    ? before.emailVerified()
                    : details.email().isPresent() && settings.now().flag(SettingKey.EMAILS_VERIFIED);
            var rights = new Users.Rights(verified, before.administrator(), before.disabled());
            var user = users.update(tx, before.id(), details, rights);
            record(tx, call, "ACCOUNT_UPDATED", user, AccountFields.changes(before, user));
            return UserView.of(user);
        }));
    }

    private static UserDetails ownDetails(User before, UserDetails sent) {
        return new UserDetails(
                before.administrator() ? sent.username() : before.username(),
                sent.email(),
                sent.firstName(),
                sent.lastName(),
                sent.displayName(),
                sent.locale());
    }

    private Reply delete(Call call) {
        var deleted = db.write(tx -> {
            Administrators.refuseRestricted(call, users.get(tx, id(call)).administrator());
            var user = users.delete(tx, id(call));
            audit.record(tx, entry(call, "USER_DELETED", user));
            return user;
        });
        parts.pictures().removeOf(deleted);
        return Reply.empty(204);
    }

    private Reply groups(Call call) {
        return Reply.json(200, db.read(tx -> {
            var user = users.get(tx, id(call));
            return groups.of(tx, user.id()).stream().map(GroupView::of).toList();
        }));
    }

    private Reply setGroups(Call call) {
        var checks = new FieldChecks();
        var wanted = groupIds(checks.required("userGroupIds", call.json().texts("userGroupIds")));
        checks.done();
        return Reply.json(200, db.write(tx -> {
            users.lock(tx, id(call));
            var user = users.get(tx, id(call));
            Administrators.refuseRestricted(call, user.administrator());
            EntityTags.refuseUnlessStill(call, () -> view(tx, user));
            var before = groupNames(tx, user.id());
            groups.setGroupsOf(tx, user.id(), wanted);
            var changes = new Changes().list("groups", before, groupNames(tx, user.id()));
            record(tx, call, "USER_GROUPS_UPDATED", user, changes);
            return view(tx, user);
        }));
    }

    UserView view(Tx tx, User user) {
        var claimsOf = claims.ofUsers(tx, List.of(user.id())).getOrDefault(user.id(), List.of());
        return UserView.of(user, groups.of(tx, user.id()), claimsOf);
    }

    private List<String> groupNames(Tx tx, UserId user) {
        return groups.of(tx, user).stream().map(Group::name).toList();
    }

    /// Saving what is there already changes nothing, and leaves no entry.
    private void record(Tx tx, Call call, String event, User user, Changes changes) {
        if (!changes.none()) {
            audit.record(tx, entry(call, event, user).changes(changes));
        }
    }

    private static AuditEntry entry(Call call, String event, User user) {
        return AuditEntry.of(call, event)
                .user(user.id().value())
                .actor(callerId(call).value())
                .data("username", user.username());
    }

    /// An address is needed unless the settings say otherwise: most apps identify people by it, or refuse those
    /// without.
    private UserDetails details(JsonBody body) {
        var details = UserDetails.from(body);
        if (details.email().isEmpty() && settings.now().flag(SettingKey.REQUIRE_USER_EMAIL)) {
            throw new Refusal.Invalid("email", "required", "is required").asException();
        }
        return details;
    }

    private static List<GroupId> groupIds(List<String> texts) {
        return texts.stream().filter(text -> !text.isBlank()).map(GroupId::new).toList();
    }

    private static UserId callerId(Call call) {
        return new UserId(call.caller(Caller.class).userId());
    }

    private static UserId id(Call call) {
        var id = call.path("id");
        if (id.isBlank()) {
            throw Refusal.NotFound.user().asException();
        }
        return new UserId(id);
    }
}
