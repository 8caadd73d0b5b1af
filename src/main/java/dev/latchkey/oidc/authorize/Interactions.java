package dev.latchkey.oidc.authorize;

import dev.latchkey.clients.ClientId;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.platform.crypto.Hashes;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.db.Row;
import dev.latchkey.platform.db.Sql;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Cookie;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Interactions: one hour, once, in the browser that began. A cookie tells the browser, since there may be no session
/// yet; without it a link with somebody's interaction would let its receiver finish what the sender began.
final class Interactions {
    private static final Duration LIFE = Duration.ofHours(1);

    private final SecureRandom random;
    private final boolean https;

    Interactions(SecureRandom random, boolean https) {
        this.random = random;
        this.https = https;
    }

    /// The browser of a request.
    ///
    /// @param fresh whether it has to be given its cookie
    record Browser(Secret value, boolean fresh) {}

    Browser browser(Call call) {
        return known(call)
                .map(value -> new Browser(value, false))
                .orElseGet(() -> new Browser(Secret.random(random, 32), true));
    }

    Cookie cookie(Browser browser) {
        return new Cookie(cookieName(), browser.value().reveal(), "/", null, https);
    }

    private Optional<Secret> known(Call call) {
        return call.cookie(cookieName()).filter(value -> value.length() >= 43).map(Secret::new);
    }

    private String cookieName() {
        return https ? "__Host-browser" : "browser";
    }

    /// Stores one.
    ///
    /// @param browser none yet, if its cookie could not be seen: a form posted by another site carries none
    /// @param user who is signed in
    /// @return its id
    String begin(
            Tx tx, ClientId client, RequestParameters parameters, Optional<Browser> browser, Optional<UserId> user) {
        var bits = new byte[16];
        random.nextBytes(bits);
        var id = uuid(bits);
        tx.sql("""
                insert into interactions (id_hash, client_id, parameters, browser_hash, user_id, account_selected,
                                          consented, denied, created_at, expires_at)
                values (:id, :client, :parameters, :browser, :user, false, false, false, :now, :expires)
                """)
                .bind("id", Hashes.sha256Hex(id))
                .bind("client", client.value())
                .bind("parameters", parameters.json())
                .bind("browser", browser.map(known -> known.value().hash()).orElse(null))
                .bind("user", user.map(UserId::value).orElse(null))
                .bind("now", tx.now())
                .bind("expires", tx.now().plus(LIFE))
                .update();
        return id;
    }

    private static String uuid(byte[] bits) {
        bits[6] = (byte) ((bits[6] & 0x0f) | 0x40); // RFC 9562 §5.4
        bits[8] = (byte) ((bits[8] & 0x3f) | 0x80);
        long high = 0;
        long low = 0;
        for (int i = 0; i < 8; i++) {
            high = (high << 8) | (bits[i] & 0xff);
            low = (low << 8) | (bits[8 + i] & 0xff);
        }
        return new UUID(high, low).toString();
    }

    /// One that lives and is this browser's. One that no browser has claimed is claimed now, in the same statement.
    Optional<Interaction> claim(Tx tx, String id, Browser browser) {
        return tx.sql("""
                update interactions
                   set browser_hash = :browser
                 where id_hash = :id and expires_at > :now and (browser_hash is null or browser_hash = :browser)
                returning parameters, user_id, account_selected, proved_at, consented, denied, created_at
                """)
                .bind("id", Hashes.sha256Hex(id))
                .bind("browser", browser.value().hash())
                .bind("now", tx.now())
                .first(row -> interaction(id, row));
    }

    /// As [#claim], for whoever only looks.
    Optional<Interaction> find(Tx tx, String id, Call call) {
        return known(call)
                .flatMap(browser -> tx.sql("""
                        select parameters, user_id, account_selected, proved_at, consented, denied, created_at
                          from interactions
                         where id_hash = :id and expires_at > :now and browser_hash = :browser
                        """)
                        .bind("id", Hashes.sha256Hex(id))
                        .bind("browser", browser.hash())
                        .bind("now", tx.now())
                        .first(row -> interaction(id, row)));
    }

    /// Whose it is.
    Optional<ClientId> client(Tx tx, String id) {
        return tx.sql("select client_id from interactions where id_hash = :id and expires_at > :now")
                .bind("id", Hashes.sha256Hex(id))
                .bind("now", tx.now())
                .first(row -> new ClientId(row.text("client_id")));
    }

    private static Interaction interaction(String id, Row row) {
        return new Interaction(
                id,
                RequestParameters.ofJson(row.text("parameters")),
                row.optionalText("user_id").map(UserId::new),
                row.flag("account_selected"),
                row.optionalInstant("proved_at"),
                row.flag("consented"),
                row.flag("denied"),
                row.instant("created_at"));
    }

    /// Somebody signed in for it. What another person answered before counts no more.
    Interaction bind(Tx tx, Interaction interaction, UserId user) {
        if (interaction.user().filter(user::equals).isPresent()) {
            return interaction;
        }
        change(tx, interaction, "user_id = :user, account_selected = false, proved_at = null, consented = false")
                .bind("user", user.value())
                .update();
        return new Interaction(
                interaction.id(),
                interaction.parameters(),
                Optional.of(user),
                false,
                Optional.empty(),
                false,
                interaction.denied(),
                interaction.createdAt());
    }

    Interaction selected(Tx tx, Interaction interaction) {
        change(tx, interaction, "account_selected = true").update();
        return new Interaction(
                interaction.id(),
                interaction.parameters(),
                interaction.user(),
                true,
                interaction.provedAt(),
                interaction.consented(),
                interaction.denied(),
                interaction.createdAt());
    }

    Interaction proved(Tx tx, Interaction interaction, Instant at) {
        change(tx, interaction, "proved_at = :at").bind("at", at).update();
        return new Interaction(
                interaction.id(),
                interaction.parameters(),
                interaction.user(),
                interaction.accountSelected(),
                Optional.of(at),
                interaction.consented(),
                interaction.denied(),
                interaction.createdAt());
    }

    Interaction consented(Tx tx, Interaction interaction) {
        change(tx, interaction, "consented = true").update();
        return new Interaction(
                interaction.id(),
                interaction.parameters(),
                interaction.user(),
                interaction.accountSelected(),
                interaction.provedAt(),
                true,
                interaction.denied(),
                interaction.createdAt());
    }

    void denied(Tx tx, Interaction interaction) {
        change(tx, interaction, "denied = true").update();
    }

    private static Sql change(Tx tx, Interaction interaction, String assignments) {
        return tx.sql("update interactions set " + assignments + " where id_hash = :id")
                .bind("id", Hashes.sha256Hex(interaction.id()));
    }

    /// Removes those that nobody finished in time.
    int removeExpired(Tx tx, int most) {
        return tx.sql("""
                delete from interactions
                 where id_hash in (select id_hash from interactions where expires_at <= :now limit :most)
                """).bind("now", tx.now()).bind("most", most).update();
    }

    /// Uses it up. Of two requests at once only one does.
    ///
    /// @return whether this one did
    boolean finish(Tx tx, Interaction interaction) {
        return tx.sql("delete from interactions where id_hash = :id")
                        .bind("id", Hashes.sha256Hex(interaction.id()))
                        .update()
                == 1;
    }
}
