package dev.latchkey.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.platform.crypto.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
    @Test
    void nothingHasToBeSet() throws Exception {
        var config = Environment.read(Map.of()).config();
        assertEquals(URI.create("http://localhost:1411"), config.appUrl());
        assertEquals("data/latchkey.db", config.database());
        assertEquals(1411, config.port());
        assertEquals("0.0.0.0", config.host());
        assertEquals("localhost", config.rpId());
        assertEquals(Optional.empty(), config.settings());
        assertEquals(Optional.empty(), config.sessionIdle());
        assertTrue(config.rateLimits() && config.allowInsecureCallbackUrls() && !config.logJson());
    }

    @Test
    void anEmptyValueIsNoValue() throws Exception {
        var config = Environment.read(Map.of("APP_URL", "", "PORT", "", "LOG_JSON", "", "ENCRYPTION_KEY", ""))
                .config();
        assertEquals(1411, config.port());
        assertEquals(Optional.empty(), config.encryptionKey());
    }

    @Test
    void placesAreDownloadedOnlyIfAskedFor() throws Exception {
        var places = Environment.read(Map.of("DB_CONNECTION_STRING", "/srv/id/latchkey.db"))
                .config()
                .places();
        assertEquals(Path.of("/srv/id/GeoLite2-City.mmdb"), places.database());
        assertEquals(Optional.empty(), places.download());
        assertEquals(
                "https://download.maxmind.com/app/geoip_download?edition_id=GeoLite2-City&license_key=a%26b&suffix=tar.gz",
                download(Map.of("MAXMIND_LICENSE_KEY", "a&b")));
        assertEquals(
                "https://mirror.example/places.mmdb",
                download(Map.of("GEOLITE_DB_URL", "https://mirror.example/places.mmdb")));
        assertEquals("", download(Map.of("MAXMIND_LICENSE_KEY", "abc", "APP_ENV", "test")));
    }

    private static String download(Map<String, String> variables) throws Config.Mistakes {
        return Environment.read(variables)
                .config()
                .places()
                .download()
                .map(Secret::reveal)
                .orElse("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"places.mmdb", "https://mirror.example/%s/places.mmdb", "ftp://mirror.example/", "https://"})
    void anAddressThatPlacesCannotComeFromIsAMistakeThatDoesNotTellTheKey(String address) {
        var variables = new HashMap<>(Map.of("GEOLITE_DB_URL", address));
        if (!address.contains("%s")) {
            variables.put("MAXMIND_LICENSE_KEY", "a-secret-key");
        }
        var mistakes = mistakes(variables);
        assertEquals(1, mistakes.size());
        assertTrue(mistakes.getFirst().startsWith("GEOLITE_DB_URL "), mistakes.toString());
        assertFalse(mistakes.getFirst().contains("a-secret-key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/8", "2001:db8::1", "2001:db8::/129", "home"})
    void onlyIpv6NetworksAreNetworksOfOnesOwn(String range) throws Exception {
        assertTrue(mistakes(Map.of("LOCAL_IPV6_RANGES", "2001:db8::/32, " + range))
                .getFirst()
                .startsWith("LOCAL_IPV6_RANGES has \"" + range + "\""));
        var config = Environment.read(Map.of("LOCAL_IPV6_RANGES", "2001:db8:1::/48, fd00::/8,"))
                .config();
        assertEquals(2, config.internalRanges().size());
    }

    @Test
    void allMistakesAreToldAtOnceEachWithItsNameAndAWayOut() {
        var mistakes = mistakes(Map.of(
                "APP_URL", "id.example.com",
                "PORT", "70000",
                "LOG_LEVEL", "loud",
                "LOG_JSON", "yes",
                "TRUST_PROXY", "my-proxy",
                "ENCRYPTION_KEY", "short",
                "SESSION_IDLE_TIMEOUT", "0",
                "TLS_CERT", "/etc/cert.pem"));
        for (var name : List.of(
                "APP_URL",
                "PORT",
                "LOG_LEVEL",
                "LOG_JSON",
                "TRUST_PROXY",
                "ENCRYPTION_KEY",
                "SESSION_IDLE_TIMEOUT",
                "TLS_CERT")) {
            assertTrue(mistakes.stream().anyMatch(mistake -> mistake.startsWith(name + " ")), name + ": " + mistakes);
        }
        assertEquals(8, mistakes.size(), mistakes.toString());
        // A sentence on what is wrong and one on what to do instead.
        mistakes.forEach(mistake -> assertTrue(mistake.split("[.] ").length >= 2, mistake));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id.example.com",
                "https://",
                "ftp://id.example.com",
                "https://id.example.com/sso",
                "https://id.example.com?x=1",
                "https://id.example.com#x",
                "https://me@id.example.com",
                "https://id example.com"
            })
    void anAppUrlIsSchemeHostAndPort(String url) {
        assertEquals(1, mistakes(Map.of("APP_URL", url)).size());
    }

    @Test
    void anAppUrlIsFoldedAndCut() throws Exception {
        var config = Environment.read(Map.of("APP_URL", "https://ID.Example.com:8443//"))
                .config();
        assertEquals(URI.create("https://id.example.com:8443"), config.appUrl());
        assertEquals("id.example.com", config.rpId());
        assertTrue(config.https());
    }

    @ParameterizedTest
    @CsvSource({"1,true", "t,true", "T,true", "TRUE,true", "True,true", "0,false", "f,false", "False,false"})
    void booleansAreSpeltInPocketIdsWays(String text, boolean meant) throws Exception {
        assertEquals(meant, Environment.read(Map.of("LOG_JSON", text)).config().logJson());
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "on", "tRUE", " true", "2"})
    void andInNoOther(String text) {
        assertEquals(1, mistakes(Map.of("LOG_JSON", text)).size());
    }

    @Test
    void aSecretMayStandInAFileWhichWins(@TempDir Path directory) throws Exception {
        var key = Files.write(directory.resolve("key"), "0123456789abcdef\n".getBytes(StandardCharsets.UTF_8));
        var database = Files.writeString(directory.resolve("db"), "other.db\n");
        var config = Environment.read(Map.of(
                        "ENCRYPTION_KEY", "this one is not used",
                        "ENCRYPTION_KEY_FILE", key.toString(),
                        "DB_CONNECTION_STRING_FILE", database.toString()))
                .config();
        assertArrayEquals(
                Files.readAllBytes(key), config.encryptionKey().orElseThrow(), "a key's bytes are taken as they are");
        assertEquals("other.db", config.database());
    }

    @Test
    void aFileThatCannotBeReadIsAMistake() {
        assertTrue(mistakes(Map.of("STATIC_API_KEY", "fifteen letters"))
                .getFirst()
                .startsWith("STATIC_API_KEY must be at least 16 characters long"));
        var mistakes = mistakes(Map.of("ENCRYPTION_KEY_FILE", "/no/such/file"));
        assertTrue(mistakes.getFirst().contains("/no/such/file"), mistakes.toString());
    }

    @Test
    void postgresqlNeedsAKeyThatReplicasShare() throws Exception {
        var variables = new HashMap<>(Map.of("DB_CONNECTION_STRING", "postgres://latchkey@db/latchkey"));
        assertTrue(mistakes(variables).getFirst().startsWith("ENCRYPTION_KEY is not set"));
        variables.put("ENCRYPTION_KEY", "0123456789abcdef");
        Environment.read(variables);
    }

    @Test
    void aMisspeltVariableIsPointedOut() throws Exception {
        var warnings = Environment.read(Map.of("APP_ULR", "https://id.example.com", "HOME", "/root"))
                .warnings();
        assertEquals(List.of("APP_ULR is unknown; is APP_URL meant?"), warnings);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://latchkey:pa/geheim@db/latchkey",
                "postgres://latchkey:pa?geheim@db/latchkey",
                "postgres://latchkey:geheim%@db/latchkey",
                "postgres://latchkey:geheim%zz@db/latchkey",
                "postgres://latchkey:geheim@d b/latchkey",
                "postgres://latchkey:geheim@db:geheim/latchkey",
                "postgres://latchkey:geheim@%2Fvar%2Frun%2Fpostgresql/latchkey",
                "postgres://latchkey:geheim@db/latchkey?host=/var/run/postgresql",
                "postgres://latchkey:geheim@db/latchkey?geheim",
                "postgress://latchkey:geheim@db/latchkey",
                "Postgres://latchkey:geheim@db/latchkey",
                "jdbc:postgresql://db/latchkey?password=geheim",
                "mysql://latchkey:geheim@db/latchkey",
                "host=db user=latchkey password=geheim",
            })
    void aDatabaseThatCannotBeMeantIsRefusedWithoutShowingThePassword(String address) {
        var mistakes = mistakes(Map.of("DB_CONNECTION_STRING", address, "ENCRYPTION_KEY", "0123456789abcdef"));
        assertEquals(1, mistakes.size(), mistakes.toString());
        assertTrue(mistakes.getFirst().startsWith("DB_CONNECTION_STRING "), mistakes.getFirst());
        assertFalse(mistakes.getFirst().contains("geheim"), mistakes.getFirst());
    }

    @Test
    void aMisspeltVariableIsPointedOutBesideAMistakeThatItMayExplain() {
        var mistakes = assertThrows(
                Config.Mistakes.class,
                () -> Environment.read(Map.of(
                        "DB_CONNECTION_STRING", "postgres://latchkey@db/latchkey",
                        "ENCRYPTION_KYE", "0123456789abcdef")));
        assertEquals(1, mistakes.all().size());
        assertEquals(List.of("ENCRYPTION_KYE is unknown; is ENCRYPTION_KEY meant?"), mistakes.hints());
        assertTrue(String.valueOf(mistakes.getMessage()).contains("ENCRYPTION_KYE"));
    }

    @ParameterizedTest
    @CsvSource({
        "PROT,PORT",
        "PORTS,PORT",
        "HSOT,HOST",
        "port,PORT",
        "app_url,APP_URL",
        "App_Ulr,APP_URL",
        "TRUSTPROXY,TRUST_PROXY",
        "TLS_CRET,TLS_CERT",
        "SMTP_PASWORD,SMTP_PASSWORD"
    })
    void aMisspeltNameLeadsToTheOneThatWasMeant(String typed, String meant) throws Exception {
        assertEquals(
                List.of(typed + " is unknown; is " + meant + " meant?"),
                Environment.read(Map.of(typed, "1411")).warnings());
    }

    @Test
    void othersVariablesAreNoneOfOurs() throws Exception {
        var others = Map.ofEntries(
                Map.entry("HOME", "/root"),
                Map.entry("HOSTNAME", "box"),
                Map.entry("HOSTTYPE", "x86_64"),
                Map.entry("PATH", "/bin"),
                Map.entry("PWD", "/"),
                Map.entry("TERM", "xterm"),
                Map.entry("LANG", "C"),
                Map.entry("USER", "root"),
                Map.entry("SHELL", "/bin/sh"),
                Map.entry("SHLVL", "1"),
                Map.entry("MAIL", "/var/mail"),
                Map.entry("LOGNAME", "root"),
                Map.entry("DB_HOST", "db"),
                Map.entry("DB_PORT", "5432"),
                Map.entry("http_proxy", "http://proxy"),
                Map.entry("no_proxy", "localhost"),
                Map.entry("KUBERNETES_PORT", "tcp://10.0.0.1:443"),
                Map.entry("LATCHKEY_SERVICE_HOST", "10.0.0.2"),
                Map.entry("INVOCATION_ID", "x"),
                Map.entry("JAVA_HOME", "/usr/lib/jvm"));
        assertEquals(List.of(), Environment.read(others).warnings());
    }

    @Test
    void removedVariablesAndAliasesWarn() throws Exception {
        var read = Environment.read(Map.of("PUBLIC_URL", "https://id.example.com", "DB_PROVIDER", "sqlite"));
        assertEquals(URI.create("https://id.example.com"), read.config().appUrl());
        assertEquals(2, read.warnings().size(), read.warnings().toString());
    }

    @Test
    void whatCannotBeDoneYetIsRefusedByName() {
        for (var name : List.of("UNIX_SOCKET", "TLS_CERT", "TLS_KEY", "PROXY_PROTOCOL", "SYSTEMD_SOCKET")) {
            assertTrue(mistakes(Map.of(name, "true")).getFirst().startsWith(name), name);
        }
    }

    @Test
    void settingsOfTheEnvironmentCountOnlyWhereItDecidesAll() throws Exception {
        var ignored = Environment.read(Map.of("APP_NAME", "Hearth", "SMTP_HOST", "mail.example.com"));
        assertEquals(Optional.empty(), ignored.config().settings());
        assertTrue(
                ignored.warnings().getFirst().endsWith("APP_NAME, SMTP_HOST"),
                ignored.warnings().toString());
        var decided = Environment.read(Map.of("UI_CONFIG_DISABLED", "true", "APP_NAME", "Hearth"));
        assertEquals("Hearth", decided.config().settings().orElseThrow().appName());
        assertEquals(List.of(), decided.warnings());
    }

    @Test
    void settingsOfTheEnvironmentAreCheckedAllAtOnce() {
        var mistakes = mistakes(Map.of(
                "UI_CONFIG_DISABLED", "true",
                "SESSION_DURATION", "soon",
                "HOME_PAGE_URL", "https://elsewhere.example",
                "LDAP_ENABLED", "true",
                "LDAP_BIND_PASSWORD_FILE", "/no/such/file"));
        for (var name : List.of("SESSION_DURATION", "HOME_PAGE_URL", "LDAP_ENABLED", "LDAP_BIND_PASSWORD_FILE")) {
            assertTrue(mistakes.stream().anyMatch(mistake -> mistake.startsWith(name + " ")), name + ": " + mistakes);
        }
        assertEquals(4, mistakes.size(), mistakes.toString());
    }

    @Test
    void rateLimitsAreOnUnlessSwitchedOff() throws Exception {
        assertFalse(Environment.read(Map.of("DISABLE_RATE_LIMITING", "true"))
                .config()
                .rateLimits());
        assertTrue(Environment.read(Map.of("APP_ENV", "production")).config().rateLimits());
    }

    private static List<String> mistakes(Map<String, String> variables) {
        return assertThrows(Config.Mistakes.class, () -> Environment.read(variables))
                .all();
    }
}
