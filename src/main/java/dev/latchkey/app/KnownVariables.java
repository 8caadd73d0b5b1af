package dev.latchkey.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Names of environment variables: those that work, those that are accepted without effect, those that are refused
/// because the part they belong to does not exist yet, and misspelt ones.
final class KnownVariables {
    private static final Set<String> WORKING = Set.of(
            "APP_ENV",
            "APP_NAME",
            "APP_URL",
            "INTERNAL_APP_URL",
            "PUBLIC_URL",
            "HOST",
            "PORT",
            "DB_CONNECTION_STRING",
            "DB_CONNECTION_STRING_FILE",
            "ENCRYPTION_KEY",
            "ENCRYPTION_KEY_FILE",
            "TRUST_PROXY",
            "TRUSTED_PLATFORM",
            "ALLOW_INSECURE_CALLBACK_URLS",
            "DISABLE_RATE_LIMITING",
            "LOG_LEVEL",
            "LOG_JSON",
            "WEBAUTHN_RP_ID",
            "WEBAUTHN_RELATED_ORIGINS",
            "SESSION_DURATION",
            "SESSION_IDLE_TIMEOUT");

    /// Pocket ID's, with nothing to act on here: no actor runtime, no telemetry home, no version check, no SQL log of
    /// values.
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "ACTORS_HOST",
            "ACTORS_PORT",
            "ANALYTICS_DISABLED",
            "VERSION_CHECK_DISABLED",
            "UI_CONFIG_DISABLED",
            "PUID",
            "PGID",
            "LOG_QUERY_ARGS",
            "AUDIT_LOG_RETENTION_DAYS",
            "LOCAL_IPV6_RANGES");

    private static final Set<String> NOT_YET = Set.of(
            "UNIX_SOCKET",
            "UNIX_SOCKET_MODE",
            "SYSTEMD_SOCKET",
            "PROXY_PROTOCOL",
            "TLS_CERT",
            "TLS_KEY",
            "TLS_CERT_FILE",
            "TLS_KEY_FILE",
            "STATIC_API_KEY",
            "STATIC_API_KEY_FILE",
            "ALLOW_DOWNGRADE");

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

    private KnownVariables() {}

    /// Complaints about variables that are set and would not do what they say.
    static List<String> refused(Map<String, String> variables) {
        var refused = new ArrayList<String>();
        for (var name : new TreeSet<>(NOT_YET)) {
            var value = variables.getOrDefault(name, "");
            if (!value.isEmpty() && !value.matches("(?i)0|f|false")) {
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
        return WORKING.contains(name) || NOT_YET.contains(name);
    }

    private static java.util.Optional<String> nearest(String name) {
        return WORKING.stream()
                .filter(candidate -> candidate.length() > 4 && distance(name, candidate) <= 2)
                .min((left, right) -> Integer.compare(distance(name, left), distance(name, right)));
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
