package dev.latchkey.directory.initials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.directory.users.User;
import dev.latchkey.directory.users.UserId;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which letters stand for somebody, and that each can be told from the others.
class InitialsTest {
    @Test
    void everyLetterLooksDifferent() throws IOException {
        var letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        var shapes = letters.chars()
                .mapToObj(letter -> new Initials(String.valueOf((char) letter)))
                .map(initials -> Arrays.hashCode(Drawing.png(initials, new Drawing.Colours(0, 0xffffff))))
                .distinct()
                .count();
        assertEquals(letters.length(), shapes);
        for (var widest : new String[] {"WW", "MM", "I", ""}) {
            var picture = decoded(Drawing.png(new Initials(widest), new Drawing.Colours(0x123456, 0xfedcba)));
            assertEquals(0xff123456, picture.getRGB(8, 128), widest);
            assertEquals(0xff123456, picture.getRGB(247, 128), widest);
            assertTrue(hasInk(picture), widest);
        }
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
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH);
        assertEquals(initials, Initials.of(user).letters());
    }

    private static BufferedImage decoded(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    /// Whether a pixel is fully under the pen.
    private static boolean hasInk(BufferedImage picture) {
        return Arrays.stream(picture.getRaster().getSamples(0, 0, 256, 256, 0, (int[]) null))
                .anyMatch(shade -> shade == 15);
    }
}
