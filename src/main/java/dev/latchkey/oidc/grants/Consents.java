package dev.latchkey.oidc.grants;

import dev.latchkey.clients.ClientId;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.oidc.Scopes;
import dev.latchkey.platform.db.Tx;
import java.util.Optional;

/// What people have agreed to share: one consent for each person and client. Who has agreed to all that a request
/// asks for is not asked again, and taking a consent back is for the person alone ([AuthorizedClients]).
public final class Consents {
    private Consents() {}

    /// Whether the person has agreed to all of these before. A request without any scope is covered by any consent.
    public static boolean covers(Tx tx, UserId user, ClientId client, Scopes scopes) {
        return of(tx, user, client).filter(agreed -> agreed.covers(scopes)).isPresent();
    }

    /// Adds to what the person has agreed to, and notes that it was used now. The first statement makes the row or
    /// locks it, and tells what is in it by then: of two consents at once neither loses what the other added.
    public static void remember(Tx tx, UserId user, ClientId client, Scopes scopes) {
        var agreed = tx.sql("""
                insert into consents (user_id, client_id, scopes, created_at, last_used_at)
                values (:user, :client, :scopes, :now, :now)
                on conflict (user_id, client_id) do update set last_used_at = :now
                returning scopes
                """)
                .bind("user", user.value())
                .bind("client", client.value())
                .bind("scopes", scopes.format())
                .bind("now", tx.now())
                .first(row -> Scopes.parse(row.text("scopes")))
                .orElseThrow();
        if (!agreed.covers(scopes)) {
            tx.sql("update consents set scopes = :scopes where user_id = :user and client_id = :client")
                    .bind("user", user.value())
                    .bind("client", client.value())
                    .bind("scopes", agreed.and(scopes).format())
                    .update();
        }
    }

    /// Forgets all of it.
    ///
    /// @return whether there was any
    public static boolean withdraw(Tx tx, UserId user, ClientId client) {
        return tx.sql("delete from consents where user_id = :user and client_id = :client")
                        .bind("user", user.value())
                        .bind("client", client.value())
                        .update()
                == 1;
    }

    /// What the person has agreed to; nothing if they never did.
    public static Optional<Scopes> of(Tx tx, UserId user, ClientId client) {
        return tx.sql("select scopes from consents where user_id = :user and client_id = :client")
                .bind("user", user.value())
                .bind("client", client.value())
                .first(row -> Scopes.parse(row.text("scopes")));
    }
}
