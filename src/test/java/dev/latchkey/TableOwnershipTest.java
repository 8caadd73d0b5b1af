package dev.latchkey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Only the package that owns a table writes it; others may join it to decide.
class TableOwnershipTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/latchkey");
    private static final Path MIGRATIONS = Path.of("src/main/resources/migrations");

    /// Each table and its owner.
    private static final String TABLES = """
            audit_log             audit
            client_allowed_groups clients
            client_secrets        clients
            sign_in_tests         clients
            clients               clients
            group_claims          directory.claims
            group_members         directory.groups
            user_claims           directory.claims
            user_groups           directory.groups
            users                 directory.users
            server_values         app
            api_keys              signin.apikeys
            ceremonies            signin.passkeys
            settings              settings
            application_images    settings
            settings_version      settings
            guess_counters        signin.codes
            login_codes           signin.codes
            passkeys              signin.passkeys
            reauthentications     signin.passkeys
            sessions              signin.sessions
            remote_sign_ins       signin.qr
            setup                 signin.signup
            signup_tokens         signin.signup
            signup_token_groups   signin.signup
            authorization_codes   oidc.authorize
            interactions          oidc.authorize
            consents              oidc.grants
            grants                oidc.grants
            revoked_access_tokens oidc.grants
            refresh_tokens        oidc.token
            signing_keys          oidc.keys
            device_codes          oidc.device
            user_code_guesses     oidc.device
            posted_logouts        oidc.logout
            jobs                  platform.jobs
            files                 platform.files
            email_verifications   directory.users
            latchkey_schema       platform.db
            """;

    /// Who reads tables of others, to decide something in one statement: a person who is disabled, a group that was
    /// left and a grant that ended count at once everywhere, because every use joins them.
    private static final String READERS = """
            clients: group_members user_groups
            directory.groups: users
            directory.users: group_members passkeys user_groups
            oidc.claims: client_allowed_groups clients grants group_claims group_members \
            revoked_access_tokens user_claims user_groups users
            oidc.grants: client_allowed_groups clients group_members refresh_tokens
            oidc.token: grants
            overview: api_keys audit_log client_allowed_groups client_secrets clients grants group_members passkeys \
            user_groups users
            signin.apikeys: users
            signin.codes: users
            signin.passkeys: users
            signin.qr: users
            signin.sessions: users
            """;

    private static final Pattern CREATED = Pattern.compile("create table (?:if not exists )?(\\w+)");
    private static final Pattern TEXT =
            Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\n]|\\\\.)*)\"", Pattern.DOTALL);
    private static final Pattern READ = Pattern.compile("\\b(?:from|join)\\s+(\\w+)");
    private static final Pattern WRITTEN = Pattern.compile(
            "\\b(?:insert into|delete from|update)\\s+(\\w+)\\b(?=\\s+(?:set|as|\\(|where|\\w+\\s+set)|\\s*$|\\s*\\()");

    @Test
    void everyTableHasAnOwner() throws IOException {
        var created = new TreeSet<String>();
        for (var directory : Set.of(MIGRATIONS, SOURCES)) {
            try (var files = Files.walk(directory)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    CREATED.matcher(Files.readString(file)).results().forEach(found -> created.add(found.group(1)));
                }
            }
        }
        assertEquals(created, new TreeSet<>(owners().keySet()));
    }

    @Test
    void onlyItsOwnerWritesATable() throws IOException {
        var strangers = new TreeSet<String>();
        uses(WRITTEN)
                .forEach((table, packages) -> packages.stream()
                        .filter(user -> owners().containsKey(table) && !user.equals(owners().get(table)))
                        .forEach(user -> strangers.add(user + " writes " + table)));
        assertEquals(Set.of(), strangers);
    }

    @Test
    void whoReadsTheTablesOfOthersIsListed() throws IOException {
        var readers = new TreeMap<String, Set<String>>();
        uses(READ)
                .forEach((table, packages) -> packages.stream()
                        .filter(user -> owners().containsKey(table) && !user.equals(owners().get(table)))
                        .forEach(user -> readers.computeIfAbsent(user, _ -> new TreeSet<>())
                                .add(table)));
        var lines = new ArrayList<String>();
        readers.forEach((user, tables) -> lines.add(user + ": " + String.join(" ", tables)));
        assertEquals(READERS.strip(), String.join("\n", lines));
    }

    private static Map<String, String> owners() {
        var owners = new TreeMap<String, String>();
        TABLES.lines().forEach(line -> owners.put(line.split(" +")[0], line.split(" +")[1]));
        return owners;
    }

    /// Which packages use which word of the kind that a pattern finds, in their SQL.
    private static Map<String, Set<String>> uses(Pattern pattern) throws IOException {
        var uses = new TreeMap<String, Set<String>>();
        try (var files = Files.walk(SOURCES)) {
            for (var file :
                    files.filter(name -> name.toString().endsWith(".java")).toList()) {
                var user = SOURCES.relativize(file.getParent()).toString().replace('/', '.');
                for (var text : TEXT.matcher(Files.readString(file)).results().toList()) {
                    pattern.matcher(text.group())
                            .results()
                            .forEach(found -> uses.computeIfAbsent(found.group(1), _ -> new TreeSet<>())
                                    .add(user));
                }
            }
        }
        return uses;
    }
}
