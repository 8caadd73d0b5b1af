package dev.latchkey.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Certificate authorities of an installation's own.
class TrustVariablesTest {
    @Test
    void thereAreNoneUnlessNamed() throws Exception {
        assertEquals(List.of(), Environment.read(Map.of()).config().ownAuthorities());
    }

    @Test
    void aFileAndSeveralDirectoriesMayBeNamed(@TempDir Path directory) throws Exception {
        var file = Files.writeString(directory.resolve("house.pem"), "");
        var first = Files.createDirectory(directory.resolve("first"));
        var second = Files.createDirectory(directory.resolve("second"));
        var variables = Map.of("SSL_CERT_FILE", file.toString(), "SSL_CERT_DIR", first + ":" + second + ":");
        assertEquals(
                List.of(file, first, second),
                Environment.read(variables).config().ownAuthorities());
    }

    @Test
    void whatCannotBeReadIsAMistake(@TempDir Path directory) throws IOException {
        var file = Files.writeString(directory.resolve("house.pem"), "").toString();
        refused("SSL_CERT_FILE", directory.resolve("none.pem").toString());
        refused("SSL_CERT_FILE", directory.toString());
        refused("SSL_CERT_FILE", "a\0b");
        refused("SSL_CERT_DIR", directory.resolve("none").toString());
        refused("SSL_CERT_DIR", file);
        refused("SSL_CERT_DIR", directory + ":" + file);
    }

    private static void refused(String name, String value) {
        var mistakes = assertThrows(Config.Mistakes.class, () -> Environment.read(Map.of(name, value)))
                .all();
        assertEquals(1, mistakes.size(), mistakes.toString());
        assertTrue(mistakes.getFirst().startsWith(name + " names "), mistakes.toString());
    }
}
