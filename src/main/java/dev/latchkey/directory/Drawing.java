package dev.latchkey.directory;

import dev.latchkey.platform.crypto.Hashes;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Draws initials in white on a calm colour, and writes them as PNG (W3C PNG, third edition): 16 shades, 4 bits a
/// pixel.
final class Drawing {
    private static final int SIZE = 256;
    private static final int SHADES = 16;
    private static final int ROW = 1 + SIZE / 2;

    /// No stroke leaves this many units, half above the middle and half below.
    private static final double HEIGHT = 7;

    private static final double PEN = 0.46;
    private static final double GAP = 1.5;

    /// White on each of these has a contrast of at least 4.5.
    private static final int[] COLOURS = {0x3f6c8f, 0x4a6e58, 0x7a5c86, 0x8a5a4b, 0x5a6590, 0x3f6e73, 0x855670, 0x6b6638
    };

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private Drawing() {}

    /// Which of the colours somebody has; always the same.
    static int colour(String id) {
        return COLOURS[Math.floorMod(Hashes.sha256(id.getBytes(StandardCharsets.UTF_8))[0], COLOURS.length)];
    }

    static byte[] png(Initials initials, int colour) {
        var lines = lines(initials);
        double pen = PEN * scale(initials);
        var rows = new byte[SIZE * ROW]; // each begins with 0: no filter
        int top = (int) ((SIZE - HEIGHT * scale(initials)) / 2 - pen) - 1;
        for (int y = top; y < SIZE - top; y++) {
            for (int x = 0; x < SIZE; x += 2) {
                rows[y * ROW + 1 + x / 2] = (byte) (shade(lines, pen, x, y) << 4 | shade(lines, pen, x + 1, y));
            }
        }
        return file(rows, colour);
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

    private static byte[] file(byte[] rows, int colour) {
        var file = new ByteArrayOutputStream(4096);
        try (var out = new DataOutputStream(file)) {
            out.write(SIGNATURE);
            chunk(out, "IHDR", header());
            chunk(out, "PLTE", palette(colour));
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

    private static byte[] palette(int colour) {
        var palette = new byte[SHADES * 3];
        for (int shade = 0; shade < SHADES; shade++) {
            for (int channel = 0; channel < 3; channel++) {
                int from = colour >> (16 - 8 * channel) & 0xff;
                palette[shade * 3 + channel] = (byte) (from + (0xff - from) * shade / (SHADES - 1));
            }
        }
        return palette;
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
