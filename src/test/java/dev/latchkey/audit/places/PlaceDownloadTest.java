package dev.latchkey.audit.places;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.testkit.CapturedLog;
import dev.latchkey.testkit.PlacesFile;
import dev.latchkey.testkit.TestClock;
import dev.latchkey.testkit.TestInternet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Fetching a database, from a server that stands for MaxMind's.
class PlaceDownloadTest {
    private static final String KEY = "a-licence-key-that-nobody-may-see";

    @TempDir
    Path directory;

    private final TestClock clock = new TestClock();
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server = silent();
    private byte[] offered = new byte[0];
    private int status = 200;
    private Path file = Path.of("");
    private PlaceDatabase database = new PlaceDatabase(file);

    private static HttpServer silent() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @BeforeEach
    void serve() {
        CapturedLog.mark();
        file = directory.resolve("geo/GeoLite2-City.mmdb");
        database = new PlaceDatabase(file);
        server.createContext("/database", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(status, offered.length == 0 ? -1 : offered.length);
            try (var body = exchange.getResponseBody()) {
                body.write(offered);
            }
        });
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/database");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void whatIsMissingIsFetchedAtOnceAndUsed() throws IOException {
        offered = gzip(archive("GeoLite2-City_20261101/GeoLite2-City.mmdb", places("Germany")));
        download("/moved").fetchIfDue();
        assertEquals("Germany", country());
        assertArrayEquals(places("Germany"), Files.readAllBytes(file));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
        onlyTheFileIsThere();
    }

    @Test
    void itMayComeBareOrInGzip() throws IOException {
        for (var form : List.of(places("Germany"), gzip(places("Germany")))) {
            Files.deleteIfExists(file);
            offered = form;
            download("/database").fetchIfDue();
            assertEquals("Germany", country());
        }
    }

    @Test
    void aNewOneIsFetchedTwoWeeksAfterTheLast() throws IOException {
        offered = places("Germany");
        var download = download("/database");
        download.fetchIfDue();
        Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        offered = places("France");
        clock.advance(Duration.ofDays(14).minusMinutes(31));
        download.fetchIfDue();
        assertEquals(1, asked.get());
        assertEquals("Germany", country());
        clock.advance(Duration.ofMinutes(62));
        download.fetchIfDue();
        assertEquals("France", country());
    }

    @Test
    void whatFailsIsTriedAgainAfterAnHourAndTheKeyIsNotLogged() {
        int mark = CapturedLog.mark();
        status = 401;
        var download = download("/database");
        download.fetchIfDue();
        download.fetchIfDue();
        assertEquals(1, asked.get());
        clock.advance(Duration.ofMinutes(59));
        download.fetchIfDue();
        assertEquals(1, asked.get());
        clock.advance(Duration.ofMinutes(1));
        status = 200;
        offered = places("Germany");
        download.fetchIfDue();
        assertEquals("Germany", country());
        var log = CapturedLog.since(mark);
        assertTrue(log.contains("places_download_failed") && log.contains("the server answered 401"), log);
        assertFalse(log.contains(KEY), log);
    }

    @Test
    void nobodyThereIsNoHarm() {
        int mark = CapturedLog.mark();
        server.stop(0);
        download("/database").fetchIfDue();
        assertEquals("", country());
        var log = CapturedLog.since(mark);
        assertTrue(log.contains("places_download_failed host=127.0.0.1"), log);
        assertFalse(log.contains(KEY), log);
    }

    @Test
    void whatIsNoDatabaseLeavesTheFormerOne() throws IOException {
        var whole = places("France");
        for (var wrong : List.of(
                "<html>please sign in</html>".getBytes(StandardCharsets.UTF_8),
                Arrays.copyOf(whole, whole.length / 2),
                Arrays.copyOf(gzip(whole), 60),
                gzip(archive("README.txt", "nothing here".getBytes(StandardCharsets.UTF_8))),
                gzip(Arrays.copyOf(archive("a.mmdb", whole), 700)),
                new byte[0])) {
            Files.createDirectories(file.getParent());
            Files.write(file, places("Germany"));
            Files.setLastModifiedTime(file, FileTime.from(clock.instant().minus(Duration.ofDays(20))));
            database.replaced();
            offered = wrong;
            download("/database").fetchIfDue();
            assertEquals("Germany", country());
            assertArrayEquals(places("Germany"), Files.readAllBytes(file));
            onlyTheFileIsThere();
        }
    }

    @Test
    void anArchiveThatUnpacksToTooMuchIsGivenUp() throws IOException {
        var packed = directory.resolve("packed");
        var into = directory.resolve("into");
        for (var bomb :
                List.of(new byte[100_000], archive("a.mmdb", new byte[100_000]), archive("b", new byte[100_000]))) {
            Files.write(packed, gzip(bomb));
            var refused = org.junit.jupiter.api.Assertions.assertThrows(
                    IOException.class, () -> Packed.unpack(packed, into, 50_000));
            assertTrue(String.valueOf(refused.getMessage()).contains("larger than 50000"), refused.getMessage());
        }
    }

    @Test
    void whatAKilledProcessLeftIsRemoved() throws IOException {
        Files.createDirectories(file.getParent());
        var old = Files.writeString(file.resolveSibling("GeoLite2-City.mmdb.17-tmp"), "half");
        var fresh = Files.writeString(file.resolveSibling("GeoLite2-City.mmdb.18-tmp"), "half");
        var other = Files.writeString(file.resolveSibling("other-tmp"), "somebody's");
        for (var left : List.of(old, other)) {
            Files.setLastModifiedTime(left, FileTime.from(clock.instant().minus(Duration.ofHours(2))));
        }
        Files.setLastModifiedTime(fresh, FileTime.from(clock.instant()));
        offered = places("Germany");
        download("/database").fetchIfDue();
        assertFalse(Files.exists(old));
        assertTrue(Files.exists(fresh) && Files.exists(other));
    }

    private PlaceDownload download(String path) {
        var address = "http://127.0.0.1:" + server.getAddress().getPort() + path + "?license_key=" + KEY;
        return new PlaceDownload(
                new Secret(address), file, database, TestInternet::usualTrust, clock, new SecureRandom());
    }

    private String country() {
        return database.find(InetAddress.ofLiteral("203.0.113.9")).country();
    }

    private void onlyTheFileIsThere() throws IOException {
        try (var there = Files.list(file.getParent())) {
            assertEquals(List.of(file), there.toList());
        }
    }

    private static byte[] places(String country) {
        return new PlacesFile()
                .with("203.0.113.0/24", country.substring(0, 2).toUpperCase(Locale.ROOT), country, "")
                .bytes();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var packed = new GZIPOutputStream(out)) {
            packed.write(content);
        }
        return out.toByteArray();
    }

    /// A licence and then a file, as `tar` writes them.
    private static byte[] archive(String name, byte[] content) {
        var out = new ByteArrayOutputStream();
        entry(out, "GeoLite2-City_20261101/", '5', new byte[0]);
        entry(out, "GeoLite2-City_20261101/LICENSE.txt", '0', new byte[700]);
        entry(out, name, '0', content);
        out.writeBytes(new byte[1024]);
        return out.toByteArray();
    }

    private static void entry(ByteArrayOutputStream out, String name, char type, byte[] content) {
        var header = new byte[512];
        put(header, 0, name);
        put(header, 124, "%011o".formatted(content.length));
        header[156] = (byte) type;
        put(header, 257, "ustar\00000");
        out.writeBytes(header);
        out.writeBytes(content);
        out.writeBytes(new byte[(512 - content.length % 512) % 512]);
    }

    private static void put(byte[] header, int at, String text) {
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
