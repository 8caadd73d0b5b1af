package dev.latchkey.clients;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.audit.Changes;
import dev.latchkey.directory.Directory;
import dev.latchkey.directory.groups.Group;
import dev.latchkey.directory.groups.GroupId;
import dev.latchkey.directory.groups.Groups;
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
import dev.latchkey.platform.images.Images;
import dev.latchkey.platform.net.Fetcher;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The REST API of apps: `/api/oidc/clients`, and which apps a group may use.
public final class ClientAdministration {
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]*");

    private final Db db;
    private final Clients clients;
    private final Groups groups;
    private final Directory directory;
    private final Audit audit;
    private final LogosApi logos;

    /// @param directory shows a group after its apps were changed
    public ClientAdministration(
            Db db, Clients clients, Groups groups, Directory directory, Images images, Fetcher fetcher, Audit audit) {
        this.db = db;
        this.clients = clients;
        this.groups = groups;
        this.directory = directory;
        this.audit = audit;
        this.logos = new LogosApi(db, clients, images, new LogoFetch(fetcher), audit);
    }

    public void routes(Routes routes) {
        routes.open().get("/api/oidc/clients/{id}/meta", this::meta);
        routes.administrator(Area.APPS)
                .get("/api/oidc/clients", this::list)
                .post("/api/oidc/clients", this::create)
                .get("/api/oidc/clients/{id}", this::get)
                .put("/api/oidc/clients/{id}", this::update)
                .delete("/api/oidc/clients/{id}", this::delete)
                .put("/api/oidc/clients/{id}/allowed-user-groups", this::setGroups)
                .get("/api/oidc/clients/{id}/secrets", this::secrets)
                .post("/api/oidc/clients/{id}/secrets", this::createSecret)
                .delete("/api/oidc/clients/{id}/secrets/{secretId}", this::deleteSecret);
        routes.administrator(Area.APPS)
                .and(Area.GROUPS) // it is what the answer shows
                .put("/api/user-groups/{id}/allowed-oidc-clients", this::setAppsOfGroup);
        logos.routes(routes);
        routes.described(ClientsDescription::write);
    }

    private Reply meta(Call call) {
        return Reply.json(200, db.read(tx -> ClientMetaView.of(clients.get(tx, id(call)))));
    }

    private Reply list(Call call) {
        var query = ListQuery.of(call);
        return Reply.json(200, db.read(tx -> {
            var page = clients.list(tx, query);
            var ids = page.data().stream().map(Client::id).toList();
            var secrets = clients.secrets().of(tx, ids);
            var counts = clients.allowedGroups().counts(tx, ids);
            return page.map(client -> ClientView.of(client, secrets.getOrDefault(client.id(), List.of()), tx.now())
                    .withGroupsCount(counts.getOrDefault(client.id(), 0L)));
        }));
    }

    private Reply get(Call call) {
        return EntityTags.shown(db.read(tx -> withGroups(tx, clients.get(tx, id(call)))));
    }

    private Reply create(Call call) {
        var draft = ClientDraft.forNew(call.json());
        var id = draft.id().orElseGet(() -> clients.newId(db.now()));
        return Reply.json(
                201,
                logos.together(
                        call,
                        id,
                        draft.logos(),
                        tx -> {
                            var client = clients.create(tx, id, draft);
                            audit.record(
                                    tx, entry(call, "CLIENT_CREATED", client).changes(ClientFields.made(client)));
                            return client;
                        },
                        this::withGroups));
    }

    private Reply update(Call call) {
        var id = id(call);
        var draft = ClientDraft.forUpdate(call.json());
        if (!draft.logos().equals(ClientDraft.LogoAddresses.NONE)) {
            db.read(tx -> clients.get(tx, id)); // nothing is fetched for an app that is not there
        }
        return Reply.json(
                200,
                logos.together(
                        call,
                        id,
                        draft.logos(),
                        tx -> {
                            var before = clients.getForUpdate(tx, id);
                            EntityTags.refuseUnlessStill(call, () -> withGroups(tx, before));
                            var groupsBefore = groupNames(tx, id);
                            var client = clients.update(tx, id, draft);
                            var changes = ClientFields.changes(before, client)
                                    .list("groups", groupsBefore, groupNames(tx, id));
                            record(tx, entry(call, "CLIENT_UPDATED", client), changes);
                            return client;
                        },
                        this::withGroups));
    }

    private Reply delete(Call call) {
        var deleted = db.write(tx -> {
            var client = clients.delete(tx, id(call));
            audit.record(tx, entry(call, "CLIENT_DELETED", client));
            return client;
        });
        logos.removeOf(deleted);
        return Reply.empty(204);
    }

    private Reply setGroups(Call call) {
        var wanted = required(call, "userGroupIds");
        return Reply.json(200, db.write(tx -> {
            var client = clients.getForUpdate(tx, id(call));
            EntityTags.refuseUnlessStill(call, () -> withGroups(tx, client));
            var before = groupNames(tx, client.id());
            clients.allowedGroups().set(tx, client.id(), wanted);
            var changes = new Changes().list("groups", before, groupNames(tx, client.id()));
            record(tx, entry(call, "CLIENT_GROUPS_UPDATED", client), changes);
            return view(tx, client);
        }));
    }

    private Reply setAppsOfGroup(Call call) {
        var wanted = required(call, "oidcClientIds");
        return Reply.json(200, db.write(tx -> {
            var path = call.path("id");
            if (path.isBlank()) {
                throw Groups.notFound().asException();
            }
            groups.lock(tx, new GroupId(path));
            var group = groups.get(tx, new GroupId(path));
            directory.refuseUnlessStill(call, tx, group.id());
            var before = clientsNamed(tx, group.id());
            clients.allowedGroups().setAppsOf(tx, group.id(), wanted);
            var entry = AuditEntry.of(call, "GROUP_CLIENTS_UPDATED")
                    .actor(call.caller(Caller.class).userId())
                    .data("groupId", group.id().value())
                    .data("groupName", group.name());
            record(tx, entry, new Changes().list("clients", before, clientsNamed(tx, group.id())));
            return directory.group(tx, group.id());
        }));
    }

    /// Saving what is there already changes nothing, and leaves no entry.
    private void record(Tx tx, AuditEntry entry, Changes changes) {
        if (!changes.none()) {
            audit.record(tx, entry.changes(changes));
        }
    }

    private List<String> groupNames(Tx tx, ClientId client) {
        return clients.allowedGroups().of(tx, client).stream().map(Group::name).toList();
    }

    /// By name and id, because two apps may have the same name.
    private List<String> clientsNamed(Tx tx, GroupId group) {
        return clients.allowing(tx, group).stream()
                .map(client -> client.name() + " (" + client.id() + ")")
                .toList();
    }

    private static List<String> required(Call call, String field) {
        var checks = new FieldChecks();
        var list = checks.required(field, call.json().texts(field));
        checks.done();
        return list;
    }

    private Reply secrets(Call call) {
        return Reply.json(200, db.read(tx -> {
            var client = clients.get(tx, id(call));
            return clients.secrets().of(tx, client.id()).stream()
                    .map(secret -> ClientView.SecretView.of(secret, tx.now()))
                    .toList();
        }));
    }

    private Reply createSecret(Call call) {
        var body = call.body().length == 0 ? Optional.<JsonBody>empty() : Optional.of(call.json());
        var chosen = body.flatMap(json -> json.optionalText("secret"));
        var expiresAt = body.flatMap(json -> json.instant("expiresAt"));
        var checks = new FieldChecks();
        chosen.ifPresent(value -> checks.of("secret", value)
                .atLeast(16)
                .that(PRINTABLE.matcher(value).matches(), "printascii", "is invalid"));
        checks.done();
        return Reply.json(201, db.write(tx -> {
            var client = clients.getForUpdate(tx, id(call));
            var created = clients.secrets().create(tx, client, chosen, expiresAt);
            var entry = entry(call, "CLIENT_SECRET_CREATED", client)
                    .data("secretId", created.stored().id());
            var end = created.stored().expiresAt().map(Instant::toString).orElse("");
            audit.record(tx, entry.changes(new Changes().value("expiresAt", "", end)));
            return ClientView.SecretView.of(created, tx.now());
        }));
    }

    private Reply deleteSecret(Call call) {
        return db.write(tx -> {
            var client = clients.getForUpdate(tx, id(call));
            var deleted = clients.secrets().delete(tx, client.id(), call.path("secretId"));
            audit.record(tx, entry(call, "CLIENT_SECRET_DELETED", client).data("secretId", deleted.id()));
            return Reply.empty(204);
        });
    }

    private ClientView withGroups(Tx tx, Client client) {
        return view(tx, client).withGroups(clients.allowedGroups().of(tx, client.id()));
    }

    private ClientView view(Tx tx, Client client) {
        return ClientView.of(client, clients.secrets().of(tx, client.id()), tx.now());
    }

    private static AuditEntry entry(Call call, String event, Client client) {
        return AuditEntry.of(call, event)
                .actor(call.caller(Caller.class).userId())
                .client(client.id().value())
                .data("clientName", client.name());
    }

    private static ClientId id(Call call) {
        return ClientId.fromPath(call.path("id"));
    }
}
