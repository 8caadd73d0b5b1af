package dev.latchkey.signin.apikeys;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.directory.users.Users;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.DbUnavailable;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Caller;
import dev.latchkey.platform.http.CallerFinder;
import dev.latchkey.platform.http.ListQuery;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import java.security.SecureRandom;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/api/api-keys`, and the caller of each request that carries a key.
public final class ApiKeys implements CallerFinder {
    private static final Logger LOG = LoggerFactory.getLogger(ApiKeys.class);
    private static final String HEADER = "X-API-Key";

    private final Db db;
    private final Audit audit;
    private final ApiKeyTable keys;
    private final StaticKey staticKey;

    /// @param configured a key that the environment names
    public ApiKeys(Db db, SecureRandom random, Audit audit, Users users, Optional<Secret> configured) {
        this.db = db;
        this.audit = audit;
        this.keys = new ApiKeyTable(random);
        this.staticKey = new StaticKey(db, users, configured);
    }

    /// Making one takes a person in front of a browser, so that no key outlives the one it was made with.
    public void routes(Routes routes) {
        routes.signedIn().get("/api/api-keys", this::list).delete("/api/api-keys/{id}", this::revoke);
        routes.session().post("/api/api-keys", this::create).post("/api/api-keys/{id}/renew", this::renew);
        routes.described(ApiKeysDescription::write);
    }

    /// Before the first request.
    public void start() {
        staticKey.removeUserUnlessConfigured();
    }

    @Override
    public boolean offered(Call call) {
        return sent(call).isPresent();
    }

    @Override
    public Found find(Call call) {
        return sent(call)
                .map(value -> staticKey.is(value) ? staticKey.found() : stored(call, value))
                .orElseGet(Found.Nobody::new);
    }

    private static Optional<Secret> sent(Call call) {
        return call.header(HEADER).filter(value -> !value.isEmpty()).map(Secret::new);
    }

    private Found stored(Call call, Secret value) {
        var found = db.read(tx -> keys.sent(tx, value));
        if (found.isEmpty()) {
            return new Found.Nobody();
        }
        var sent = found.get();
        if (!sent.key().ranges().contain(call.address())) {
            audited(call, sent.key());
            return new Found.Refused(new Refusal.Forbidden(
                    "api_key_address_not_allowed", "This API key may not be used from this address"));
        }
        if (sent.disabled()) {
            return new Found.Disabled();
        }
        if (sent.useIsDue()) {
            writeUse(call, sent.key());
        }
        return new Found.Known(new KeyCaller(sent.key(), sent.administrator()));
    }

    private void audited(Call call, ApiKey key) {
        db.write(tx -> {
            boolean news = keys.refused(tx, key);
            if (news) {
                audit.record(tx, entry(call, "API_KEY_REFUSED", key));
            }
            return news;
        });
    }

    /// Best effort: a full disk must not keep programs from reading.
    private void writeUse(Call call, ApiKey key) {
        try {
            db.write(tx -> {
                keys.used(tx, key, call.address().text());
                return true;
            });
        } catch (DbUnavailable e) {
            LOG.warn("api_key_use_not_written key={}", key.id(), e);
        }
    }

    private Reply list(Call call) {
        var asked = ListQuery.of(call);
        return Reply.json(
                200,
                db.read(tx ->
                        keys.list(tx, callerId(call), asked.withoutSearch()).map(ApiKeyView::of)));
    }

    private Reply create(Call call) {
        var wanted = NewApiKey.from(call.json());
        return db.write(tx -> {
            var fresh = keys.create(tx, callerId(call), wanted);
            record(tx, call, "API_KEY_CREATED", fresh.key());
            return shown(201, fresh);
        });
    }

    private Reply renew(Call call) {
        var expiresAt = NewApiKey.expiry(call.json());
        return db.write(tx -> {
            var fresh = keys.renew(tx, callerId(call), call.path("id"), expiresAt);
            record(tx, call, "API_KEY_RENEWED", fresh.key());
            return shown(200, fresh);
        });
    }

    private Reply revoke(Call call) {
        return db.write(tx -> {
            record(tx, call, "API_KEY_REVOKED", keys.revoke(tx, callerId(call), call.path("id")));
            return Reply.empty(204);
        });
    }

    private static Reply shown(int status, ApiKeyTable.Fresh fresh) {
        return Reply.json(
                status,
                new ApiKeyView.Shown(ApiKeyView.of(fresh.key()), fresh.value().reveal()));
    }

    private void record(Tx tx, Call call, String event, ApiKey key) {
        audit.record(tx, entry(call, event, key));
    }

    private static AuditEntry entry(Call call, String event, ApiKey key) {
        var entry = AuditEntry.of(call, event)
                .user(key.owner().value())
                .data("apiKeyId", key.id())
                .data("apiKeyName", key.name());
        return key.scopes().isEmpty() ? entry : entry.data("scopes", ApiKey.joined(key.scopes()));
    }

    private static UserId callerId(Call call) {
        return new UserId(call.caller(Caller.class).userId());
    }
}
