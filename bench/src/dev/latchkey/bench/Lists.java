package dev.latchkey.bench;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Lists of a large house: 100,000 people, 5,000 groups, 1,000 apps and the entries of some years, searched, filtered,
/// sorted and turned over to the last page; and whether signing in is any slower there than among a hundred people.
final class Lists {
    private static final double BUDGET_MILLIS = 50;
    private static final double SIGN_IN_BUDGET = 1.1;
    private static final int PEOPLE = 100_000;
    private static final int TIMES = 60;
    private static final int SIGN_INS = 300;

    private static final Map<String, String> PATHS = paths();

    private Lists() {}

    private static Map<String, String> paths() {
        var paths = new LinkedHashMap<String, String>();
        paths.put("people", "/api/users");
        paths.put("people, last page", "/api/users?pagination[page]=1000000");
        for (var column : List.of(
                "username", "email", "emailVerified", "firstName", "lastName", "displayName", "isAdmin", "disabled")) {
            paths.put("people, by " + column, "/api/users?sort[direction]=desc&sort[column]=" + column);
            paths.put("people, middle by " + column, "/api/users?pagination[page]=2000&sort[column]=" + column);
        }
        paths.put("people, one found", "/api/users?search=person077777");
        paths.put("people, all found", "/api/users?search=person&sort[column]=lastName");
        paths.put("people, some found", "/api/users?search=pat%20person12&sort[column]=displayName");
        paths.put("people, none found", "/api/users?search=nobodyatall");
        paths.put("people, in a group", "/api/users?search=group004217");
        paths.put("people, in many groups", "/api/users?search=group00&sort[column]=username");
        paths.put("people, disabled and found", "/api/users?search=person01&filters[disabled]=true&sort[column]=email");
        paths.put("people, disabled", "/api/users?filters[disabled]=true&sort[column]=username");
        paths.put("groups", "/api/user-groups");
        paths.put("groups, by number of people", "/api/user-groups?sort[column]=userCount&sort[direction]=desc");
        paths.put("groups, found", "/api/user-groups?search=group004");
        paths.put(
                "groups, found by number", "/api/user-groups?search=group&sort[column]=userCount&sort[direction]=asc");
        paths.put("groups, by friendly name", "/api/user-groups?sort[column]=friendlyName");
        paths.put("apps", "/api/oidc/clients");
        paths.put("apps, found and sorted", "/api/oidc/clients?search=app&sort[column]=name&sort[direction]=desc");
        paths.put("apps, of a person", "/api/oidc/users/me/clients");
        var newest = "sort[column]=createdAt&sort[direction]=desc";
        var audit = "/api/audit-logs/all?";
        paths.put("audit", audit + newest);
        paths.put("audit, last page", audit + "pagination[page]=1000000");
        paths.put("audit, one event", audit + "filters[event]=SIGN_IN&" + newest);
        paths.put("audit, one app", audit + "filters[clientName]=app0042&sort[column]=createdAt");
        paths.put("audit, from outside", audit + "filters[location]=external&" + newest);
        paths.put("audit, a day", audit + "filters[from]=2026-01-01T00:00:00Z&filters[to]=2026-01-02T00:00:00Z");
        var searched = new LinkedHashMap<String, String>();
        searched.put("a person", "person077777");
        searched.put("1000 people", "person");
        searched.put("an app", "app0042");
        searched.put("100 apps", "app00");
        searched.put("all apps", "app");
        searched.put("an event", "sign in");
        searched.put("a country", "germany");
        searched.put("a city", "lyon");
        searched.put("all in one", "an");
        searched.put("an address", "10.17.17.7");
        searched.put("nothing", "nobodyatall");
        searched.forEach((what, text) -> {
            var search = audit + "search=" + text.replace(" ", "%20") + "&";
            paths.put("audit, found: " + what, search + newest);
            paths.put("audit, last found: " + what, search + "pagination[page]=1000000");
            paths.put("audit, found by city: " + what, search + "sort[column]=city");
            paths.put("audit, authorizations: " + what, search + "filters[event]=CLIENT_AUTHORIZATION&" + newest);
            paths.put(
                    "audit, outside in a day: " + what,
                    search
                            + "filters[location]=external&filters[from]=2026-01-01T00:00:00Z&filters[to]=2026-01-02T00:00:00Z");
        });
        for (var column : List.of("event", "ipAddress", "country", "city", "userAgent")) {
            paths.put("audit, by " + column, audit + "sort[column]=" + column);
            paths.put(
                    "audit, one event by " + column,
                    audit + "filters[event]=CLIENT_AUTHORIZATION&sort[direction]=desc&sort[column]=" + column);
        }
        paths.put("audit, names to filter by", "/api/audit-logs/filters/client-names");
        return paths;
    }

    /// @param entries how many the audit log holds
    /// @param beginning what the names of lists begin with that are measured
    /// @return whether all budgets are met
    static boolean run(String database, int entries, String beginning, Map<String, String> address) throws Exception {
        var settings = new HashMap<>(address);
        // Or the server removes them while it is measured.
        settings.put("AUDIT_LOG_RETENTION_DAYS", "36500");
        var directory = ServerUnderTest.newDirectory();
        int port = ServerUnderTest.freePort();
        double few;
        Visitor root;
        try (var server = ServerUnderTest.start(directory, port, settings)) {
            root = new Visitor(server.origin(), port).setUp();
            few = signIns(root);
        }
        var jdbc = settings.containsKey("DB_CONNECTION_STRING")
                ? settings.get("DB_CONNECTION_STRING")
                        .replaceFirst("postgres://(\\w+)@", "jdbc:postgresql://")
                        .concat("?user=latchkey")
                : "jdbc:sqlite:" + directory.resolve("data/latchkey.db");
        fill(jdbc, entries);
        try (var server = ServerUnderTest.start(directory, port, settings)) {
            boolean good = true;
            var visitor = root.on(port);
            visitor.signIn();
            for (var path : PATHS.entrySet()) {
                if (path.getKey().startsWith(beginning)) {
                    good &= measure(database, path.getKey(), visitor, path.getValue());
                }
            }
            double many = signIns(visitor);
            System.out.printf(
                    "lists, %-10s %-38s %.2f times as slow as among a few (budget %.1f)%n",
                    database, "signing in", many / few, SIGN_IN_BUDGET);
            return good & many / few <= SIGN_IN_BUDGET;
        } finally {
            ServerUnderTest.delete(directory);
        }
    }

    private static boolean measure(String database, String name, Visitor visitor, String path) throws Exception {
        var times = new double[TIMES];
        for (int i = -TIMES / 4; i < TIMES; i++) {
            long begun = System.nanoTime();
            visitor.fetch("GET", path.replace("[", "%5B").replace("]", "%5D"), "")
                    .expect(200);
            if (i >= 0) {
                times[i] = (System.nanoTime() - begun) / 1e6;
            }
        }
        Arrays.sort(times);
        double p95 = times[TIMES * 95 / 100 - 1];
        System.out.printf(
                "lists, %-10s %-38s %6.1f ms, p95 %6.1f ms (budget %.0f)%s%n",
                database, name, times[TIMES / 2], p95, BUDGET_MILLIS, p95 > BUDGET_MILLIS ? "  OVER" : "");
        return p95 <= BUDGET_MILLIS;
    }

    /// Half of a few hundred take no longer than this, in milliseconds.
    private static double signIns(Visitor visitor) throws Exception {
        var times = new double[SIGN_INS];
        for (int i = -SIGN_INS; i < SIGN_INS; i++) {
            long begun = System.nanoTime();
            visitor.signIn();
            if (i >= 0) {
                times[i] = (System.nanoTime() - begun) / 1e6;
            }
        }
        Arrays.sort(times);
        return times[SIGN_INS / 2];
    }

    /// Straight into the tables: a hundred thousand requests would take an hour.
    private static void fill(String address, int entries) throws SQLException {
        try (var connection = DriverManager.getConnection(address);
                var statement = connection.createStatement()) {
            if (address.startsWith("jdbc:sqlite:")) {
                // Millions of rows in one transaction: its indexes have to fit into memory, or it takes half an hour.
                statement.execute("pragma cache_size = -4000000");
                statement.execute("pragma synchronous = off");
            }
            connection.setAutoCommit(false);
            statement.execute("""
                    insert into users (id, username, username_folded, email, email_folded, email_verified, first_name,
                                       last_name, display_name, search_text, is_admin, locale, disabled, created_at,
                                       updated_at)
                    with recursive n (i) as (select 1 union all select i + 1 from n where i < %d),
                         named (i, name) as (select i, 'person' || substr(cast(1000000 + i as text), 2) from n)
                    select '00000000-0000-7000-8000-' || cast(100000000000 + i as text), name, name,
                           name || '@example.com', name || '@example.com', true, 'Pat',
                           'Person' || cast(i %% 977 as text), 'Pat Person' || cast(i %% 977 as text),
                           name || '@example.com pat person' || cast(i %% 977 as text) || ' ' || name, false, null,
                           i %% 50 = 0, 1700000000000 + i * cast(60000 as bigint),
                           1700000000000 + i * cast(60000 as bigint)
                      from named
                    """.formatted(PEOPLE));
            statement.execute("""
                    insert into user_groups (id, name, friendly_name, search_text, created_at, updated_at)
                    with recursive n (i) as (select 1 union all select i + 1 from n where i < 5000),
                         named (i, name) as (select i, 'group' || substr(cast(1000000 + i as text), 2) from n)
                    select '00000000-0000-7000-8001-' || cast(100000000000 + i as text), name, 'Group ' || name,
                           'group ' || name || ' ' || name, 1700000000000 + i, 1700000000000 + i
                      from named
                    """);
            statement.execute("""
                    insert into group_members (group_id, user_id)
                    with recursive n (i) as (select 1 union all select i + 1 from n where i < %d)
                    select '00000000-0000-7000-8001-' || cast(100000000001 + i %% 5000 as text),
                           '00000000-0000-7000-8000-' || cast(100000000000 + i as text)
                      from n
                    """.formatted(PEOPLE));
            statement.execute("""
                    insert into clients (id, name, search_text, description, callback_urls, logout_callback_urls,
                                         is_public, pkce_required, pkce_supported, requires_reauthentication,
                                         skip_consent, group_restricted, launch_url, access_token_minutes,
                                         refresh_token_minutes, id_token_claims, created_at, updated_at)
                    with recursive n (i) as (select 1 union all select i + 1 from n where i < 1000),
                         named (i, name) as (select i, 'app' || substr(cast(10000 + i as text), 2) from n)
                    select name, name, name, '', '["https://' || name || '.example.com/callback"]', '[]', false, true,
                           false, false, false, false, 'https://' || name || '.example.com', 60, 43200, 'scopes',
                           1700000000000 + i, 1700000000000 + i
                      from named
                    """);
            var indexes = withoutIndexes(statement, address);
            statement.execute("""
                    insert into audit_log (id, created_at, event, user_id, actor_id, client_id, client_name, country,
                                           city, ip, user_agent, data)
                    with recursive n (i) as (select 1 union all select i + 1 from n where i < %d)
                    select '00000000-0000-7000-8002-' || cast(100000000000 + i as text),
                           1767225600000 - cast(%d - i as bigint) * 6000 + 86400000,
                           case i %% 10 when 0 then 'CLIENT_AUTHORIZATION' when 1 then 'NEW_CLIENT_AUTHORIZATION'
                                        when 2 then 'ACCOUNT_UPDATED' else 'SIGN_IN' end,
                           '00000000-0000-7000-8000-' || cast(100000000001 + i %% %d as text), null,
                           case when i %% 10 < 2 then 'app' || substr(cast(10001 + i %% 1000 as text), 2) end,
                           case when i %% 10 < 2 then 'app' || substr(cast(10001 + i %% 1000 as text), 2) else '' end,
                           case i %% 3 when 0 then 'Internal Network' when 1 then 'Germany' else 'France' end,
                           case i %% 3 when 0 then 'LAN' when 1 then 'Berlin' else 'Lyon' end,
                           '10.' || cast(i %% 200 as text) || '.' || cast(i %% 251 as text) || '.7',
                           'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', '{}'
                      from n
                    """.formatted(entries, entries, PEOPLE));
            for (var index : indexes) {
                statement.execute(index);
            }
            connection.commit();
            connection.setAutoCommit(true);
            // As PostgreSQL does by itself, a minute later.
            statement.execute(address.startsWith("jdbc:sqlite:") ? "analyze" : "vacuum analyze");
        }
    }

    /// PostgreSQL makes an index of millions of rows in seconds, and takes an hour to keep it while they come.
    ///
    /// @return what makes the indexes that were taken away
    private static List<String> withoutIndexes(Statement statement, String address) throws SQLException {
        var makes = new ArrayList<String>();
        if (address.startsWith("jdbc:sqlite:")) {
            return makes;
        }
        var drops = new ArrayList<String>();
        try (var indexes = statement.executeQuery("""
                select indexname, indexdef from pg_indexes
                 where tablename = 'audit_log' and indexname <> 'audit_log_pkey'
                """)) {
            while (indexes.next()) {
                drops.add("drop index " + indexes.getString(1));
                makes.add(indexes.getString(2));
            }
        }
        statement.execute("set maintenance_work_mem = '1GB'");
        for (var drop : drops) {
            statement.execute(drop);
        }
        return makes;
    }
}
