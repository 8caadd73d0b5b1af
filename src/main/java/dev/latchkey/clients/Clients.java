package dev.latchkey.clients;

import dev.latchkey.directory.users.UserId;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.db.Row;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The registry of applications, as the protocol asks it.
public final class Clients {
    static final String COLUMNS = """
            id, name, description, callback_urls, logout_callback_urls, is_public, pkce_required, pkce_supported,
            requires_reauthentication, skip_consent, group_restricted, launch_url, access_token_minutes,
            refresh_token_minutes, id_token_claims
            """;

    public Optional<Client> find(Tx tx, ClientId id) {
        return tx.sql("""
                select id, name, description, callback_urls, logout_callback_urls, is_public, pkce_required,
                       pkce_supported, requires_reauthentication, skip_consent, group_restricted, launch_url,
                       access_token_minutes, refresh_token_minutes, id_token_claims
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

    /// Whether somebody may sign in to an app: everybody may, unless it is restricted to groups. Administrators are no
    /// exception.
    public boolean mayUse(Tx tx, Client client, UserId user) {
        return !client.groupRestricted()
                || tx.sql("""
                        select 1 from client_allowed_groups a
                          join group_members m on m.group_id = a.group_id
                         where a.client_id = :client and m.user_id = :user
                        """)
                        .bind("client", client.id().value())
                        .bind("user", user.value())
                        .exists();
    }

    /// The app that proves itself with one of its secrets that have not expired, or that has none to prove itself with
    /// because it is public. What is compared is hashes of many bits, so the time that takes tells nothing.
    public Optional<Client> authenticate(Tx tx, ClientId id, Optional<Secret> secret) {
        return tx.sql("""
                select id, name, description, callback_urls, logout_callback_urls, is_public, pkce_required,
                       pkce_supported, requires_reauthentication, skip_consent, group_restricted, launch_url,
                       access_token_minutes, refresh_token_minutes, id_token_claims
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

    static Client client(Row row) {
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
                row.flag("pkce_supported"));
    }

    private static List<String> list(String json) {
        return List.of(Json.mapper().readValue(json, String[].class));
    }
}
