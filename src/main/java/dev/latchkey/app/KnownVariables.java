package dev.latchkey.app;

import dev.latchkey.settings.SettingKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
            "LOG_QUERY_ARGS",
            "WEBAUTHN_RP_ID",
            "WEBAUTHN_RELATED_ORIGINS",
            "UI_CONFIG_DISABLED",
            "SESSION_IDLE_TIMEOUT",
            "FILE_BACKEND",
            "UPLOAD_PATH",
            "S3_BUCKET",
            "S3_REGION",
            "S3_ENDPOINT",
            "S3_ACCESS_KEY_ID",
            "S3_SECRET_ACCESS_KEY",
            "S3_SECRET_ACCESS_KEY_FILE",
            "S3_FORCE_PATH_STYLE",
            "S3_DISABLE_DEFAULT_INTEGRITY_CHECKS",
            "LOCAL_IPV6_RANGES",
            "SSL_CERT_FILE",
            "SSL_CERT_DIR",
            "MAXMIND_LICENSE_KEY",
            "MAXMIND_LICENSE_KEY_FILE",
            "GEOLITE_DB_PATH",
            "GEOLITE_DB_URL");

    /// Pocket ID's, with nothing to act on here. The reasons stand in `docs/configuration.md`.
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "ACTORS_HOST",
            "ACTORS_PORT",
            "ANALYTICS_DISABLED",
            "VERSION_CHECK_DISABLED",
            "PUID",
            "PGID",
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

    /// Nobody's variables are in lower case but by mistake, or they are another program's and not like ours.
    private static Optional<String> nearest(String typed) {
        var name = typed.toUpperCase(Locale.ROOT);
        return Stream.of(WORKING, SETTINGS, NOT_YET.keySet())
                .flatMap(Set::stream)
                .filter(candidate -> mayBeNear(name, candidate))
                .filter(candidate -> distance(name, candidate) <= edits(candidate))
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
    }

    /// By how many edits a name may differ from the one that was meant: of short ones, by which others are called as
    /// well, one.
    private static int edits(String meant) {
        return meant.length() > 4 ? 2 : 1;
    }

    /// Rules most pairs out before they are compared letter by letter, since an environment holds many variables of
    /// others and a start should not wait for that: few edits leave the length much the same, and some part of the
    /// name as it was, close to where it was.
    private static boolean mayBeNear(String name, String candidate) {
        int edits = edits(candidate);
        if (Math.abs(name.length() - candidate.length()) > edits) {
            return false;
        }
        int part = candidate.length() / (2 * edits + 1); // two letters that changed places may be in two parts
        for (int start = 0; start + part <= candidate.length(); start += part) {
            int at = name.indexOf(candidate.substring(start, start + part), Math.max(0, start - edits));
            if (at >= 0 && at <= start + edits) {
                return true;
            }
        }
        return false;
    }

    /// The edit distance of Damerau and Levenshtein, in which two neighbours that changed places are one edit.
    private static int distance(String left, String right) {
        var rows = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            rows[i][0] = i;
            for (int j = 1; j <= right.length(); j++) {
                rows[i][j] = i == 0 ? j : least(rows, left, right, i, j);
            }
        }
        return rows[left.length()][right.length()];
    }

    private static int least(int[][] rows, String left, String right, int i, int j) {
        int same = rows[i - 1][j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        int least = Math.min(same, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
        boolean swapped = i > 1
                && j > 1
                && left.charAt(i - 1) == right.charAt(j - 2)
                && left.charAt(i - 2) == right.charAt(j - 1);
        return swapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
    }
}
