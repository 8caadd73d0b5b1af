package dev.latchkey.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A database of places, written as the MaxMind DB file format 2.0 says: a binary tree over the bits of IPv6 addresses
/// (IPv4 below `::/96`), what its leaves point to, and a description at the end.
public final class PlacesFile {
    private static final int RECORD_BITS = 24;
    private static final int SEPARATOR = 16;
    private static final byte[] MARKER = "\u00ab\u00cd\u00efMaxMind.com".getBytes(StandardCharsets.ISO_8859_1);

    /// A record that leads nowhere; those that lead to data count down from it.
    private static final int NOTHING = -1;

    private final List<int[]> nodes = new ArrayList<>();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    public PlacesFile() {
        nodes.add(new int[] {NOTHING, NOTHING});
    }

    /// Adds a network.
    ///
    /// @param city empty if only the country is known
    public PlacesFile with(String network, String code, String country, String city) {
        var place = new LinkedHashMap<String, Object>();
        place.put("country", Map.of("iso_code", code, "names", Map.of("en", country, "xx", "not " + country)));
        if (!city.isEmpty()) {
            place.put("city", Map.of("names", Map.of("en", city)));
        }
        return with(network, place);
    }

    /// Adds a network, of which anything may be said.
    public PlacesFile with(String network, Object said) {
        var parts = network.split("/", 2);
        var address = InetAddress.ofLiteral(parts[0]).getAddress();
        var bits = new byte[16];
        System.arraycopy(address, 0, bits, 16 - address.length, address.length);
        int length = Integer.parseInt(parts[1]) + (address.length == 4 ? 96 : 0);
        int leaf = NOTHING - 1 - data.size();
        encode(data, said);
        int node = 0;
        for (int depth = 0; depth < length - 1; depth++) {
            int side = bit(bits, depth);
            if (nodes.get(node)[side] < 0) {
                nodes.get(node)[side] = nodes.size();
                nodes.add(new int[] {NOTHING, NOTHING});
            }
            node = nodes.get(node)[side];
        }
        nodes.get(node)[bit(bits, length - 1)] = leaf;
        return this;
    }

    private static int bit(byte[] bits, int at) {
        return bits[at / 8] >> (7 - at % 8) & 1;
    }

    /// Puts it in the place of whatever is there, in one step.
    public void moveTo(Path file) {
        try {
            var unfinished = Files.createTempFile(file.getParent(), "places", "-tmp");
            Files.write(unfinished, bytes());
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public byte[] bytes() {
        var file = new ByteArrayOutputStream();
        for (var node : nodes) {
            for (int record : node) {
                int written = record >= 0
                        ? record
                        : record == NOTHING ? nodes.size() : nodes.size() + SEPARATOR + NOTHING - 1 - record;
                file.write(written >> 16);
                file.write(written >> 8);
                file.write(written);
            }
        }
        file.writeBytes(new byte[SEPARATOR]);
        file.writeBytes(data.toByteArray());
        file.writeBytes(MARKER);
        var about = new LinkedHashMap<String, Object>();
        about.put("binary_format_major_version", 2);
        about.put("binary_format_minor_version", 0);
        about.put("build_epoch", Instant.parse("2026-11-01T00:00:00Z").getEpochSecond());
        about.put("database_type", "Test-City");
        about.put("description", Map.of("en", "for tests"));
        about.put("ip_version", 6);
        about.put("languages", List.of("en"));
        about.put("node_count", nodes.size());
        about.put("record_size", RECORD_BITS);
        encode(file, about);
        return file.toByteArray();
    }

    private static void encode(ByteArrayOutputStream out, Object value) {
        switch (value) {
            case String text -> {
                var bytes = text.getBytes(StandardCharsets.UTF_8);
                control(out, 2, bytes.length);
                out.writeBytes(bytes);
            }
            case Integer number -> number(out, 6, 4, number);
            case Long number -> number(out, 9, 8, number);
            case Map<?, ?> map -> {
                control(out, 7, map.size());
                map.forEach((name, member) -> {
                    encode(out, name);
                    encode(out, member);
                });
            }
            case List<?> list -> {
                control(out, 11, list.size());
                list.forEach(item -> encode(out, item));
            }
            default -> throw new IllegalArgumentException(value.toString());
        }
    }

    private static void number(ByteArrayOutputStream out, int type, int length, long value) {
        control(out, type, length);
        for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
            out.write((int) (value >> shift));
        }
    }

    /// Types from 8 on stand in a byte of their own; so do sizes from 29 on.
    private static void control(ByteArrayOutputStream out, int type, int size) {
        if (size > 29 + 255) {
            throw new IllegalArgumentException("longer than tests need: " + size);
        }
        int shown = Math.min(size, 29);
        out.write(type < 8 ? type << 5 | shown : shown);
        if (type >= 8) {
            out.write(type - 7);
        }
        if (size >= 29) {
            out.write(size - 29);
        }
    }
}
