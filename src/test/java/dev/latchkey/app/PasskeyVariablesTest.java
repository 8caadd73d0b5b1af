package dev.latchkey.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whom passkeys belong to, and where else they may be used.
class PasskeyVariablesTest {
    @ParameterizedTest
    @CsvSource({
        "https://id.example.com,id.example.com",
        "https://id.example.com,Example.com",
        "https://a.id.example.com:8443,example.com",
        "http://localhost:1411,localhost"
    })
    void passkeysBelongToTheHostOrADomainAboveIt(String url, String id) throws Exception {
        var config =
                Environment.read(Map.of("APP_URL", url, "WEBAUTHN_RP_ID", id)).config();
        assertEquals(id.toLowerCase(Locale.ROOT), config.rpId());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://id.example.com",
                "id.example.com:443",
                "id.example.com/",
                "ample.com",
                "com",
                "other.example",
                "login.id.example.com",
                "example.com.",
                ".example.com",
                "exam ple.com"
            })
    void aDomainWherePasskeysWouldNotWorkIsRefused(String id) {
        var mistakes = mistakes(Map.of("APP_URL", "https://id.example.com", "WEBAUTHN_RP_ID", id));
        assertEquals(1, mistakes.size());
        assertTrue(mistakes.getFirst().startsWith("WEBAUTHN_RP_ID is "), mistakes.getFirst());
    }

    @Test
    void whoMovedKeepsTheOldDomainForPasskeysAndNamesTheNewOrigin() throws Exception {
        var moved = new HashMap<>(Map.of("APP_URL", "https://id.new.example", "WEBAUTHN_RP_ID", "id.old.example"));
        moved.put("WEBAUTHN_RELATED_ORIGINS", "https://login.new.example");
        assertEquals(1, mistakes(moved).size());
        moved.put("WEBAUTHN_RELATED_ORIGINS", "https://login.new.example, https://ID.new.example:443/");
        assertEquals("id.old.example", Environment.read(moved).config().rpId());
    }

    @Test
    void aWrongAppUrlIsOneMistakeWhateverPasskeysBelongTo() {
        assertEquals(
                1,
                mistakes(Map.of("APP_URL", "id.example.com", "WEBAUTHN_RP_ID", "example.com"))
                        .size());
    }

    @Test
    void originsAreSpeltAsBrowsersDo() throws Exception {
        var config = Environment.read(Map.of(
                        "APP_URL",
                        "https://ID.example.com:443",
                        "WEBAUTHN_RELATED_ORIGINS",
                        "https://Login.Example.com, http://localhost:80/, https://a.example:8443,,"
                                + "https://login.example.com:443"))
                .config();
        assertEquals(URI.create("https://id.example.com"), config.appUrl());
        assertEquals(
                List.of("https://login.example.com", "http://localhost", "https://a.example:8443"),
                config.relatedOrigins());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "login.example.com",
                "https://login.example.com/path",
                "https://login.example.com?x",
                "https://me@login.example.com",
                "https://login.example.com:99999",
                "https://login_example",
                "ftp://login.example.com"
            })
    void whatIsNoOriginIsNotRelated(String origin) {
        assertEquals(
                1,
                mistakes(Map.of("WEBAUTHN_RELATED_ORIGINS", "https://a.example," + origin))
                        .size());
    }

    private static List<String> mistakes(Map<String, String> variables) {
        return assertThrows(Config.Mistakes.class, () -> Environment.read(variables))
                .all();
    }
}
