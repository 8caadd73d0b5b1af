package dev.latchkey.oidc.grants;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.clients.Client;
import dev.latchkey.clients.ClientId;
import dev.latchkey.clients.ClientMetaView;
import dev.latchkey.clients.Clients;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.directory.users.Users;
import dev.latchkey.oidc.Scopes;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Row;
import dev.latchkey.platform.http.Area;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Caller;
import dev.latchkey.platform.http.Json;
import dev.latchkey.platform.http.ListQuery;
import dev.latchkey.platform.http.Listing;
import dev.latchkey.platform.http.Page;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.openapi.Operations;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What people have allowed and may use: the lists behind a person's own pages, and taking back what was allowed.
public final class AuthorizedClients {
    private static final Listing ALLOWED =
            Listing.of("""
            (select c.id, c.name, c.description, c.callback_urls, c.logout_callback_urls, c.is_public, c.pkce_required,
                    c.pkce_supported, c.requires_reauthentication, c.skip_consent, c.group_restricted, c.launch_url,
                    c.access_token_minutes, c.refresh_token_minutes, c.id_token_claims, c.logo, c.dark_logo,
                    (c.launch_url is not null and c.launch_url <> '') as has_launch_url,
                    co.scopes, co.last_used_at, co.created_at,
                    exists (select 1 from grants g
                             where g.user_id = co.user_id and g.client_id = co.client_id and g.ended_at is null
                               and ' ' || g.scopes || ' ' like '% offline_access %') as offline_access
               from consents co
               join clients c on c.id = co.client_id
              where co.user_id = :user) allowed
            """, "*").sort("lastUsedAt", "last_used_at").filterFlag("hasLaunchURL", "has_launch_url");

    private static final Listing USABLE = Listing.of("""
            (select c.id, c.name, c.description, c.callback_urls, c.logout_callback_urls, c.is_public, c.pkce_required,
                    c.pkce_supported, c.requires_reauthentication, c.skip_consent, c.group_restricted, c.launch_url,
                    c.access_token_minutes, c.refresh_token_minutes, c.id_token_claims, c.logo, c.dark_logo, c.created_at,
                    (c.launch_url is not null and c.launch_url <> '') as has_launch_url,
                    co.last_used_at
               from clients c
               left join consents co on co.client_id = c.id and co.user_id = :user
              where c.group_restricted = false
                 or exists (select 1
                              from client_allowed_groups a
                              join group_members m on m.group_id = a.group_id
                             where a.client_id = c.id and m.user_id = :user)) usable
            """, "*")
            .sort("createdAt", "created_at")
            .sort("name", "name")
            .sort("pkceEnabled", "pkce_required")
            .sort("pkceSupported", "pkce_supported")
            .sort("requiresReauthentication", "requires_reauthentication")
            .sort("skipConsent", "skip_consent")
            .sort("isGroupRestricted", "group_restricted")
            .sortIfDirected("lastUsedAt", "last_used_at is null, last_used_at")
            .filterFlag("pkceEnabled", "pkce_required")
            .filterFlag("pkceSupported", "pkce_supported")
            .filterFlag("requiresReauthentication", "requires_reauthentication")
            .filterFlag("requiresPushedAuthorizationRequests", "false")
            .filterFlag("skipConsent", "skip_consent")
            .filterFlag("isGroupRestricted", "group_restricted")
            .filterText("clientType", "'standard'")
            .filterFlag("hasLaunchURL", "has_launch_url");

    private final Db db;
    private final Users users;
    private final Grants grants;
    private final Audit audit;

    public AuthorizedClients(Db db, Users users, Grants grants, Audit audit) {
        this.db = db;
        this.users = users;
        this.grants = grants;
        this.audit = audit;
    }

    public void routes(Routes routes) {
        routes.signedIn()
                .get("/api/oidc/users/me/authorized-clients", call -> Reply.json(200, allowed(call, caller(call))))
                .delete("/api/oidc/users/me/authorized-clients/{clientId}", this::withdraw)
                .get("/api/oidc/users/me/clients", this::usable);
        routes.administrator(Area.USERS).get("/api/oidc/users/{id}/authorized-clients", this::allowedBySomebody);
        routes.described(AuthorizedClients::describe);
    }

    private static void describe(Operations operations) {
        var topic = operations.about("Apps people use");
        topic.get("/api/oidc/users/me/authorized-clients", "The apps you have allowed something")
                .lists(AllowedView.class)
                .sortedBy("lastUsedAt")
                .filteredBy("hasLaunchURL");
        topic.delete("/api/oidc/users/me/authorized-clients/{clientId}", "Takes back what you allowed an app")
                .answers(204)
                .refuses(404, "not_found");
        topic.get("/api/oidc/users/me/clients", "The apps you may use")
                .lists(UsableView.class)
                .sortedBy(
                        "createdAt",
                        "name",
                        "pkceEnabled",
                        "pkceSupported",
                        "requiresReauthentication",
                        "skipConsent",
                        "isGroupRestricted",
                        "lastUsedAt")
                .filteredBy(
                        "pkceEnabled",
                        "pkceSupported",
                        "requiresReauthentication",
                        "requiresPushedAuthorizationRequests",
                        "skipConsent",
                        "isGroupRestricted",
                        "clientType",
                        "hasLaunchURL");
        topic.get("/api/oidc/users/{id}/authorized-clients", "The apps a person has allowed something")
                .lists(AllowedView.class)
                .sortedBy("lastUsedAt")
                .filteredBy("hasLaunchURL")
                .refuses(404, "user_not_found");
    }

    private static UserId caller(Call call) {
        return new UserId(call.caller(Caller.class).userId());
    }

    /// @param scope a JSON array inside a text, as clients of this API know it
    /// @param offlineAccess whether something of it outlives a sign-out
    private record AllowedView(String scope, ClientMetaView client, Instant lastUsedAt, boolean offlineAccess) {
        static AllowedView of(Row row) {
            return new AllowedView(
                    Json.text(Scopes.parse(row.text("scopes")).list()),
                    ClientMetaView.of(Clients.client(row)),
                    row.instant("last_used_at"),
                    row.flag("offline_access"));
        }
    }

    /// @param lastUsedAt null if the person never signed in to it
    private record UsableView(
            @JsonUnwrapped ClientMetaView client, @Nullable Instant lastUsedAt) {
        static UsableView of(Row row) {
            return new UsableView(
                    meta(Clients.client(row)),
                    row.optionalInstant("last_used_at").orElse(null));
        }

        /// That a new proof will be asked for is nobody's concern in this list; it has always said false.
        private static ClientMetaView meta(Client client) {
            var meta = ClientMetaView.of(client);
            return new ClientMetaView(
                    meta.id(),
                    meta.name(),
                    meta.description(),
                    meta.hasLogo(),
                    meta.hasDarkLogo(),
                    meta.launchUrl(),
                    false,
                    meta.clientType(),
                    meta.logo(),
                    meta.darkLogo());
        }
    }

    private Reply allowedBySomebody(Call call) {
        var id = Optional.of(call.path("id")).filter(text -> !text.isBlank()).map(UserId::new);
        var user = id.flatMap(there -> db.read(tx -> users.find(tx, there)))
                .orElseThrow(() -> Refusal.NotFound.user().asException());
        return Reply.json(200, allowed(call, user.id()));
    }

    private Page<AllowedView> allowed(Call call, UserId user) {
        return db.read(tx -> ALLOWED.page(tx, query(call), Map.of("user", user.value()), AllowedView::of));
    }

    private Reply usable(Call call) {
        var user = caller(call);
        return Reply.json(
                200, db.read(tx -> USABLE.page(tx, query(call), Map.of("user", user.value()), UsableView::of)));
    }

    /// These lists are not searched.
    private static ListQuery query(Call call) {
        return ListQuery.of(call).withoutSearch();
    }

    private Reply withdraw(Call call) {
        var user = caller(call);
        var client = call.path("clientId");
        boolean withdrawn = !client.isBlank()
                && db.write(tx -> {
                    var id = new ClientId(client);
                    if (!Consents.withdraw(tx, user, id)) {
                        return false;
                    }
                    grants.endOf(tx, user, id, EndReason.REVOKED_BY_PERSON);
                    audit.record(
                            tx,
                            AuditEntry.of(call, "CLIENT_AUTHORIZATION_REVOKED")
                                    .user(user.value())
                                    .client(client));
                    return true;
                });
        if (!withdrawn) {
            throw Refusal.NotFound.of("Client authorization").asException();
        }
        return Reply.empty(204);
    }
}
