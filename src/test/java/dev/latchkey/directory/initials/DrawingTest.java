package dev.latchkey.directory.initials;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.platform.pages.Hue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A drawn picture has the colours that the pages give the same person on a light screen.
class DrawingTest {
    private static final Path DESIGN = Path.of("web/src/design");
    private static final Pattern HUE = Pattern.compile("\\.hue-(\\d+) \\{\\s+--h: (\\d+);");

    /// The background and the letters of `.avatar`: lightness and chroma, each followed by the hue.
    private static final Pattern AVATAR =
            Pattern.compile("\\.avatar \\{[^}]*background: light-dark\\(oklch\\(([0-9.]+) ([0-9.]+) var\\(--h,[^}]*"
                    + "\\scolor: light-dark\\(oklch\\(([0-9.]+) ([0-9.]+) var\\(--h,");

    @Test
    void aKeyHasTheHueThatThePagesGiveIt() throws IOException {
        var hues = new TreeSet<Integer>();
        for (var line : Files.readAllLines(Path.of("src/test/resources/hues.txt"))) {
            if (!line.startsWith("#")) {
                int space = line.indexOf(' ');
                int hue = Integer.parseInt(line.substring(0, space));
                assertEquals(hue, Hue.of(line.substring(space + 1)), line);
                hues.add(hue);
            }
        }
        assertEquals(Hue.HUES, hues.size());
    }

    @Test
    void aHueHasTheColoursThatThePagesGiveIt() throws IOException {
        var avatar = AVATAR.matcher(Files.readString(DESIGN.resolve("shared/pictures.css")));
        assertTrue(avatar.find());
        var hues = HUE.matcher(Files.readString(DESIGN.resolve("tokens.css")));
        int found = 0;
        while (hues.find()) {
            var colours = Drawing.Colours.of(keyOf(Integer.parseInt(hues.group(1))));
            double degrees = Double.parseDouble(hues.group(2));
            same(oklch(avatar.group(1), avatar.group(2), degrees), colours.ground(), hues.group());
            same(oklch(avatar.group(3), avatar.group(4), degrees), colours.letters(), hues.group());
            found++;
        }
        assertEquals(Hue.HUES, found);
    }

    /// One letter of twelve that follow each other.
    private static String keyOf(int hue) {
        return "abcdefghijkl"
                .chars()
                .mapToObj(Character::toString)
                .filter(key -> Hue.of(key) == hue)
                .findFirst()
                .orElseThrow();
    }

    private static void same(int[] expected, int colour, String hue) {
        assertArrayEquals(expected, new int[] {colour >> 16 & 0xff, colour >> 8 & 0xff, colour & 0xff}, hue);
    }

    /// CSS Color 4 §9.4, in sRGB.
    private static int[] oklch(String lightness, String chroma, double hue) {
        double light = Double.parseDouble(lightness);
        double a = Double.parseDouble(chroma) * Math.cos(Math.toRadians(hue));
        double b = Double.parseDouble(chroma) * Math.sin(Math.toRadians(hue));
        double l = Math.pow(light + 0.3963377774 * a + 0.2158037573 * b, 3);
        double m = Math.pow(light - 0.1055613458 * a - 0.0638541728 * b, 3);
        double s = Math.pow(light - 0.0894841775 * a - 1.2914855480 * b, 3);
        DoubleUnaryOperator coded =
                linear -> linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
        return new int[] {
            (int) Math.round(255 * coded.applyAsDouble(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)),
            (int) Math.round(255 * coded.applyAsDouble(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)),
            (int) Math.round(255 * coded.applyAsDouble(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s))
        };
    }
}
