package dev.latchkey.platform.images;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/// AVIF and HEIC (ISO/IEC 23008-12): boxes in boxes. Positions inside are absolute, so what does not belong to the
/// picture is overwritten with zeros where it stands: the items that hold Exif and XMP, and boxes that are not
/// needed.
final class HeifFile {
    private static final Set<String> NEEDED = Set.of("ftyp", "meta", "mdat");
    private static final Set<String> METADATA = Set.of("Exif", "mime", "uri ");

    private final byte[] bytes;
    private final Set<Long> metadata = new HashSet<>();
    private int itemDataAt;
    private int itemDataEnd;
    private boolean sized;

    private HeifFile(byte[] bytes) {
        this.bytes = bytes;
    }

    /// One box.
    private record Box(String type, int from, int content, int end) {}

    static byte[] clean(byte[] bytes) {
        var file = new HeifFile(bytes.clone());
        boolean data = false;
        boolean meta = false;
        for (int at = 0; at < bytes.length; ) {
            var box = file.box(at, bytes.length);
            if (box.type().equals("meta")) {
                file.meta(box);
                meta = true;
            }
            data |= box.type().equals("mdat") || file.itemDataEnd > 0;
            if (!NEEDED.contains(box.type())) {
                file.free(box);
            }
            at = box.end();
        }
        if (!meta || !data || !file.sized) {
            throw new Octets.Broken("no picture");
        }
        return file.bytes;
    }

    private Octets at(int position) {
        var in = new Octets(bytes, ByteOrder.BIG_ENDIAN);
        in.skip(position);
        return in;
    }

    private Box box(int from, int end) {
        var in = at(from);
        long size = in.u32();
        var type = in.tag();
        if (size == 1) {
            size = in.number(8);
        } else if (size == 0) {
            size = (long) end - from;
        }
        if (size < in.position() - from || size > end - from) {
            throw new Octets.Broken("the picture is cut off");
        }
        return new Box(type, from, in.position(), from + (int) size);
    }

    private void meta(Box meta) {
        var places = meta;
        boolean located = false;
        for (int at = meta.content() + 4; at < meta.end(); ) {
            var box = box(at, meta.end());
            switch (box.type()) {
                case "iinf" -> items(box);
                case "iloc" -> {
                    places = box;
                    located = true;
                }
                case "idat" -> {
                    itemDataAt = box.content();
                    itemDataEnd = box.end();
                }
                case "iprp" -> properties(box);
                default -> {}
            }
            at = box.end();
        }
        if (located) {
            erase(places);
        }
    }

    /// `iinf`: which items are metadata.
    private void items(Box box) {
        var in = at(box.content());
        int version = in.u8();
        in.skip(3L + (version == 0 ? 2 : 4));
        for (int at = in.position(); at < box.end(); ) {
            var item = box(at, box.end());
            var entry = at(item.content());
            int entryVersion = entry.u8();
            entry.skip(3);
            if (entryVersion >= 2) {
                long id = entry.number(entryVersion == 2 ? 2 : 4);
                entry.skip(2);
                if (METADATA.contains(entry.tag())) {
                    metadata.add(id);
                }
            }
            at = item.end();
        }
    }

    private void properties(Box box) {
        for (int at = box.content(); at < box.end(); ) {
            var inner = box(at, box.end());
            if (inner.type().equals("ipco")) {
                properties(inner);
            } else if (inner.type().equals("ispe")) {
                var in = at(inner.content() + 4);
                new Dimensions(in.u32(), in.u32());
                sized = true;
            }
            at = inner.end();
        }
    }

    /// `iloc`: where each item lies; what metadata is there is erased.
    private void erase(Box box) {
        var in = at(box.content());
        int version = in.u8();
        in.skip(3);
        int sizes = in.u16();
        int offsetSize = sizes >> 12;
        int lengthSize = sizes >> 8 & 0xf;
        int baseSize = sizes >> 4 & 0xf;
        int indexSize = version == 0 ? 0 : sizes & 0xf;
        for (long items = in.number(version < 2 ? 2 : 4); items > 0; items--) {
            long id = in.number(version < 2 ? 2 : 4);
            int method = version == 0 ? 0 : in.u16() & 0xf;
            in.skip(2);
            long base = in.number(baseSize);
            int pieces = in.u16();
            if (pieces > 1 && indexSize + offsetSize + lengthSize == 0) {
                throw new Octets.Broken("pieces without a size");
            }
            for (int extents = pieces; extents > 0; extents--) {
                in.number(indexSize);
                long offset = base + in.number(offsetSize);
                long length = in.number(lengthSize);
                if (metadata.contains(id)) {
                    erase(method, offset, length);
                }
            }
        }
    }

    private void erase(int method, long offset, long length) {
        long from = offset + (method == 1 ? itemDataAt : 0);
        long end = method == 1 ? itemDataEnd : bytes.length;
        if (method > 1 || from < 0 || from > end || length < 0 || length > end - from) {
            throw new Octets.Broken("metadata that lies elsewhere");
        }
        Arrays.fill(bytes, (int) from, (int) (from + length), (byte) 0);
    }

    /// Makes it a box that readers skip.
    private void free(Box box) {
        System.arraycopy(new byte[] {'f', 'r', 'e', 'e'}, 0, bytes, box.from() + 4, 4);
        Arrays.fill(bytes, box.content(), box.end(), (byte) 0);
    }
}
