package dev.latchkey.platform.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Parameters in `application/x-www-form-urlencoded` form, in the order sent. Decoding is strict: a broken escape,
/// bytes that are not UTF-8, or a NUL make the whole unreadable.
public final class Parameters {
    /// None at all.
    public static final Parameters NONE = new Parameters(Map.of());

    /// What may stand for itself in a value (RFC 3986 §3.4), and is read as itself by whoever decodes forms.
    private static final String PLAIN = "-._~/:?@!$()*,";

    private final Map<String, List<String>> values;

    private Parameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /// They cannot be decoded.
    public static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Malformed() {
            super("parameters are not valid form encoding", null, false, false);
        }
    }

    /// @throws Malformed if they cannot be decoded
    public static Parameters parse(String encoded) {
        if (encoded.isEmpty()) {
            return NONE;
        }
        var values = new LinkedHashMap<String, List<String>>();
        for (var pair : encoded.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            var name = decode(equals < 0 ? pair : pair.substring(0, equals));
            var value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        }
        return new Parameters(values);
    }

    /// The first value of that name. Whoever must refuse a repeated one asks [#repeated] first.
    public Optional<String> first(String name) {
        var all = values.get(name);
        return all == null ? Optional.empty() : Optional.of(all.getFirst());
    }

    /// The first value, or nothing if it is empty (RFC 6749 §3.1: sent without a value counts as omitted).
    public Optional<String> value(String name) {
        return first(name).filter(value -> !value.isEmpty());
    }

    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /// Whether a parameter was sent more than once.
    public boolean repeated(String name) {
        return all(name).size() > 1;
    }

    public Set<String> names() {
        return values.keySet();
    }

    /// A value as it is sent in an address. It is no longer than the sender of such a value had to make it, so that
    /// what came in an address fits into one on its way back.
    public static String encode(String value) {
        var encoded = new StringBuilder(value.length() + 16);
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
                encoded.append(c);
            } else if (c == ' ') {
                encoded.append('+');
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 0xf, 16)));
            }
        }
        return encoded.toString();
    }

    private static String decode(String text) {
        if (plain(text)) {
            return text;
        }
        var bytes = new byte[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes[length++] = (byte) (hex(text, i + 1) << 4 | hex(text, i + 2));
                i += 2;
            } else if (c > 0xff) {
                throw new Malformed();
            } else {
                bytes[length++] = (byte) (c == '+' ? ' ' : c);
            }
        }
        return text(bytes, length);
    }

    private static boolean plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' || c == '+' || c == 0 || c >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] bytes, int length) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw new Malformed();
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new Malformed();
        }
    }

    private static int hex(String text, int index) {
        int digit = index < text.length() ? Character.digit(text.charAt(index), 16) : -1;
        if (digit < 0) {
            throw new Malformed();
        }
        return digit;
    }
}
