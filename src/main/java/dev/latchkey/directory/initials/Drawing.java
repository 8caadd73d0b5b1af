package dev.latchkey.directory.initials;

import dev.latchkey.platform.pages.Hue;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Draws initials as the pages do on a light screen, dark on a pale colour of the same hue, and writes them as PNG
/// (W3C PNG, third edition): 16 shades, 4 bits a pixel.
final class Drawing {
    private static final int SIZE = 256;
    private static final int SHADES = 16;
    private static final int ROW = 1 + SIZE / 2;

    /// No stroke leaves this many units, half above the middle and half below.
    private static final double HEIGHT = 7;

    private static final double PEN = 0.46;
    private static final double GAP = 1.5;

    /// By [Hue]: what `.avatar` in `web/src/design/shared/pictures.css` is on a light page, in sRGB. An image file
    /// cannot follow the theme of the page that shows it.
    private static final List<Colours> COLOURS = List.of(
            new Colours(0xcbedea, 0x014441),
            new Colours(0xccebf5, 0x084150),
            new Colours(0xd4e7fc, 0x213c59),
            new Colours(0xdfe3fc, 0x343759),
            new Colours(0xecdff7, 0x443152),
            new Colours(0xf6dcec, 0x4f2e44),
            new Colours(0xfbdcdf, 0x552d33),
            new Colours(0xfaddd3, 0x552f22),
            new Colours(0xf4e1cc, 0x4e3413),
            new Colours(0xeae6cb, 0x423b11),
            new Colours(0xddead2, 0x30411e),
            new Colours(0xd2ecdd, 0x194430));

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private Drawing() {}

    /// @param ground under the letters, `0xrrggbb`
    record Colours(int ground, int letters) {
        /// Those of somebody; always the same.
        static Colours of(String id) {
            return COLOURS.get(Hue.of(id));
        }
    }

    static byte[] png(Initials initials, Colours colours) {
        var lines = lines(initials);
        double pen = PEN * scale(initials);
        var rows = new byte[SIZE * ROW]; // each begins with 0: no filter
        int top = (int) ((SIZE - HEIGHT * scale(initials)) / 2 - pen) - 1;
        for (int y = top; y < SIZE - top; y++) {
            for (int x = 0; x < SIZE; x += 2) {
                rows[y * ROW + 1 + x / 2] = (byte) (shade(lines, pen, x, y) << 4 | shade(lines, pen, x + 1, y));
            }
        }
        return file(rows, colours);
    }

    /// From 0, the background, to 15, under the pen; between them at its edge.
    private static int shade(List<Strokes.Line> lines, double pen, int x, int y) {
        double nearest = Double.MAX_VALUE;
        for (var line : lines) {
            nearest = Math.min(nearest, line.distanceSquared(x + 0.5, y + 0.5));
        }
        double covered = Math.clamp(pen + 0.5 - Math.sqrt(nearest), 0.0, 1.0);
        return (int) Math.round(covered * (SHADES - 1));
    }

    private static List<Strokes.Line> lines(Initials initials) {
        double scale = scale(initials);
        double left = (SIZE - width(initials) * scale) / 2;
        double top = (SIZE - 6 * scale) / 2;
        var lines = new ArrayList<Strokes.Line>();
        for (var glyph : glyphs(initials)) {
            for (var line : glyph) {
                lines.add(line.moved(scale, left, top));
            }
            left += (Strokes.width(glyph) + GAP) * scale;
        }
        return lines;
    }

    private static List<List<Strokes.Line>> glyphs(Initials initials) {
        return initials.letters().isEmpty()
                ? List.of(Strokes.parse(Strokes.PERSON))
                : initials.letters()
                        .chars()
                        .mapToObj(letter -> Strokes.of((char) letter))
                        .toList();
    }

    private static double width(Initials initials) {
        var glyphs = glyphs(initials);
        return glyphs.stream().mapToDouble(Strokes::width).sum() + GAP * (glyphs.size() - 1);
    }

    private static double scale(Initials initials) {
        return Math.min(17, 160 / Math.max(1, width(initials)));
    }

    private static byte[] file(byte[] rows, Colours colours) {
        var file = new ByteArrayOutputStream(4096);
        try (var out = new DataOutputStream(file)) {
            out.write(SIGNATURE);
            chunk(out, "IHDR", header());
            chunk(out, "PLTE", palette(colours));
            chunk(out, "IDAT", compressed(rows));
            chunk(out, "IEND", new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    private static byte[] header() throws IOException {
        var header = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(header)) {
            out.writeInt(SIZE);
            out.writeInt(SIZE);
            out.write(new byte[] {4, 3, 0, 0, 0}); // bits, palette, deflate, filters, not interlaced
        }
        return header.toByteArray();
    }

    private static byte[] palette(Colours colours) {
        var palette = new byte[SHADES * 3];
        for (int shade = 0; shade < SHADES; shade++) {
            for (int channel = 0; channel < 3; channel++) {
                int from = channel(colours.ground(), channel);
                int to = channel(colours.letters(), channel);
                palette[shade * 3 + channel] = (byte) (from + (to - from) * shade / (SHADES - 1));
            }
        }
        return palette;
    }

    private static int channel(int colour, int channel) {
        return colour >> (16 - 8 * channel) & 0xff;
    }

    private static byte[] compressed(byte[] rows) {
        try (var deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
            deflater.setInput(rows);
            deflater.finish();
            var compressed = new ByteArrayOutputStream();
            var buffer = new byte[4096];
            while (!deflater.finished()) {
                compressed.write(buffer, 0, deflater.deflate(buffer));
            }
            return compressed.toByteArray();
        }
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        var name = type.getBytes(StandardCharsets.US_ASCII);
        var sum = new CRC32();
        sum.update(name);
        sum.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) sum.getValue());
    }
}
