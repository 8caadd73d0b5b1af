package dev.latchkey.clients;

import dev.latchkey.directory.groups.GroupId;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.crypto.Uuid7;
import dev.latchkey.platform.db.ConstraintViolation;
import dev.latchkey.platform.db.Row;
import dev.latchkey.platform.db.Sql;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Json;
import dev.latchkey.platform.http.ListQuery;
import dev.latchkey.platform.http.Listing;
import dev.latchkey.platform.http.Page;
import dev.latchkey.platform.images.StoredImage;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The registry of applications.
public final class Clients {
    private static final Listing LISTING = Listing.of("clients", """
            id, name, description, callback_urls, logout_callback_urls, is_public, pkce_required, pkce_supported,
            requires_reauthentication, skip_consent, group_restricted, launch_url, access_token_minutes,
            refresh_token_minutes, id_token_claims, logo, dark_logo
            """)
            .sort("createdAt", "created_at")
            .sort("name", "name")
            .sort("pkceEnabled", "pkce_required")
            .sort("requiresReauthentication", "requires_reauthentication")
            .sort("skipConsent", "skip_consent")
            .sort("isGroupRestricted", "group_restricted")
            .sort("pkceSupported", "pkce_supported")
            .sortIfDirected(
                    "allowedUserGroupsCount",
                    "(select count(*) from client_allowed_groups where client_id = clients.id)")
            .filterFlag("pkceEnabled", "pkce_required")
            .filterFlag("requiresReauthentication", "requires_reauthentication")
            .filterFlag("requiresPushedAuthorizationRequests", "false")
            .filterFlag("skipConsent", "skip_consent")
            .filterFlag("isGroupRestricted", "group_restricted")
            .filterFlag("pkceSupported", "pkce_supported")
            .filterText("clientType", "'standard'");

    private final SecureRandom random;
    private final ClientSecrets secrets;
    private final AllowedGroups allowedGroups = new AllowedGroups();

    public Clients(SecureRandom random) {
        this.random = random;
        this.secrets = new ClientSecrets(random);
    }

    public Optional<Client> find(Tx tx, ClientId id) {
        return tx.sql("""
                select id, name, description, callback_urls, logout_callback_urls, is_public, pkce_required,
                       pkce_supported, requires_reauthentication, skip_consent, group_restricted, launch_url,
                       access_token_minutes, refresh_token_minutes, id_token_claims, logo, dark_logo
                  from clients where id = :id
                """).bind("id", id.value()).first(Clients::client);
    }

    /// @throws dev.latchkey.platform.RefusalException `not_found`
    public Client get(Tx tx, ClientId id) {
        return find(tx, id).orElseThrow(() -> notFound().asException());
    }

    static Refusal.NotFound notFound() {
        return Refusal.NotFound.of("OIDC client");
    }

    /// Said of an app that somebody is in none of the allowed groups of.
    public static Refusal.Forbidden notForThem() {
        return new Refusal.Forbidden("oidc_access_denied", "You're not allowed to access this service");
    }

    /// Whether somebody may sign in to an app: everybody may, unless it is restricted to groups. Administrators are no
    /// exception.
    public boolean mayUse(Tx tx, Client client, UserId user) {
        return !client.groupRestricted() || allowedGroups.includes(tx, client.id(), user);
    }

    /// The app that proves itself with one of its secrets that have not expired, or that has none to prove itself with
    /// because it is public. What is compared is hashes of many bits, so the time that takes tells nothing.
    public Optional<Client> authenticate(Tx tx, ClientId id, Optional<Secret> secret) {
        return tx.sql("""
                select id, name, description, callback_urls, logout_callback_urls, is_public, pkce_required,
                       pkce_supported, requires_reauthentication, skip_consent, group_restricted, launch_url,
                       access_token_minutes, refresh_token_minutes, id_token_claims, logo, dark_logo
                  from clients
                 where id = :id
                   and (is_public = true
                        or exists (select 1 from client_secrets s
                                    where s.client_id = clients.id and s.hash = :hash
                                      and (s.expires_at is null or s.expires_at > :now)))
                """)
                .bind("id", id.value())
                .bind("hash", secret.map(Secret::hash).orElse(""))
                .bind("now", tx.now())
                .first(Clients::client);
    }

    /// Notes that an app sends code challenges without having to, so that its page can say that PKCE may be required.
    public void pkceSeen(Tx tx, ClientId client) {
        tx.sql("""
                update clients set pkce_supported = true
                 where id = :client and pkce_supported = false and pkce_required = false
                """).bind("client", client.value()).update();
    }

    /// Whether an app could prove itself at the token endpoint: a public one needs not, another needs a secret that has
    /// not expired.
    public boolean canProveItself(Tx tx, Client client) {
        return client.isPublic()
                || tx.sql("""
                        select 1 from client_secrets
                         where client_id = :client and (expires_at is null or expires_at > :now)
                        """)
                        .bind("client", client.id().value())
                        .bind("now", tx.now())
                        .exists();
    }

    /// The apps that list a group, by name, as anybody may see them.
    public List<ClientMetaView> allowing(Tx tx, GroupId group) {
        return tx.sql("""
                select c.id, c.name, c.description, c.callback_urls, c.logout_callback_urls, c.is_public,
                       c.pkce_required, c.pkce_supported, c.requires_reauthentication, c.skip_consent,
                       c.group_restricted, c.launch_url, c.access_token_minutes, c.refresh_token_minutes,
                       c.id_token_claims, c.logo, c.dark_logo
                  from client_allowed_groups a join clients c on c.id = a.client_id
                 where a.group_id = :group
                 order by c.name, c.id
                """).bind("group", group.value()).list(row -> ClientMetaView.of(client(row)));
    }

    ClientSecrets secrets() {
        return secrets;
    }

    AllowedGroups allowedGroups() {
        return allowedGroups;
    }

    Page<Client> list(Tx tx, ListQuery query) {
        return LISTING.page(tx, query, Clients::client);
    }

    /// As [#get], and nobody else changes this app before the transaction ends.
    Client getForUpdate(Tx tx, ClientId id) {
        tx.sql("update clients set updated_at = :now where id = :id")
                .bind("now", tx.now())
                .bind("id", id.value())
                .update();
        return get(tx, id);
    }

    /// For an app that nobody has chosen an id for.
    ClientId newId(Instant now) {
        return new ClientId(Uuid7.next(now, random));
    }

    /// @throws dev.latchkey.platform.RefusalException `client_id_already_exists`
    Client create(Tx tx, ClientId id, ClientDraft draft) {
        if (find(tx, id).isPresent()) {
            throw idInUse();
        }
        var insert = tx.sql("""
                insert into clients (id, name, search_text, description, callback_urls, logout_callback_urls, is_public,
                                     pkce_required, pkce_supported, requires_reauthentication, skip_consent,
                                     group_restricted, launch_url, access_token_minutes, refresh_token_minutes,
                                     id_token_claims, created_at, updated_at)
                values (:id, :name, :searchText, :description, :callbacks, :logoutCallbacks, :public, :pkce, false,
                        :reauthentication, :skipConsent, :restricted, :launchUrl, :accessMinutes, :refreshMinutes,
                        :claims, :now, :now)
                """);
        try {
            bind(insert, id, draft).bind("now", tx.now()).update();
        } catch (ConstraintViolation e) {
            throw e.kind() == ConstraintViolation.Kind.UNIQUE ? idInUse() : e;
        }
        return get(tx, id);
    }

    private static RuntimeException idInUse() {
        return new Refusal.Conflict("client_id_already_exists", "Client ID is already in use", Map.of()).asException();
    }

    /// @throws dev.latchkey.platform.RefusalException `not_found`
    Client update(Tx tx, ClientId id, ClientDraft draft) {
        getForUpdate(tx, id);
        bind(tx.sql("""
                update clients
                   set name = :name, search_text = :searchText, description = :description, callback_urls = :callbacks,
                       logout_callback_urls = :logoutCallbacks, is_public = :public, pkce_required = :pkce,
                       pkce_supported = (pkce_supported = true and :pkce = true),
                       requires_reauthentication = :reauthentication, skip_consent = :skipConsent,
                       group_restricted = :restricted, launch_url = :launchUrl, access_token_minutes = :accessMinutes,
                       refresh_token_minutes = :refreshMinutes, id_token_claims = :claims, updated_at = :now
                 where id = :id
                """), id, draft).bind("now", tx.now()).update();
        if (!draft.groupRestricted()) {
            allowedGroups.set(tx, id, List.of());
        }
        return get(tx, id);
    }

    private static Sql bind(Sql sql, ClientId id, ClientDraft draft) {
        return sql.bind("id", id.value())
                .bind("name", draft.name())
                .bind("searchText", draft.searchText(id))
                .bind("description", draft.description())
                .bind("callbacks", Json.text(draft.callbackUrls()))
                .bind("logoutCallbacks", Json.text(draft.logoutCallbackUrls()))
                .bind("public", draft.isPublic())
                .bind("pkce", draft.pkceRequired())
                .bind("reauthentication", draft.requiresReauthentication())
                .bind("skipConsent", draft.skipConsent())
                .bind("restricted", draft.groupRestricted())
                .bind("launchUrl", draft.launchUrl().orElse(null))
                .bind("accessMinutes", draft.accessTokenMinutes())
                .bind("refreshMinutes", draft.refreshTokenMinutes())
                .bind("claims", draft.idTokenClaims().text());
    }

    /// Gives an app a logo, or takes one away.
    ///
    /// @return the app as it was, whose former logo nothing names any longer
    /// @throws dev.latchkey.platform.RefusalException `not_found`
    Client setLogo(Tx tx, ClientId id, Logos.Shade shade, Optional<StoredImage> logo) {
        var before = getForUpdate(tx, id);
        tx.sql("update clients set " + shade.column() + " = :logo where id = :id")
                .bind("logo", logo.map(StoredImage::text).orElse(null))
                .bind("id", id.value())
                .update();
        return before;
    }

    /// Ends an app, and all that people gave it.
    ///
    /// @throws dev.latchkey.platform.RefusalException `not_found`
    Client delete(Tx tx, ClientId id) {
        var client = getForUpdate(tx, id);
        tx.sql("delete from clients where id = :id").bind("id", id.value()).update();
        return client;
    }

    /// The app of a row that has the columns of `clients`, for who joins them.
    public static Client client(Row row) {
        return new Client(
                new ClientId(row.text("id")),
                row.text("name"),
                row.text("description"),
                list(row.text("callback_urls")),
                list(row.text("logout_callback_urls")),
                row.flag("is_public"),
                row.flag("pkce_required"),
                row.flag("requires_reauthentication"),
                row.flag("skip_consent"),
                row.flag("group_restricted"),
                row.optionalText("launch_url"),
                Duration.ofMinutes(row.integer("access_token_minutes")),
                Duration.ofMinutes(row.integer("refresh_token_minutes")),
                IdTokenClaims.parse(row.text("id_token_claims")).orElseThrow(),
                new Logos(
                        StoredImage.parse(row.optionalText("logo")), StoredImage.parse(row.optionalText("dark_logo"))),
                row.flag("pkce_supported"));
    }

    private static List<String> list(String json) {
        return List.of(Json.mapper().readValue(json, String[].class));
    }
}
