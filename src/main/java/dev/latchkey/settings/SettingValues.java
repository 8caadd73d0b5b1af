package dev.latchkey.settings;

import dev.latchkey.platform.Composed;
import dev.latchkey.platform.http.FieldChecks;
import dev.latchkey.platform.http.Json;
import dev.latchkey.platform.mail.MailSettings;
import dev.latchkey.platform.pages.Link;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// A value for every setting, each within its rule.
public final class SettingValues {
    /// What is in place of a secret wherever settings are shown.
    static final String MASK = "XXXXXXXXXX";

    private final Map<SettingKey, String> values = new EnumMap<>(SettingKey.class);

    /// @param values of some; the others have their defaults
    SettingValues(Map<SettingKey, String> values) {
        for (var key : SettingKey.values()) {
            this.values.put(key, values.getOrDefault(key, key.otherwise()));
        }
    }

    /// Checks what was sent or configured.
    ///
    /// @param name what a complaint calls a setting
    /// @param sent the value given for it, empty if none
    /// @throws dev.latchkey.platform.RefusalException `validation_failed`, naming each that cannot be taken
    public static SettingValues checked(Function<SettingKey, String> name, Function<SettingKey, String> sent) {
        var checks = new FieldChecks();
        var values = new EnumMap<SettingKey, String>(SettingKey.class);
        for (var key : SettingKey.AS_CHECKED) {
            var value = sent.apply(key);
            if (value.isEmpty() && !key.rule().required()) {
                continue;
            }
            var field = checks.of(name.apply(key), value).required();
            key.rule().check().on(field, value);
            field.that(key.works() || value.equals(key.otherwise()), "unsupported", "is not supported by this version");
            values.put(key, Composed.of(value));
        }
        checks.done();
        return new SettingValues(values);
    }

    public String get(SettingKey key) {
        return values.getOrDefault(key, key.otherwise());
    }

    public boolean flag(SettingKey key) {
        return get(key).equals("true");
    }

    /// The installation's name.
    public String appName() {
        return get(SettingKey.APP_NAME);
    }

    /// How long a session lives at most.
    public Duration sessionDuration() {
        return Duration.ofMinutes(Long.parseLong(get(SettingKey.SESSION_DURATION)));
    }

    /// The path of the page that one is on after signing in without an app.
    public String homePage() {
        return get(SettingKey.HOME_PAGE_URL);
    }

    /// The groups of who gets an account without groups being named, by id.
    public List<String> defaultGroupIds() {
        return Json.mapper()
                .readTree(get(SettingKey.SIGNUP_DEFAULT_USER_GROUP_IDS))
                .valueStream()
                .map(node -> node.stringValue())
                .toList();
    }

    /// The custom claims of who gets an account; of a key that is there twice the last.
    public Map<String, String> defaultClaims() {
        var claims = new LinkedHashMap<String, String>();
        Json.mapper()
                .readTree(get(SettingKey.SIGNUP_DEFAULT_CUSTOM_CLAIMS))
                .valueStream()
                .forEach(node -> claims.put(
                        node.path("key").stringValue(), node.path("value").stringValue()));
        return claims;
    }

    /// What the pages that one passes through link to.
    public List<Link> footerLinks() {
        return Json.mapper()
                .readTree(get(SettingKey.FOOTER_LINKS))
                .valueStream()
                .map(node -> new Link(
                        node.path("text").stringValue(), node.path("url").stringValue()))
                .toList();
    }

    /// How mail is sent.
    public MailSettings mail() {
        return new MailSettings(
                get(SettingKey.SMTP_HOST),
                get(SettingKey.SMTP_PORT),
                get(SettingKey.SMTP_FROM),
                get(SettingKey.SMTP_USER),
                get(SettingKey.SMTP_PASSWORD),
                MailSettings.Encryption.valueOf(get(SettingKey.SMTP_TLS).toUpperCase(Locale.ROOT)),
                flag(SettingKey.SMTP_SKIP_CERT_VERIFY));
    }

    /// The value as it may be shown.
    String shown(SettingKey key) {
        return key.secret() && !get(key).isEmpty() ? MASK : get(key);
    }

    SettingValues with(SettingKey key, String value) {
        var changed = new EnumMap<>(values);
        changed.put(key, value);
        return new SettingValues(changed);
    }
}
