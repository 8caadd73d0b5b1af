package dev.latchkey.signin.passkeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AuthenticatorsTest {
    @Test
    void commonOnesHaveTheirNames() {
        assertEquals("Bitwarden", name("d548826e-79b4-db40-a3d8-11116f7e8349"));
        assertEquals("Windows Hello", name("08987058-cadc-4b81-b6e1-30de50dcbe96"));
        assertEquals("YubiKey 5 Series with NFC", name("2fc0579f-8113-47ea-b116-bb5a8db9202a"));
        assertEquals(Optional.empty(), Authenticators.of("00000000-0000-0000-0000-000000000000"));
    }

    @Test
    void everyLineIsWhole() throws IOException {
        var seen = new HashSet<String>();
        for (var line : lines()) {
            var parts = line.split("\t", -1);
            assertEquals(3, parts.length, line);
            assertEquals(UUID.fromString(parts[0]).toString(), parts[0], line);
            assertTrue(seen.add(parts[0]), line);
            assertTrue(parts[1].matches("[a-z0-9]+"), line);
            // "<name> Passkey 99" still fits into the 50 letters that a passkey's name may have.
            assertTrue(!parts[2].isBlank() && parts[2].length() <= 39, line);
        }
    }

    private static String name(String aaguid) {
        return Authenticators.of(aaguid).orElseThrow().name();
    }

    private static List<String> lines() throws IOException {
        try (var file = Authenticators.class.getResourceAsStream("authenticators.tsv")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
