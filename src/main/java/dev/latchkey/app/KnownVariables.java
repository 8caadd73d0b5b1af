package dev.latchkey.app;

import dev.latchkey.settings.SettingKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Names of environment variables: those that work, those that are accepted without effect, those that are refused
/// because the part they belong to does not exist yet, and misspelt ones.
final class KnownVariables {
    private static final Set<String> WORKING = Set.of(
            "APP_ENV",
            "APP_URL",
            "INTERNAL_APP_URL",
            "PUBLIC_URL",
            "HOST",
            "PORT",
            "DB_CONNECTION_STRING",
            "DB_CONNECTION_STRING_FILE",
            "ENCRYPTION_KEY",
            "ENCRYPTION_KEY_FILE",
            "STATIC_API_KEY",
            "STATIC_API_KEY_FILE",
            "AUDIT_LOG_RETENTION_DAYS",
            "TRUST_PROXY",
            "TRUSTED_PLATFORM",
            "ALLOW_INSECURE_CALLBACK_URLS",
            "DISABLE_RATE_LIMITING",
            "LOG_LEVEL",
            "LOG_JSON",
            "WEBAUTHN_RP_ID",
            "WEBAUTHN_RELATED_ORIGINS",
            "UI_CONFIG_DISABLED",
            "SESSION_IDLE_TIMEOUT",
            "FILE_BACKEND",
            "UPLOAD_PATH");

    /// Pocket ID's, with nothing to act on here. The reasons stand in `docs/configuration.md`.
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "ACTORS_HOST",
            "ACTORS_PORT",
            "ANALYTICS_DISABLED",
            "VERSION_CHECK_DISABLED",
            "PUID",
            "PGID",
            "LOG_QUERY_ARGS",
            "LOCAL_IPV6_RANGES",
            "S3_BUCKET",
            "S3_REGION",
            "S3_ENDPOINT",
            "S3_ACCESS_KEY_ID",
            "S3_SECRET_ACCESS_KEY",
            "S3_SECRET_ACCESS_KEY_FILE",
            "S3_FORCE_PATH_STYLE",
            "S3_DISABLE_DEFAULT_INTEGRITY_CHECKS",
            "MAXMIND_LICENSE_KEY",
            "MAXMIND_LICENSE_KEY_FILE",
            "GEOLITE_DB_PATH",
            "GEOLITE_DB_URL",
            "OTEL_LOGS_EXPORTER",
            "OTEL_TRACES_EXPORTER",
            "OTEL_METRICS_EXPORTER");

    private static final String OFF = "(?i)0|f|false";

    /// What would be missed if it were ignored, refused until its part exists; with the values that ask for nothing.
    private static final Map<String, String> NOT_YET = Map.ofEntries(
            Map.entry("UNIX_SOCKET", ""),
            Map.entry("UNIX_SOCKET_MODE", ""),
            Map.entry("SYSTEMD_SOCKET", OFF),
            Map.entry("PROXY_PROTOCOL", OFF),
            Map.entry("TLS_CERT", ""),
            Map.entry("TLS_KEY", ""),
            Map.entry("TLS_CERT_FILE", ""),
            Map.entry("TLS_KEY_FILE", ""),
            Map.entry("ALLOW_DOWNGRADE", OFF));

    private static final Set<String> REMOVED = Set.of(
            "KEYS_STORAGE",
            "KEYS_PATH",
            "DB_PROVIDER",
            "LDAP_ATTRIBUTE_ADMIN_GROUP",
            "PUBLIC_APP_URL",
            "PUBLIC_UI_CONFIG_DISABLED",
            "CADDY_DISABLED",
            "CADDY_PORT",
            "BACKEND_PORT",
            "POSTGRES_CONNECTION_STRING",
            "SQLITE_DB_PATH",
            "INTERNAL_BACKEND_URL");

    /// They count under `UI_CONFIG_DISABLED` alone; what cannot be done yet is refused by the setting itself.
    private static final Set<String> SETTINGS = settings();

    /// Edits by which a name may differ from the one that was meant.
    private static final int MISSPELT = 2;

    private KnownVariables() {}

    private static Set<String> settings() {
        var names = new TreeSet<String>();
        for (var key : SettingKey.values()) {
            names.add(key.variable());
            if (key.secret()) {
                names.add(key.variable() + "_FILE");
            }
        }
        return names;
    }

    /// Every name with what becomes of it, as `docs/configuration.md` calls it.
    static Map<String, String> all() {
        var all = new TreeMap<String, String>();
        WORKING.forEach(name -> all.put(name, "works"));
        WITHOUT_EFFECT.forEach(name -> all.put(name, "no effect"));
        NOT_YET.keySet().forEach(name -> all.put(name, "refused"));
        REMOVED.forEach(name -> all.put(name, "removed"));
        SETTINGS.forEach(name -> all.put(name, "setting"));
        return all;
    }

    /// Complaints about variables that are set and would not do what they say.
    static List<String> refused(Map<String, String> variables) {
        var refused = new ArrayList<String>();
        for (var name : new TreeSet<>(NOT_YET.keySet())) {
            var value = variables.getOrDefault(name, "");
            if (!value.isEmpty() && !value.matches(NOT_YET.getOrDefault(name, ""))) {
                refused.add(name + " is set, and this version of Latchkey cannot do that yet. Remove it"
                        + (name.startsWith("TLS") ? ", and let a reverse proxy serve https." : "."));
            }
        }
        return refused;
    }

    /// What works, but probably not as meant.
    static List<String> warnings(Map<String, String> variables) {
        var warnings = new ArrayList<String>();
        for (var name : new TreeSet<>(variables.keySet())) {
            if (variables.getOrDefault(name, "").isEmpty()) {
                continue;
            }
            if (REMOVED.contains(name)) {
                warnings.add(name + " is from an old release and has no effect; remove it");
            } else if (WITHOUT_EFFECT.contains(name)) {
                warnings.add(name + " has no effect on Latchkey");
            } else if (!known(name)) {
                nearest(name).ifPresent(meant -> warnings.add(name + " is unknown; is " + meant + " meant?"));
            }
        }
        return warnings;
    }

    private static boolean known(String name) {
        return WORKING.contains(name) || NOT_YET.containsKey(name) || SETTINGS.contains(name);
    }

    private static Optional<String> nearest(String name) {
        return Stream.concat(WORKING.stream(), SETTINGS.stream())
                .filter(candidate -> candidate.length() > 4 && mayBeNear(name, candidate))
                .filter(candidate -> distance(name, candidate) <= MISSPELT)
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
    }

    /// Rules most pairs out before they are compared letter by letter, since an environment holds many variables of
    /// others and a start should not wait for that: few edits leave the length much the same, and leave one of
    /// `MISSPELT + 1` parts of the name as it was, close to where it was.
    private static boolean mayBeNear(String name, String candidate) {
        if (Math.abs(name.length() - candidate.length()) > MISSPELT) {
            return false;
        }
        int part = candidate.length() / (MISSPELT + 1);
        for (int start = 0; start + part <= candidate.length(); start += part) {
            int at = name.indexOf(candidate.substring(start, start + part), Math.max(0, start - MISSPELT));
            if (at >= 0 && at <= start + MISSPELT) {
                return true;
            }
        }
        return false;
    }

    /// Levenshtein's edit distance.
    private static int distance(String left, String right) {
        var row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int above = row[j];
                int same = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(same, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[right.length()];
    }
}
