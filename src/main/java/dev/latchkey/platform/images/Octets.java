package dev.latchkey.platform.images;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The bytes of a picture, read from the beginning to the end. Whoever wants more than is left is told that the
/// picture is [Broken].
final class Octets {
    private final byte[] bytes;
    private final ByteBuffer view;
    private int at;
    private final int end;

    Octets(byte[] bytes, ByteOrder order) {
        this(bytes, 0, bytes.length, order);
    }

    private Octets(byte[] bytes, int from, int end, ByteOrder order) {
        this.bytes = bytes;
        this.view = ByteBuffer.wrap(bytes).order(order);
        this.at = from;
        this.end = end;
    }

    /// The picture is not what its format asks for.
    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1;

        Broken(String why) {
            super(why, null, false, false);
        }
    }

    int position() {
        return at;
    }

    int left() {
        return end - at;
    }

    int u8() {
        return bytes[take(1)] & 0xff;
    }

    int u16() {
        return view.getShort(take(2)) & 0xffff;
    }

    long u32() {
        return view.getInt(take(4)) & 0xffffffffL;
    }

    int i32() {
        return view.getInt(take(4));
    }

    /// A number of that many bytes, as containers of variable layout have them.
    long number(int size) {
        return switch (size) {
            case 0 -> 0;
            case 2 -> u16();
            case 4 -> u32();
            case 8 -> view.getLong(take(8));
            default -> throw new Broken("a number of " + size + " bytes");
        };
    }

    /// Four letters that name a part.
    String tag() {
        return new String(bytes, take(4), 4, StandardCharsets.ISO_8859_1);
    }

    String latin(int length) {
        return new String(bytes, take(length), length, StandardCharsets.ISO_8859_1);
    }

    byte[] take(long length) {
        int from = take(checked(length));
        return Arrays.copyOfRange(bytes, from, at);
    }

    void skip(long length) {
        take(checked(length));
    }

    void back(int length) {
        at -= length;
    }

    /// The next so many bytes, to be read by themselves.
    Octets part(long length) {
        int from = take(checked(length));
        return new Octets(bytes, from, at, view.order());
    }

    /// What was read since then.
    byte[] since(int position) {
        return Arrays.copyOfRange(bytes, position, at);
    }

    private int checked(long length) {
        if (length < 0 || length > left()) {
            throw new Broken("the picture is cut off");
        }
        return (int) length;
    }

    private int take(int length) {
        if (length > left()) {
            throw new Broken("the picture is cut off");
        }
        int from = at;
        at += length;
        return from;
    }
}
