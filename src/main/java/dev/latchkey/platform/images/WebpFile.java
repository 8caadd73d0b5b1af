package dev.latchkey.platform.images;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/// WebP (RFC 9649): a RIFF container. Exif, XMP and unknown chunks are left out.
final class WebpFile {
    private static final Set<String> KEPT = Set.of("VP8X", "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP");
    private static final int EXIF_AND_XMP = 0x08 | 0x04;

    private WebpFile() {}

    static byte[] clean(byte[] bytes) {
        var whole = new Octets(bytes, ByteOrder.LITTLE_ENDIAN);
        whole.skip(4);
        var in = whole.part(whole.u32());
        in.skip(4);
        var chunks = new ByteArrayOutputStream(bytes.length);
        boolean picture = false;
        while (in.left() > 0) {
            int from = in.position();
            var tag = in.tag();
            long length = in.u32();
            look(tag, in.part(length));
            in.skip(length & 1);
            var chunk = in.since(from);
            if (tag.equals("VP8X")) {
                chunk[8] &= ~EXIF_AND_XMP;
            }
            if (KEPT.contains(tag)) {
                chunks.writeBytes(chunk);
            }
            picture |= Set.of("VP8 ", "VP8L", "ANMF").contains(tag);
        }
        if (!picture) {
            throw new Octets.Broken("no picture");
        }
        return ByteBuffer.allocate(12 + chunks.size())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {'R', 'I', 'F', 'F'})
                .putInt(4 + chunks.size())
                .put(new byte[] {'W', 'E', 'B', 'P'})
                .put(chunks.toByteArray())
                .array();
    }

    private static void look(String tag, Octets content) {
        switch (tag) {
            case "VP8X" -> {
                content.skip(4);
                new Dimensions(1 + u24(content), 1 + u24(content));
            }
            case "VP8 " -> {
                content.skip(6);
                new Dimensions(content.u16() & 0x3fff, content.u16() & 0x3fff);
            }
            case "VP8L" -> {
                content.skip(1);
                long size = content.u32();
                new Dimensions(1 + (size & 0x3fff), 1 + (size >> 14 & 0x3fff));
            }
            default -> {}
        }
    }

    private static long u24(Octets in) {
        return in.u16() | (long) in.u8() << 16;
    }
}
