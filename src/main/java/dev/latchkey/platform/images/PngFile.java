package dev.latchkey.platform.images;

import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.util.Set;
import java.util.zip.CRC32;

/// PNG (W3C, third edition, with animation): a signature, then chunks with a checksum each. Texts, times, Exif data
/// and whatever is unknown are left out.
final class PngFile {
    static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private static final Set<String> KEPT = Set.of(
            "IHDR", "PLTE", "tRNS", "IDAT", "IEND", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD", "acTL", "fcTL",
            "fdAT");

    private PngFile() {}

    /// Of what was cleaned: IHDR comes first.
    static Dimensions dimensions(byte[] cleaned) {
        var in = new Octets(cleaned, ByteOrder.BIG_ENDIAN);
        in.take(SIGNATURE.length + 8);
        return new Dimensions(in.u32(), in.u32());
    }

    static byte[] clean(byte[] bytes) {
        var in = new Octets(bytes, ByteOrder.BIG_ENDIAN);
        var out = new ByteArrayOutputStream(bytes.length);
        out.writeBytes(in.take(SIGNATURE.length));
        boolean data = false;
        for (boolean first = true; ; first = false) {
            int from = in.position();
            long length = in.u32();
            var type = in.tag();
            if (first != type.equals("IHDR")) {
                throw new Octets.Broken("IHDR is not the first chunk");
            }
            var content = in.part(length);
            if (first) {
                new Dimensions(content.u32(), content.u32());
            }
            var sum = new CRC32();
            sum.update(bytes, from + 4, (int) length + 4);
            if (in.u32() != sum.getValue()) {
                throw new Octets.Broken("the checksum of " + type + " is wrong");
            }
            if (KEPT.contains(type)) {
                out.writeBytes(in.since(from));
            }
            data |= type.equals("IDAT");
            if (type.equals("IEND")) {
                if (!data) {
                    throw new Octets.Broken("no IDAT");
                }
                return out.toByteArray();
            }
        }
    }
}
