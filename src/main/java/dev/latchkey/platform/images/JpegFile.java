package dev.latchkey.platform.images;

import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// JPEG (ITU-T T.81 annex B): segments, each behind a marker. What applications put in (`APPn`) and comments are
/// left out, but for the colour profile, Adobe's colour transform, and which side is up.
final class JpegFile {
    private static final String EXIF = "Exif\0\0";
    private static final String PROFILE = "ICC_PROFILE\0";

    private JpegFile() {}

    static byte[] clean(byte[] bytes) {
        var in = new Octets(bytes, ByteOrder.BIG_ENDIAN);
        var out = new ByteArrayOutputStream(bytes.length);
        out.writeBytes(in.take(2));
        boolean frame = false;
        boolean scan = false;
        while (true) {
            int marker = marker(in);
            if (marker == 0xd9) {
                if (!frame || !scan) {
                    throw new Octets.Broken("no picture before the end");
                }
                out.write(0xff);
                out.write(0xd9);
                return out.toByteArray();
            }
            int from = in.position();
            int length = in.u16();
            var content = in.part(length - 2L);
            if (isFrame(marker)) {
                content.skip(1);
                long height = content.u16();
                new Dimensions(content.u16(), height);
                frame = true;
            }
            if (marker == 0xe1) {
                int orientation = orientation(content);
                if (orientation > 1) {
                    out.writeBytes(upright(orientation));
                }
            } else if (kept(marker, in.since(from))) {
                out.write(0xff);
                out.write(marker);
                out.writeBytes(in.since(from));
            }
            if (marker == 0xda) {
                scan = true;
                out.writeBytes(coded(in));
            }
        }
    }

    /// How the picture is to be turned (Exif 3.0 §4.6.5, tag 0x0112), 1 if it is upright or nothing is said.
    static int orientation(byte[] bytes) {
        var in = new Octets(bytes, ByteOrder.BIG_ENDIAN);
        in.skip(2);
        try {
            while (true) {
                int marker = marker(in);
                if (marker == 0xda || marker == 0xd9) {
                    return 1;
                }
                var content = in.part(in.u16() - 2L);
                int found = marker == 0xe1 ? orientation(content) : 0;
                if (found > 0) {
                    return found;
                }
            }
        } catch (Octets.Broken e) {
            return 1;
        }
    }

    static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    /// Any number of fill bytes may precede a marker (§B.1.1.2).
    static int marker(Octets in) {
        if (in.u8() != 0xff) {
            throw new Octets.Broken("no marker");
        }
        int marker = in.u8();
        while (marker == 0xff) {
            marker = in.u8();
        }
        if (marker == 0 || marker == 1 || (marker >= 0xd0 && marker <= 0xd8)) {
            throw new Octets.Broken("a marker out of place");
        }
        return marker;
    }

    /// The entropy-coded data of a scan, with its restart markers.
    private static byte[] coded(Octets in) {
        int from = in.position();
        while (true) {
            if (in.u8() == 0xff) {
                int next = in.u8();
                if (next != 0 && (next < 0xd0 || next > 0xd7)) {
                    var data = in.since(from);
                    in.back(2);
                    return java.util.Arrays.copyOf(data, data.length - 2);
                }
            }
        }
    }

    private static boolean kept(int marker, byte[] segment) {
        if (marker == 0xe2) {
            return new String(segment, StandardCharsets.ISO_8859_1).startsWith(PROFILE, 2);
        }
        boolean application = marker >= 0xe0 && marker <= 0xef;
        return marker != 0xfe && (!application || marker == 0xee);
    }

    /// 0 if this is not Exif, or says nothing about it.
    private static int orientation(Octets segment) {
        if (segment.left() < 14 || !segment.latin(EXIF.length()).equals(EXIF)) {
            return 0;
        }
        var tiff = segment.take(segment.left());
        boolean little = tiff[0] == 'I';
        var in = new Octets(tiff, little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        try {
            in.skip(4);
            long directory = in.u32();
            in.skip(directory - 8);
            for (int entries = in.u16(); entries > 0; entries--) {
                int tag = in.u16();
                in.skip(6);
                int value = in.u16();
                in.skip(2);
                if (tag == 0x0112) {
                    return value >= 1 && value <= 8 ? value : 0;
                }
            }
        } catch (Octets.Broken e) {
            return 0;
        }
        return 0;
    }

    /// An Exif segment that says which side is up, and nothing else.
    private static byte[] upright(int orientation) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xe1, 0, 34});
        out.writeBytes(EXIF.getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(new byte[] {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1});
        out.writeBytes(new byte[] {0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte) orientation, 0, 0});
        out.writeBytes(new byte[4]);
        return out.toByteArray();
    }
}
