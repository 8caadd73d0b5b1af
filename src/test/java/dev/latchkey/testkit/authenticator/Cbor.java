package dev.latchkey.testkit.authenticator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// As much of CBOR (RFC 8949) as authenticators speak: integers, byte strings, text, arrays, maps and booleans, written
/// in the canonical form of CTAP2, where a shorter key comes first and equally long ones follow in the order of their
/// bytes.
final class Cbor {
    private static final Comparator<byte[]> CANONICAL =
            Comparator.<byte[]>comparingInt(key -> key.length).thenComparing(Arrays::compareUnsigned);

    private Cbor() {}

    static byte[] encode(Object value) {
        var out = new ByteArrayOutputStream();
        write(out, value);
        return out.toByteArray();
    }

    /// Reads one item and leaves the buffer behind it.
    static Object decode(ByteBuffer in) {
        int initial = in.get() & 0xff;
        int major = initial >> 5;
        if (major == 7) {
            return switch (initial) {
                case 0xf4 -> false;
                case 0xf5 -> true;
                default -> throw new IllegalArgumentException("CBOR item 0x" + Integer.toHexString(initial));
            };
        }
        long argument = argument(in, initial & 0x1f);
        return switch (major) {
            case 0 -> argument;
            case 1 -> -1 - argument;
            case 2 -> bytes(in, argument);
            case 3 -> new String(bytes(in, argument), UTF_8);
            case 4 -> {
                var list = new ArrayList<Object>();
                for (long i = 0; i < argument; i++) list.add(decode(in));
                yield list;
            }
            case 5 -> {
                var map = new LinkedHashMap<Object, Object>();
                for (long i = 0; i < argument; i++) map.put(decode(in), decode(in));
                yield map;
            }
            default -> throw new IllegalArgumentException("CBOR major type " + major);
        };
    }

    private static void write(ByteArrayOutputStream out, Object value) {
        switch (value) {
            case Long number when number >= 0 -> head(out, 0, number);
            case Long number -> head(out, 1, -1 - number);
            case Boolean bool -> out.write(bool ? 0xf5 : 0xf4);
            case byte[] bytes -> {
                head(out, 2, bytes.length);
                out.writeBytes(bytes);
            }
            case String text -> {
                var bytes = text.getBytes(UTF_8);
                head(out, 3, bytes.length);
                out.writeBytes(bytes);
            }
            case List<?> list -> {
                head(out, 4, list.size());
                list.forEach(item -> write(out, item));
            }
            case Map<?, ?> map -> {
                head(out, 5, map.size());
                map.entrySet().stream()
                        .map(entry -> Map.entry(encode(entry.getKey()), encode(entry.getValue())))
                        .sorted(Map.Entry.comparingByKey(CANONICAL))
                        .forEach(entry -> {
                            out.writeBytes(entry.getKey());
                            out.writeBytes(entry.getValue());
                        });
            }
            default -> throw new IllegalArgumentException("No CBOR form for " + value.getClass());
        }
    }

    private static void head(ByteArrayOutputStream out, int major, long argument) {
        int type = major << 5;
        if (argument < 24) {
            out.write(type | (int) argument);
        } else if (argument < 0x100) {
            out.write(type | 24);
            out.write((int) argument);
        } else if (argument < 0x10000) {
            out.write(type | 25);
            out.writeBytes(ByteBuffer.allocate(2).putShort((short) argument).array());
        } else if (argument < 0x100000000L) {
            out.write(type | 26);
            out.writeBytes(ByteBuffer.allocate(4).putInt((int) argument).array());
        } else {
            out.write(type | 27);
            out.writeBytes(ByteBuffer.allocate(8).putLong(argument).array());
        }
    }

    private static long argument(ByteBuffer in, int info) {
        return switch (info) {
            case 24 -> in.get() & 0xff;
            case 25 -> in.getShort() & 0xffff;
            case 26 -> in.getInt() & 0xffffffffL;
            case 27 -> in.getLong();
            default -> {
                if (info > 23) throw new IllegalArgumentException("CBOR of indefinite length");
                yield info;
            }
        };
    }

    private static byte[] bytes(ByteBuffer in, long length) {
        var bytes = new byte[Math.toIntExact(length)];
        in.get(bytes);
        return bytes;
    }
}
