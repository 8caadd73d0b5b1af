package dev.latchkey.platform.images;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;

/// ICO: a directory of pictures, each a PNG or a bitmap without its file header. It is written anew, one picture
/// behind the other.
final class IcoFile {
    private static final int MOST = 64;
    private static final int ENTRY = 16;

    private IcoFile() {}

    static byte[] clean(byte[] bytes) {
        var in = new Octets(bytes, ByteOrder.LITTLE_ENDIAN);
        in.skip(4);
        int count = in.u16();
        if (count < 1 || count > MOST) {
            throw new Octets.Broken(count + " pictures");
        }
        var pictures = new ArrayList<byte[]>();
        var directory = ByteBuffer.allocate(6 + ENTRY * count).order(ByteOrder.LITTLE_ENDIAN);
        directory.putShort((short) 0).putShort((short) 1).putShort((short) count);
        int offset = directory.capacity();
        for (int i = 0; i < count; i++) {
            directory.put(in.take(8L));
            var picture = picture(bytes, in.u32(), in.u32());
            directory.putInt(picture.length).putInt(offset);
            offset += picture.length;
            // Written one behind the other, pictures that share their bytes would become as large as there are many.
            if (offset > bytes.length) {
                throw new Octets.Broken("pictures that share their bytes");
            }
            pictures.add(picture);
        }
        var out = new ByteArrayOutputStream(offset);
        out.writeBytes(directory.array());
        pictures.forEach(out::writeBytes);
        return out.toByteArray();
    }

    private static byte[] picture(byte[] bytes, long length, long offset) {
        var from = new Octets(bytes, ByteOrder.LITTLE_ENDIAN);
        from.skip(offset);
        var picture = from.take(length);
        if (Arrays.equals(picture, 0, Math.min(8, picture.length), PngFile.SIGNATURE, 0, PngFile.SIGNATURE.length)) {
            return PngFile.clean(picture);
        }
        var header = new Octets(picture, ByteOrder.LITTLE_ENDIAN);
        if (header.u32() != 40) {
            throw new Octets.Broken("neither PNG nor bitmap");
        }
        new Dimensions(header.i32(), header.i32());
        return picture;
    }
}
