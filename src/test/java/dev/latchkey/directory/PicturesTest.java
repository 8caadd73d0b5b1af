package dev.latchkey.directory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.latchkey.directory.users.User;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.recordings.Planted;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@OnBothDatabases
class PicturesTest {
    @Test
    void anybodyMayFetchIt(TestIdp idp) throws IOException {
        var kim = Planted.person(idp, "kim" + UUID.randomUUID(), "Kim", "Example", "en");
        var address = "/api/users/" + kim.id() + "/profile-picture.png";
        var answer = idp.backchannel().get(address).expect(200);
        assertEquals("image/png", answer.header("Content-Type").orElseThrow());
        assertEquals(
                "public, max-age=900, stale-while-revalidate=3600",
                answer.header("Cache-Control").orElseThrow());
        var picture = decoded(answer.body());
        assertEquals(256, picture.getWidth());
        assertEquals(256, picture.getHeight());
        var tag = answer.header("ETag").orElseThrow();
        assertEquals(
                0,
                idp.backchannel()
                        .header("If-None-Match", tag)
                        .get(address)
                        .expect(304)
                        .body()
                        .length);
        var uncached = idp.backchannel().get(address + "?skipCache").expect(200);
        assertEquals("private, no-store", uncached.header("Cache-Control").orElseThrow());
    }

    @Test
    void itDoesNotTellWhoExists(TestIdp idp) throws IOException {
        var nameless = Planted.person(idp, "_" + UUID.randomUUID(), "", "", "en");
        idp.database().execute("update users set username = '.-' where id = '" + nameless.id() + "'");
        var somebody = idp.backchannel().get("/api/users/" + nameless.id() + "/profile-picture.png");
        var nobody = idp.backchannel().get("/api/users/" + UUID.randomUUID() + "/profile-picture.png");
        assertArrayEquals(
                shape(decoded(nobody.expect(200).body())),
                shape(decoded(somebody.expect(200).body())));
        assertEquals(somebody.headers("Cache-Control"), nobody.headers("Cache-Control"));
    }

    @Test
    void theIdMustBeAUuid(TestIdp idp) {
        for (var id : new String[] {"nope", "me", "%20", "urn:uuid:" + UUID.randomUUID()}) {
            var answer = idp.backchannel().get("/api/users/" + id + "/profile-picture.png");
            answer.refused(400, "validation_failed");
        }
    }

    @Test
    void everyLetterLooksDifferent() throws IOException {
        var letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        var shapes = letters.chars()
                .mapToObj(letter -> new Initials(String.valueOf((char) letter)))
                .map(initials -> Arrays.hashCode(Drawing.png(initials, 0)))
                .distinct()
                .count();
        assertEquals(letters.length(), shapes);
        for (var widest : new String[] {"WW", "MM", "I", ""}) {
            var picture = decoded(Drawing.png(new Initials(widest), 0x123456));
            assertEquals(0xff123456, picture.getRGB(8, 128), widest);
            assertEquals(0xff123456, picture.getRGB(247, 128), widest);
            assertFalse(Arrays.stream(shape(picture)).allMatch(lit -> lit == 0), widest);
        }
        assertNotEquals(Drawing.colour("a"), Drawing.colour("c"));
    }

    @ParameterizedTest
    @CsvSource({
        "Ada, Lovelace, ada, AL",
        "ada, '', x, A",
        "'', Lovelace, x, L",
        "' élodie', Öz, x, EO",
        "'', '', kim, KI",
        "'', '', k, K",
        "'', '', 4ever, 4E",
        "李, 小龍, bruce, BR",
        "李, 小龍, '李', ''",
    })
    void initialsAreTheFirstLettersThatCanBeDrawn(String first, String last, String username, String initials) {
        var user = new User(
                new UserId("1"),
                username,
                Optional.empty(),
                false,
                first,
                last,
                "",
                false,
                Optional.empty(),
                false,
                Instant.EPOCH,
                Instant.EPOCH);
        assertEquals(initials, Initials.of(user).letters());
    }

    private static BufferedImage decoded(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    /// Which pixels are fully under the pen.
    private static int[] shape(BufferedImage picture) {
        return Arrays.stream(picture.getRGB(0, 0, 256, 256, null, 0, 256))
                .map(pixel -> pixel == 0xffffffff ? 1 : 0)
                .toArray();
    }
}
