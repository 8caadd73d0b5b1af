package dev.latchkey.platform.images;

import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;

/// GIF (89a): a screen, then pictures and extensions. Comments, texts and what applications add are left out, but
/// for how often an animation repeats.
final class GifFile {
    private GifFile() {}

    static byte[] clean(byte[] bytes) {
        var in = new Octets(bytes, ByteOrder.LITTLE_ENDIAN);
        var out = new ByteArrayOutputStream(bytes.length);
        in.skip(6);
        new Dimensions(in.u16(), in.u16());
        int flags = in.u8();
        in.skip(2L + colours(flags));
        out.writeBytes(in.since(0));
        boolean picture = false;
        while (true) {
            int from = in.position();
            switch (in.u8()) {
                case 0x2c -> {
                    in.skip(8);
                    in.skip(colours(in.u8()) + 1L);
                    blocks(in);
                    out.writeBytes(in.since(from));
                    picture = true;
                }
                case 0x21 -> {
                    int label = in.u8();
                    int begin = in.position();
                    blocks(in);
                    boolean repeats = label == 0xff
                            && new String(in.since(begin), java.nio.charset.StandardCharsets.ISO_8859_1)
                                    .startsWith("\u000bNETSCAPE2.0");
                    if (label == 0xf9 || repeats) {
                        out.writeBytes(in.since(from));
                    }
                }
                case 0x3b -> {
                    if (!picture) {
                        throw new Octets.Broken("no picture");
                    }
                    out.write(0x3b);
                    return out.toByteArray();
                }
                default -> throw new Octets.Broken("an unknown block");
            }
        }
    }

    /// The bytes of a colour table.
    static int colours(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private static void blocks(Octets in) {
        for (int size = in.u8(); size > 0; size = in.u8()) {
            in.skip(size);
        }
    }
}
