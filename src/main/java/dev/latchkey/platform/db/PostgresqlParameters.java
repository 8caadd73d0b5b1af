package dev.latchkey.platform.db;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/// What stands behind the `?` of an address: libpq's parameters by their names there, the JDBC driver's by its own, and
/// any other is a setting of the server for our connections, as `search_path` is. A misspelt one is therefore refused
/// by the server.
///
/// @param others for the driver
record PostgresqlParameters(
        Optional<String> hosts,
        Optional<String> ports,
        Optional<String> database,
        Optional<String> user,
        Optional<String> password,
        Properties others) {
    private static final Map<String, String> DRIVERS_NAMES = Map.of(
            "connect_timeout", "connectTimeout",
            "application_name", "ApplicationName",
            "channel_binding", "channelBinding",
            "gssencmode", "gssEncMode",
            "krbsrvname", "kerberosServerName",
            "require_auth", "requireAuth",
            "sslnegotiation", "sslNegotiation",
            "target_session_attrs", "targetServerType");

    private static final Map<String, String> SERVER_TYPES = Map.of(
            "read-write", "primary",
            "read-only", "secondary",
            "standby", "secondary",
            "prefer-standby", "preferSecondary");

    /// How other drivers and pools work inside; `pool_…` as well.
    private static final Set<String> OF_OTHERS = Set.of(
            "default_query_exec_mode",
            "statement_cache_capacity",
            "description_cache_capacity",
            "fallback_application_name",
            "client_encoding",
            "keepalives",
            "keepalives_idle",
            "keepalives_interval",
            "keepalives_count");

    /// @throws PostgresqlUrl.Unreadable if one of them has no value
    static PostgresqlParameters parse(String query) {
        var named = new HashMap<String, String>();
        var others = new Properties();
        var settings = new StringBuilder();
        for (var parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (parameter.isEmpty()) {
                continue;
            }
            if (equals < 1) {
                throw new PostgresqlUrl.Unreadable("has a parameter without a value. Write name=value behind the ?.");
            }
            var name = PostgresqlUrl.decode(parameter.substring(0, equals));
            var value = PostgresqlUrl.decode(parameter.substring(equals + 1));
            switch (name) {
                case "host", "hostaddr", "port", "dbname", "user", "password" -> named.put(name, value);
                case "options" -> settings.append(value).append(' ');
                default -> other(name, value, others, settings);
            }
        }
        if (!settings.isEmpty()) {
            others.setProperty("options", settings.toString().strip());
        }
        return new PostgresqlParameters(
                Optional.ofNullable(named.get("hostaddr")).or(() -> Optional.ofNullable(named.get("host"))),
                Optional.ofNullable(named.get("port")),
                Optional.ofNullable(named.get("dbname")),
                Optional.ofNullable(named.get("user")),
                Optional.ofNullable(named.get("password")),
                others);
    }

    private static void other(String name, String value, Properties others, StringBuilder settings) {
        var drivers = DRIVERS_NAMES.getOrDefault(name, name);
        if (isOfTheDriver(drivers)) {
            others.setProperty(
                    drivers, drivers.equals("targetServerType") ? SERVER_TYPES.getOrDefault(value, value) : value);
        } else if (!name.startsWith("pool_") && !OF_OTHERS.contains(name)) {
            settings.append("-c ").append(quoted(name + "=" + value)).append(' ');
        }
    }

    private static boolean isOfTheDriver(String name) {
        try {
            var known =
                    DriverManager.getDriver("jdbc:postgresql:").getPropertyInfo("jdbc:postgresql:", new Properties());
            return Arrays.stream(known).anyMatch(property -> property.name.equals(name));
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL's driver is part of every package", e);
        }
    }

    /// As the server takes options apart.
    private static String quoted(String setting) {
        return setting.replace("\\", "\\\\").replace(" ", "\\ ");
    }
}
