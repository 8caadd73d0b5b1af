package dev.latchkey.platform.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.Authority;
import dev.latchkey.testkit.CapturedLog;
import dev.latchkey.testkit.Website;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whose certificates count on the way out.
class AuthoritiesTest {
    private static final String BROKEN = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

    @Test
    void whomAnAuthorityOfOnesOwnVouchesForIsTalkedTo(@TempDir Path directory) throws Exception {
        try (var house = new Authority();
                var site = Website.tls(house.certifies("localhost"))) {
            site.serve("/", "hello".getBytes(StandardCharsets.UTF_8));
            assertThrows(SSLHandshakeException.class, () -> fetch(site, Internet.real(List.of())));
            var file = directory.resolve("house.pem");
            house.writeTo(file);
            assertEquals("hello", fetch(site, Internet.real(List.of(file))));
            assertEquals("hello", fetch(site, Internet.real(List.of(directory))));
        }
    }

    @Test
    void authoritiesOfOnesOwnCountBesideTheKnownOnes(@TempDir Path directory) throws Exception {
        var known = Authorities.with(List.of());
        assertTrue(known.size() > 10, known.size() + " known");
        try (var house = new Authority();
                var neighbours = new Authority()) {
            house.writeTo(directory.resolve("house.pem"));
            neighbours.writeTo(directory.resolve("neighbours.crt"));
        }
        var both = Files.readString(directory.resolve("house.pem"))
                + Files.readString(directory.resolve("neighbours.crt"));
        var file = Files.writeString(directory.resolve("both.pem"), both);
        var together = Authorities.with(List.of(file, directory));
        assertTrue(together.containsAll(known));
        assertEquals(known.size() + 2, together.size());
    }

    @Test
    void aFileWithoutACertificateIsPointedOut(@TempDir Path directory) throws IOException, GeneralSecurityException {
        var known = Authorities.with(List.of());
        var mark = CapturedLog.mark();
        Files.writeString(directory.resolve("README"), "what these are");
        Files.createDirectory(directory.resolve("private"));
        assertEquals(known, Authorities.with(List.of(directory)));
        assertEquals("", CapturedLog.since(mark));
        var broken = Files.writeString(directory.resolve("broken.pem"), BROKEN);
        var empty = Files.writeString(directory.resolve("empty.pem"), "");
        assertEquals(known, Authorities.with(List.of(broken, empty)));
        var log = CapturedLog.since(mark);
        assertTrue(log.contains("authorities_not_read path=" + broken), log);
        assertTrue(log.contains("authorities_not_read path=" + empty), log);
    }

    private static String fetch(Website site, Internet internet) throws IOException, InterruptedException {
        try (var client = HttpClient.newBuilder().sslContext(internet.tls()).build()) {
            var request = HttpRequest.newBuilder(URI.create("https://localhost:" + site.port() + "/"))
                    .build();
            return client.send(request, BodyHandlers.ofString()).body();
        }
    }
}
