package dev.latchkey.app;

import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.RefusalException;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.db.Database;
import dev.latchkey.platform.http.TrustedProxies;
import dev.latchkey.platform.net.Cidr;
import dev.latchkey.settings.SettingKey;
import dev.latchkey.settings.SettingValues;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.event.Level;

/// Reads environment variables into a [Config], and collects every mistake before it complains, so that all of them are
/// mended at once.
///
/// The rules are Pocket ID's: an empty value is no value; booleans are `1 t true 0 f false` in the usual spellings;
/// `NAME_FILE` replaces `NAME` where a secret may stand in a file.
public final class Environment {
    private static final int STATIC_API_KEY_LENGTH = 16;
    private static final Pattern DOMAIN =
            Pattern.compile("(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?[.])+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

    private final Map<String, String> variables;
    private final List<String> mistakes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    /// What was read, and what is worth a line in the log though it works.
    public record Result(Config config, List<String> warnings) {}

    /// @throws Config.Mistakes with all that is wrong
    public static Result read(Map<String, String> variables) throws Config.Mistakes {
        var environment = new Environment(variables);
        var config = environment.config();
        environment.mistakes.addAll(KnownVariables.refused(variables));
        environment.warnings.addAll(KnownVariables.warnings(variables));
        if (!environment.mistakes.isEmpty()) {
            throw new Config.Mistakes(environment.mistakes, environment.warnings);
        }
        return new Result(config, List.copyOf(environment.warnings));
    }

    private Config config() {
        var appUrl = appUrl();
        boolean appUrlKnown = mistakes.isEmpty();
        var relatedOrigins = relatedOrigins();
        var database = database();
        var storage = new StorageVariables(this, database);
        var encryptionKey = encryptionKey();
        if (encryptionKey.isEmpty() && Database.isPostgresql(database)) {
            mistakes.add(
                    "ENCRYPTION_KEY is not set. With PostgreSQL every replica needs the same one: set it to the output "
                            + "of `openssl rand -base64 32`.");
        }
        return new Config(
                appUrl,
                origin("INTERNAL_APP_URL", false).orElse(appUrl),
                text("HOST", false).orElse("0.0.0.0").toLowerCase(Locale.ROOT),
                number("PORT", 1411, 0, 65_535),
                database,
                storage.files(),
                storage.places(),
                encryptionKey,
                staticApiKey(),
                Duration.ofDays(number("AUDIT_LOG_RETENTION_DAYS", 90, 1, 36_500)),
                proxies(),
                internalRanges(),
                new TrustVariables(this).authorities(),
                flag("ALLOW_INSECURE_CALLBACK_URLS", true),
                !flag("DISABLE_RATE_LIMITING", false) && !underTest(),
                logLevel(),
                flag("LOG_JSON", false),
                flag("LOG_QUERY_ARGS", false),
                appUrlKnown ? rpId(appUrl, relatedOrigins) : appUrl.getHost(),
                relatedOrigins,
                text("SESSION_IDLE_TIMEOUT", false)
                        .map(_ -> Duration.ofMinutes(number("SESSION_IDLE_TIMEOUT", 0, 1, 525_600))),
                settings());
    }

    private String database() {
        var address = text("DB_CONNECTION_STRING", true).orElse("data/latchkey.db");
        var mistake = Database.mistake(address);
        mistake.ifPresent(wrong -> mistakes.add("DB_CONNECTION_STRING " + wrong));
        return mistake.isPresent() && !Database.isPostgresql(address) ? "data/latchkey.db" : address;
    }

    /// Under `UI_CONFIG_DISABLED` the environment decides every setting.
    private Optional<SettingValues> settings() {
        if (!flag("UI_CONFIG_DISABLED", false)) {
            var idle = Arrays.stream(SettingKey.values())
                    .map(SettingKey::variable)
                    .filter(this::present)
                    .toList();
            if (!idle.isEmpty()) {
                warnings.add("settings are made on the settings page, since UI_CONFIG_DISABLED is not true; without "
                        + "effect: " + String.join(", ", idle));
            }
            return Optional.empty();
        }
        try {
            return Optional.of(SettingValues.checked(SettingKey::variable, this::setting));
        } catch (RefusalException e) {
            ((Refusal.Invalid) e.refusal())
                    .fields()
                    .forEach(field -> mistakes.add(field.field() + " " + field.message()
                            + ". Correct it or remove it: UI_CONFIG_DISABLED makes the environment decide."));
            return Optional.empty();
        }
    }

    private String setting(SettingKey key) {
        var value = text(key.variable(), false);
        if (value.isEmpty() && key.secret() && present(key.variable() + "_FILE")) {
            var file = variables.getOrDefault(key.variable() + "_FILE", "");
            return readFile(key.variable() + "_FILE", file, bytes -> new String(bytes, StandardCharsets.UTF_8))
                    .orElse("");
        }
        return value.orElse(key.otherwise());
    }

    private URI appUrl() {
        if (present("PUBLIC_URL") && !present("APP_URL")) {
            warnings.add("PUBLIC_URL is read as APP_URL; rename it");
            return origin("PUBLIC_URL", true).orElse(URI.create("http://localhost:1411"));
        }
        return origin("APP_URL", true).orElse(URI.create("http://localhost:1411"));
    }

    private Optional<URI> origin(String name, boolean asBrowsersDo) {
        return text(name, false).flatMap(value -> origin(name + " is " + quoted(value), name, value, asBrowsersDo));
    }

    /// @param asBrowsersDo whether it is spelt as browsers spell origins (RFC 6454 §6.1): in lower case, without the
    ///     port that the scheme has anyway
    private Optional<URI> origin(String found, String name, String value, boolean asBrowsersDo) {
        try {
            var trimmed = value.replaceAll("/+$", "");
            var uri = new URI(asBrowsersDo ? trimmed.toLowerCase(Locale.ROOT) : trimmed);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (!http || uri.getHost() == null || uri.getRawUserInfo() != null || uri.getPort() > 65_535) {
                mistakes.add(found + ", which is no web address. Write it like https://id.example.com.");
                return Optional.empty();
            }
            if (!uri.getRawPath().isEmpty() || uri.getRawQuery() != null || uri.getRawFragment() != null) {
                mistakes.add(name + " must not contain a path. Write " + uri.getScheme() + "://" + uri.getRawAuthority()
                        + ", and serve Latchkey on a host name of its own.");
                return Optional.empty();
            }
            int usual = uri.getScheme().equals("https") ? 443 : 80;
            boolean superfluous = asBrowsersDo && uri.getPort() == usual;
            return Optional.of(superfluous ? new URI(uri.getScheme() + "://" + uri.getHost()) : uri);
        } catch (URISyntaxException e) {
            mistakes.add(found + ", which is no web address. Write it like https://id.example.com.");
            return Optional.empty();
        }
    }

    private Optional<byte[]> encryptionKey() {
        var file = text("ENCRYPTION_KEY_FILE", false);
        var key = file.isPresent()
                ? readFile("ENCRYPTION_KEY_FILE", file.get(), Function.identity())
                : text("ENCRYPTION_KEY", false).map(value -> value.getBytes(StandardCharsets.UTF_8));
        if (key.filter(bytes -> bytes.length < 16).isPresent()) {
            mistakes.add("ENCRYPTION_KEY must be at least 16 bytes long. Use the output of `openssl rand -base64 32`.");
        }
        return key;
    }

    private Optional<Secret> staticApiKey() {
        var key = text("STATIC_API_KEY", true);
        if (key.filter(value -> value.length() < STATIC_API_KEY_LENGTH).isPresent()) {
            mistakes.add("STATIC_API_KEY must be at least " + STATIC_API_KEY_LENGTH
                    + " characters long. Use the output of `openssl rand -hex 32`.");
        }
        return key.map(Secret::new);
    }

    private TrustedProxies proxies() {
        var platform = text("TRUSTED_PLATFORM", false);
        var value = text("TRUST_PROXY", false).orElse("");
        try {
            return TrustedProxies.parse(value, platform);
        } catch (IllegalArgumentException e) {
            mistakes.add("TRUST_PROXY is " + quoted(value)
                    + ". Write true, false, or a comma-separated list of addresses and networks such as 10.0.0.0/8.");
            return TrustedProxies.parse("", platform);
        }
    }

    private List<Cidr> internalRanges() {
        var ranges = new ArrayList<Cidr>();
        for (var entry : text("LOCAL_IPV6_RANGES", false).orElse("").split(",", -1)) {
            var range = entry.strip();
            if (range.isEmpty()) {
                continue;
            }
            try {
                if (!range.contains(":") || !range.contains("/")) {
                    throw new IllegalArgumentException(range);
                }
                ranges.add(Cidr.parse(range));
            } catch (IllegalArgumentException e) {
                mistakes.add("LOCAL_IPV6_RANGES has " + quoted(range)
                        + ". Write IPv6 networks such as 2001:db8:1::/48, separated by commas.");
            }
        }
        return List.copyOf(ranges);
    }

    private Level logLevel() {
        var value = text("LOG_LEVEL", false).orElse("info").toLowerCase(Locale.ROOT);
        return switch (value) {
            case "debug" -> Level.DEBUG;
            case "info" -> Level.INFO;
            case "warn", "warning" -> Level.WARN;
            case "error" -> Level.ERROR;
            default -> {
                mistakes.add("LOG_LEVEL is " + quoted(value) + ". Write debug, info, warn or error.");
                yield Level.INFO;
            }
        };
    }

    private List<String> relatedOrigins() {
        var name = "WEBAUTHN_RELATED_ORIGINS";
        return Arrays.stream(text(name, false).orElse("").split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .flatMap(entry -> origin(name + " contains " + quoted(entry), name, entry, true).stream())
                .map(URI::toString)
                .distinct()
                .toList();
    }

    /// WebAuthn Level 3 §5.1.3: the host of the page, or a domain above it; any other only where the page's origin is
    /// among the related ones that the other domain names (§5.11).
    private String rpId(URI appUrl, List<String> relatedOrigins) {
        var host = appUrl.getHost();
        var id = text("WEBAUTHN_RP_ID", false).orElse(host).toLowerCase(Locale.ROOT);
        if (id.equals(host)) {
            return id;
        }
        if (!DOMAIN.matcher(id).matches()) {
            mistakes.add("WEBAUTHN_RP_ID is " + quoted(id)
                    + ", which is no domain. Write a host name and nothing else, such as example.com.");
        } else if (!host.endsWith("." + id) && !relatedOrigins.contains(appUrl.toString())) {
            mistakes.add("WEBAUTHN_RP_ID is " + quoted(id) + ", and no browser would use its passkeys at " + appUrl
                    + ". Write " + host + " or a domain above it. If this installation moved away from " + id + ", add "
                    + appUrl + " to WEBAUTHN_RELATED_ORIGINS.");
        }
        return id;
    }

    /// Whether tests run the server (`APP_ENV`).
    boolean underTest() {
        return text("APP_ENV", false).orElse("").equalsIgnoreCase("test");
    }

    /// @param sentences what is wrong with a variable, and how to mend it
    void mistake(String sentences) {
        mistakes.add(sentences);
    }

    boolean flag(String name, boolean otherwise) {
        var value = text(name, false);
        if (value.isEmpty()) {
            return otherwise;
        }
        return switch (value.get()) {
            case "1", "t", "T", "TRUE", "true", "True" -> true;
            case "0", "f", "F", "FALSE", "false", "False" -> false;
            default -> {
                mistakes.add(name + " is " + quoted(value.get()) + ". Write true or false.");
                yield otherwise;
            }
        };
    }

    private int number(String name, int otherwise, int least, int most) {
        var value = text(name, false);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through to the complaint below
        }
        mistakes.add(
                name + " is " + quoted(value.get()) + ". Write a whole number from " + least + " to " + most + ".");
        return otherwise;
    }

    private boolean present(String name) {
        return !variables.getOrDefault(name, "").isEmpty();
    }

    /// @param orFile whether `NAME_FILE` may name a file that holds it
    Optional<String> text(String name, boolean orFile) {
        if (orFile && present(name + "_FILE")) {
            return readFile(
                    name + "_FILE",
                    variables.getOrDefault(name + "_FILE", ""),
                    bytes -> new String(bytes, StandardCharsets.UTF_8).strip());
        }
        return Optional.of(variables.getOrDefault(name, "")).filter(value -> !value.isEmpty());
    }

    private <T> Optional<T> readFile(String name, String path, Function<byte[], T> map) {
        try {
            return Optional.of(map.apply(Files.readAllBytes(Path.of(path))));
        } catch (IOException | java.nio.file.InvalidPathException e) {
            mistakes.add(
                    name + " names " + quoted(path) + ", which cannot be read. Check the path and who may read it.");
            return Optional.empty();
        }
    }

    /// A value as complaints show it.
    static String quoted(String value) {
        return "\"" + value + "\"";
    }
}
