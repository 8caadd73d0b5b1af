package dev.latchkey.audit.places;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.platform.net.Cidr;
import dev.latchkey.testkit.CapturedLog;
import dev.latchkey.testkit.PlacesFile;
import dev.latchkey.testkit.TestClock;
import dev.latchkey.testkit.TestInternet;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacesTest {
    private static final String SOMEWHERE = "203.0.113.9";

    @TempDir
    Path directory;

    private Path file = Path.of("");
    private int mark;

    @BeforeEach
    void noFileYet() {
        file = directory.resolve("places.mmdb");
        mark = CapturedLog.mark();
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, Internal Network, LAN",
        "172.16.0.1, Internal Network, LAN",
        "172.31.255.255, Internal Network, LAN",
        "172.32.0.1, '', ''",
        "192.168.1.1, Internal Network, LAN",
        "127.0.0.1, Internal Network, LAN",
        "169.254.1.1, Internal Network, LAN",
        "100.64.0.1, Internal Network, Tailscale",
        "100.128.0.1, '', ''",
        "::1, Internal Network, LAN",
        "fd12::1, Internal Network, LAN",
        "fe80::1, Internal Network, LAN",
        "2001:db8::1, '', ''",
        "203.0.113.9, '', ''",
        "'', '', ''"
    })
    void anAddressIsInsideOrNobodyKnows(String ip, String country, String city) {
        try (var places = Places.withoutDatabase()) {
            assertEquals(new Place(country, city, ""), places.of(ip));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, Germany, Berlin, DE",
        "203.0.113.200, Germany, Munich, DE",
        "198.51.100.1, Iceland, '', IS",
        "192.0.2.1, '', '', ''",
        "2001:db8:5::7, Japan, Tokyo, JP",
        "2001:db8:1::7, Internal Network, LAN, ''",
        "2001:db8:2::7, '', '', ''",
        "10.1.2.3, Internal Network, LAN, ''",
        "100.64.0.1, Internal Network, Tailscale, ''"
    })
    void theDatabaseIsAskedForWhatIsOutside(String ip, String country, String city, String code) {
        new PlacesFile()
                .with("203.0.113.0/25", "DE", "Germany", "Berlin")
                .with("203.0.113.128/25", "DE", "Germany", "Munich")
                .with("198.51.100.0/24", "IS", "Iceland", "")
                .with("2001:db8:5::/48", "JP", "Japan", "Tokyo")
                .with("2001:db8:1::/48", "FR", "France", "Paris")
                .with("10.0.0.0/8", "FR", "France", "Paris")
                .with("100.64.0.0/10", "FR", "France", "Paris")
                .moveTo(file);
        var settings = new PlaceSettings(file, Optional.empty());
        try (var places = Places.of(
                List.of(Cidr.parse("2001:db8:1::/48")),
                settings,
                TestInternet::usualTrust,
                new TestClock(),
                new SecureRandom())) {
            assertEquals(new Place(country, city, code), places.of(ip));
        }
    }

    @Test
    void aCountryIsNamedInAnyLanguage() {
        var berlin = new Place("Germany", "Berlin", "DE");
        assertEquals("Berlin, Germany", berlin.label(Locale.ENGLISH));
        assertEquals("Berlin, Allemagne", berlin.label(Locale.FRENCH));
        assertEquals("Germany", new Place("Germany", "", "").label(Locale.FRENCH));
        assertEquals("", Place.LAN.label(Locale.ENGLISH));
        assertEquals("", Place.UNKNOWN.label(Locale.FRENCH));
    }

    @Test
    void nothingIsOpenedBeforeAPlaceIsAskedFor() {
        at("DE", "Germany").moveTo(file);
        var settings = new PlaceSettings(file, Optional.empty());
        try (var places =
                Places.of(List.of(), settings, TestInternet::usualTrust, new TestClock(), new SecureRandom())) {
            places.of("10.0.0.1");
            assertFalse(log().contains("places_file_used"), log());
            assertEquals("Germany", places.of(SOMEWHERE).country());
            assertTrue(log().contains("places_file_used"), log());
        }
    }

    @Test
    void aFileThatTakesThePlaceOfAnotherIsUsedOnceItStaysTheSame() {
        var database = new PlaceDatabase(file);
        assertEquals("", country(database));
        at("DE", "Germany").moveTo(file);
        database.look();
        assertEquals("", country(database), "it may still be written");
        database.look();
        assertEquals("Germany", country(database));
        at("FR", "France").moveTo(file);
        database.look();
        database.look();
        assertEquals("France", country(database));
    }

    @Test
    void whatIsGoneIsUsedNoLonger() throws IOException {
        var database = opened("DE", "Germany");
        Files.delete(file);
        database.look();
        assertEquals("Germany", country(database), "it may be about to be replaced");
        database.look();
        assertEquals("", country(database));
        assertTrue(log().contains("places_file_gone"), log());
    }

    @Test
    void aDamagedFileLeavesTheFormerOneInUseAndSaysSoOnce() throws IOException {
        var database = opened("DE", "Germany");
        var whole = at("FR", "France").bytes();
        var cut = directory.resolve("cut");
        for (var damaged : List.of(
                Arrays.copyOf(whole, whole.length / 2), new byte[0], "no database".getBytes(StandardCharsets.UTF_8))) {
            mark = CapturedLog.mark();
            Files.write(cut, damaged);
            Files.move(cut, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            for (int i = 0; i < 4; i++) {
                database.look();
            }
            assertEquals("Germany", country(database));
            assertEquals(2, log().split("places_file_refused", -1).length, log());
            assertTrue(log().contains("the former one stays in use"), log());
        }
    }

    @Test
    void aFileWhoseTreeLeadsAstrayIsNotUsed() throws IOException {
        var bytes =
                at("DE", "Germany").with("1.1.1.0/24", "AU", "Australia", "").bytes();
        // The last node's records lead to data; these lead beyond its end.
        var astray = bytes.clone();
        int nodes = 0;
        while (!(astray[nodes] == 0 && astray[nodes + 1] == 0 && astray[nodes + 2] == 0)) {
            nodes += 3;
        }
        Arrays.fill(astray, nodes - 12, nodes, (byte) 0x7f);
        Files.write(file, astray);
        var database = new PlaceDatabase(file);
        database.look();
        assertEquals("", country(database));
        assertTrue(log().contains("places_file_refused"), log());
    }

    @Test
    void aFileThatIsShortenedWhileItIsUsedBreaksNothing() throws IOException {
        var file = new PlacesFile();
        for (int i = 0; i < 200; i++) {
            file.with("203.0." + i + ".0/24", "DE", "Germany", "Town " + i);
        }
        file.moveTo(this.file);
        var database = new PlaceDatabase(this.file);
        assertEquals("Germany", country(database));
        try (var cut = new RandomAccessFile(this.file.toFile(), "rw")) {
            cut.setLength(0);
        }
        assertEquals("", country(database));
        assertTrue(log().contains("places_file_damaged"), log());
        at("FR", "France").moveTo(this.file);
        database.look();
        database.look();
        assertEquals("France", country(database));
    }

    @Test
    void whoAsksDuringAReplacementGetsOneAnswerOrTheOther() {
        var database = opened("DE", "Germany");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var replacing = threads.submit(() -> {
                for (int i = 0; i < 50; i++) {
                    (i % 2 == 0 ? at("FR", "France") : at("DE", "Germany")).moveTo(file);
                    database.replaced();
                }
            });
            do {
                assertTrue(List.of("Germany", "France").contains(country(database)));
            } while (!replacing.isDone());
        }
    }

    @Test
    void whatADatabaseSaysInAnotherFormIsNotUnderstoodAndHarmless() {
        new PlacesFile()
                .with("203.0.113.0/24", Map.of("country", "Germany", "city", 7))
                .moveTo(file);
        assertEquals(Place.UNKNOWN, new PlaceDatabase(file).find(InetAddress.ofLiteral(SOMEWHERE)));
    }

    private PlaceDatabase opened(String code, String country) {
        at(code, country).moveTo(file);
        var database = new PlaceDatabase(file);
        assertEquals(country, country(database));
        return database;
    }

    private static PlacesFile at(String code, String country) {
        return new PlacesFile().with("203.0.113.0/24", code, country, "");
    }

    private static String country(PlaceDatabase database) {
        return database.find(InetAddress.ofLiteral(SOMEWHERE)).country();
    }

    private String log() {
        return CapturedLog.since(mark);
    }
}
