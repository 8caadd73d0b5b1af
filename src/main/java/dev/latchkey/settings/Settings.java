package dev.latchkey.settings;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.audit.Changes;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.crypto.ServerKey;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Dialect;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Area;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Caller;
import dev.latchkey.platform.http.EntityTags;
import dev.latchkey.platform.http.FieldChecks;
import dev.latchkey.platform.http.JsonBody;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.images.Images;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The settings as they are now, and `/api/application-configuration`, where administrators change them.
public final class Settings implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Settings.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Db db;
    private final Audit audit;
    private final Optional<SettingValues> fixed;
    private final SettingsTable table;
    private final AtomicReference<SettingsTable.Stored> current;
    private final ApplicationImages images;
    private final Branding branding;
    private final List<Guard> guards = new ArrayList<>();
    private volatile boolean closed;
    private final Thread watch = Thread.ofVirtual().name("settings").unstarted(this::watch);

    /// @param fixed what the environment decided, if it decides
    public Settings(Db db, ServerKey serverKey, Audit audit, Images images, Optional<SettingValues> fixed) {
        this.db = db;
        this.audit = audit;
        this.fixed = fixed;
        this.images = new ApplicationImages(db, images, audit);
        this.branding = new Branding(this::now, this.images::address);
        this.table = new SettingsTable(serverKey);
        this.current = new AtomicReference<>(
                fixed.map(values -> new SettingsTable.Stored(0, values)).orElseGet(() -> db.read(table::read)));
    }

    /// Complains about settings that it knows more about than their form.
    @FunctionalInterface
    public interface Guard {
        void check(Tx tx, SettingValues wanted, FieldChecks checks);
    }

    /// Registers who is asked before settings are changed.
    public void guard(Guard guard) {
        guards.add(guard);
    }

    /// The settings that count now. It costs nothing: no statement is run.
    public SettingValues now() {
        return current.get().values();
    }

    /// The pictures of the installation.
    public ApplicationImages images() {
        return images;
    }

    /// What the settings change about the look of pages.
    public Branding branding() {
        return branding;
    }

    /// Whether the environment decides, so that nothing can be changed here.
    public boolean disabled() {
        return fixed.isPresent();
    }

    public void routes(Routes routes) {
        routes.open().get("/api/application-configuration", _ -> Reply.json(200, shownToAnybody()));
        routes.open().get(Branding.PATH, branding::sheet);
        images.routes(routes);
        routes.administrator(Area.SETTINGS)
                .get("/api/application-configuration/all", _ -> all(current.get()))
                .put("/api/application-configuration", this::change);
        routes.described(SettingsDescription::write);
    }

    /// Begins to look for what other replicas change. A SQLite file has none.
    public void start() {
        if (db.dialect() == Dialect.POSTGRESQL) {
            watch.start();
        }
    }

    private void watch() {
        try {
            while (!closed) {
                Thread.sleep(LOOK_EVERY);
                look();
            }
        } catch (InterruptedException _) {
            // closed
        }
    }

    private void look() {
        try {
            images.look();
            if (fixed.isEmpty() && db.read(table::version) != current.get().version()) {
                take(db.read(table::read));
            }
        } catch (RuntimeException e) {
            // Whatever it is, the next look may well succeed.
            if (!closed) {
                LOG.warn("settings_not_read", e);
            }
        }
    }

    record PublicView(String key, String type, String value) {}

    record View(String key, String type, String value, boolean isPublic) {}

    /// What pages need before anybody is known.
    private List<PublicView> shownToAnybody() {
        var values = now();
        return Stream.concat(
                        Arrays.stream(SettingKey.values())
                                .filter(SettingKey::isPublic)
                                .map(key -> new PublicView(key.text(), "", values.get(key))),
                        Stream.of(
                                new PublicView("uiConfigDisabled", "boolean", Boolean.toString(disabled())),
                                new PublicView("tracingEnabled", "", "false")))
                .toList();
    }

    /// All of them, secrets masked. The `ETag` is what a change is to be based on.
    private static Reply all(SettingsTable.Stored stored) {
        return Reply.json(
                        200,
                        Arrays.stream(SettingKey.values())
                                .map(key ->
                                        new View(key.text(), "", stored.values().shown(key), false))
                                .toList())
                .header("ETag", tag(stored.version()));
    }

    private static String tag(long version) {
        return "\"" + version + "\"";
    }

    /// Replaces all settings: one that is missing or empty is put back to its default. Who sends the `ETag` of what
    /// they saw as `If-Match` is refused if somebody else changed settings since.
    private Reply change(Call call) {
        var body = call.json();
        var sent = SettingValues.checked(SettingKey::text, key -> body.text(key.text()));
        if (disabled()) {
            throw new Refusal.Forbidden(
                            "ui_config_disabled",
                            "The configuration can't be changed since the UI configuration is disabled")
                    .asException();
        }
        var stored = db.write(tx -> {
            var version = table.nextVersion(tx);
            var before = table.read(tx).values();
            refuseUnlessSeen(call, version - 1);
            var wanted = keeping(before, body, sent);
            var checks = new FieldChecks();
            guards.forEach(guard -> guard.check(tx, wanted, checks));
            checks.done();
            write(call, tx, before, wanted);
            return new SettingsTable.Stored(version, wanted);
        });
        take(stored);
        return all(stored);
    }

    private static void refuseUnlessSeen(Call call, long version) {
        if (!EntityTags.isBasedOn(call, tag(version))) {
            throw new Refusal.Outdated("settings_changed", "Somebody else has changed the settings in the meantime")
                    .asException();
        }
    }

    /// A masked secret stays what it was, as does what the body does not know of.
    private static SettingValues keeping(SettingValues before, JsonBody body, SettingValues sent) {
        var wanted = sent;
        for (var key : SettingKey.values()) {
            boolean masked = key.secret() && sent.get(key).equals(SettingValues.MASK);
            if (masked || (key.added() && body.member(key.text()).isEmpty())) {
                wanted = wanted.with(key, before.get(key));
            }
        }
        refuseElsewhere(before, wanted, sent);
        return wanted;
    }

    /// A stored password is good for the server it was entered for: with another address, or less care over who
    /// answers there, it has to be entered again, or it could be sent to whoever wants to read it.
    private static void refuseElsewhere(SettingValues before, SettingValues wanted, SettingValues sent) {
        boolean kept = sent.get(SettingKey.SMTP_PASSWORD).equals(SettingValues.MASK)
                && !wanted.get(SettingKey.SMTP_PASSWORD).isEmpty();
        boolean elsewhere = Stream.of(
                        SettingKey.SMTP_HOST,
                        SettingKey.SMTP_PORT,
                        SettingKey.SMTP_TLS,
                        SettingKey.SMTP_SKIP_CERT_VERIFY)
                .anyMatch(key -> !before.get(key).equals(wanted.get(key)));
        var checks = new FieldChecks();
        checks.that(
                !(kept && elsewhere),
                SettingKey.SMTP_PASSWORD.text(),
                "required",
                "must be entered again, since the server is another one");
        checks.done();
    }

    private static void refuseRestricted(Call call, SettingKey key) {
        if (key.decidesEntry() && call.caller(Caller.class).restricted()) {
            throw new Refusal.Forbidden(
                            "api_key_scope_missing",
                            "An API key with scopes may not change " + key.text() + ", which decides who can sign in")
                    .asException();
        }
    }

    private void write(Call call, Tx tx, SettingValues before, SettingValues after) {
        var changes = new Changes();
        for (var key : SettingKey.values()) {
            if (!before.get(key).equals(after.get(key))) {
                refuseRestricted(call, key);
                table.write(tx, key, after.get(key));
                changes.shown(key.text(), before.shown(key), after.shown(key));
            }
        }
        if (!changes.none()) {
            audit.record(
                    tx,
                    AuditEntry.of(call, "SETTINGS_UPDATED")
                            .actor(call.caller(Caller.class).userId())
                            .changes(changes));
        }
    }

    /// Two may arrive out of order.
    private void take(SettingsTable.Stored stored) {
        current.accumulateAndGet(stored, (old, fresh) -> fresh.version() >= old.version() ? fresh : old);
    }

    @Override
    public void close() {
        closed = true;
        watch.interrupt();
    }
}
