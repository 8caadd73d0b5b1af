package dev.latchkey.badinput;

import dev.latchkey.badinput.Table.Carrier;
import dev.latchkey.platform.http.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;

/// A good request, and what becomes of it when one thing in it is spoiled. Each change makes a new one.
///
/// @param values by parameter: percent-encoded in addresses and forms, JSON in JSON; several for one that is doubled
record Spoiled(Carrier carrier, String path, Map<String, List<String>> values, Map<String, String> headers, Body body) {
    private static final int LONG = 20_000;
    private static final int OVER_THE_LIMIT = 1024 * 1024 + 1;

    /// Something else in place of the parameters.
    ///
    /// @param type its `Content-Type`; none if empty
    private record Body(boolean instead, String type, byte[] bytes) {
        static final Body USUAL = new Body(false, "", new byte[0]);
    }

    static Spoiled good(Carrier carrier, String path) {
        return new Spoiled(carrier, path, Map.of(), Map.of(), Body.USUAL);
    }

    /// With a good value; or with one that is bad for a reason of its own.
    Spoiled with(String name, String value) {
        if (name.startsWith("@")) {
            var changed = new LinkedHashMap<>(headers);
            changed.put(name.substring(1), value);
            return new Spoiled(carrier, path, values, changed, body);
        }
        if (name.startsWith("{")) {
            return inPath(name, encoded(value));
        }
        if (name.equals("body")) {
            return instead(type(), value);
        }
        return set(name, List.of(carrier == Carrier.JSON ? json(value) : encoded(value)));
    }

    /// With a parameter spoiled in one of the ways that the table has words for.
    Spoiled with(String name, String good, String input) {
        if (name.startsWith("{")) {
            return inPath(
                    name,
                    switch (input) {
                        case "unknown" -> "0197f7a0-0000-7000-8000-000000000000";
                        case "long" -> "a".repeat(2_000);
                        case "slash" -> "%2f";
                        default -> encodedBadly(input);
                    });
        }
        return carrier == Carrier.JSON ? member(name, good, input) : parameter(name, good, input);
    }

    private Spoiled parameter(String name, String good, String input) {
        return switch (input) {
            case "absent" -> set(name, List.of());
            case "empty" -> set(name, List.of(""));
            case "doubled" -> set(name, List.of(encoded(good), encoded(good)));
            case "long" -> set(name, List.of("a".repeat(LONG)));
            default -> set(name, List.of(encodedBadly(input)));
        };
    }

    private static String encodedBadly(String input) {
        return switch (input) {
            case "utf8" -> "a%ff";
            case "percent" -> "a%zz";
            case "nul" -> "a%00";
            default -> throw new IllegalArgumentException(input);
        };
    }

    private Spoiled member(String name, String good, String input) {
        return switch (input) {
            case "absent" -> set(name, List.of());
            case "null" -> set(name, List.of("null"));
            case "empty" -> set(name, List.of("\"\""));
            case "doubled" -> set(name, List.of(json(good), json(good)));
            case "number" -> set(name, List.of("7"));
            case "flag" -> set(name, List.of("true"));
            case "text" -> set(name, List.of("\"text\""));
            case "list" -> set(name, List.of("[[]]"));
            case "object" -> set(name, List.of("{}"));
            case "long" -> set(name, List.of('"' + "a".repeat(LONG) + '"'));
            case "utf8" -> set(name, List.of("\"a\u00ff\"")); // one byte, by the encoding that the body is sent in
            case "nul" -> set(name, List.of("\"a\\u0000\""));
            case "surrogate" -> set(name, List.of("\"a\\ud800\""));
            default -> throw new IllegalArgumentException(input);
        };
    }

    /// With the whole body spoiled.
    Spoiled body(String input) {
        var usual = bytes();
        return switch (input) {
            case "absent" -> instead(type(), "");
            case "untyped" -> new Spoiled(carrier, path, values, headers, new Body(true, "", usual));
            case "mistyped" -> new Spoiled(carrier, path, values, headers, new Body(true, "text/plain", usual));
            case "multipart" -> instead("multipart/form-data; boundary=x", "--x--\r\n");
            case "otherwise" ->
                carrier == Carrier.JSON
                        ? instead("application/x-www-form-urlencoded", "a=b")
                        : instead("application/json", "{}");
            case "broken" -> instead(type(), carrier == Carrier.JSON ? "{\"a\":" : "%");
            case "null" -> instead(type(), "null");
            case "list" -> instead(type(), "[7]");
            case "object" -> instead(type(), "{}");
            case "text" -> instead(type(), "\"text\"");
            case "deep" -> instead(type(), "{\"a\":" + "[".repeat(20_000));
            case "utf8" -> instead(type(), carrier == Carrier.JSON ? "{\"\u00ff\":1}" : "a=\u00ff");
            case "long" -> new Spoiled(carrier, path, values, headers, new Body(true, type(), filled(usual)));
            default -> throw new IllegalArgumentException(input);
        };
    }

    /// Spaces around JSON and empty parts of a form mean nothing, so only the length is wrong.
    private byte[] filled(byte[] usual) {
        var filled = Arrays.copyOf(usual, OVER_THE_LIMIT);
        Arrays.fill(filled, usual.length, filled.length, (byte) (carrier == Carrier.JSON ? ' ' : '&'));
        return filled;
    }

    private Spoiled instead(String type, String text) {
        return new Spoiled(
                carrier, path, values, headers, new Body(true, type, text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private Spoiled set(String name, List<String> sent) {
        var changed = new LinkedHashMap<>(values);
        changed.put(name, sent);
        return new Spoiled(carrier, path, changed, headers, body);
    }

    private Spoiled inPath(String name, String value) {
        return new Spoiled(carrier, path.replace(name, value), values, headers, body);
    }

    /// Path and query as they are sent.
    String target() {
        return carrier == Carrier.QUERY ? path + "?" + form() : path;
    }

    /// Those of the row, and the type of the body.
    List<Map.Entry<String, String>> sentHeaders() {
        var sent = new ArrayList<>(headers.entrySet());
        var type = body.instead() ? body.type() : type();
        if (!type.isEmpty()) {
            sent.add(Map.entry("Content-Type", type));
        }
        return List.copyOf(sent);
    }

    byte[] bytes() {
        return body.instead()
                ? body.bytes()
                : switch (carrier) {
                    case NOTHING, QUERY -> new byte[0];
                    case FORM -> form().getBytes(StandardCharsets.ISO_8859_1);
                    case JSON -> object().getBytes(StandardCharsets.ISO_8859_1);
                };
    }

    private String type() {
        return switch (carrier) {
            case NOTHING, QUERY -> "";
            case FORM -> "application/x-www-form-urlencoded";
            case JSON -> "application/json";
        };
    }

    private String form() {
        return pairs("%s=%s", "&");
    }

    private String object() {
        return "{" + pairs("\"%s\":%s", ",") + "}";
    }

    private String pairs(String format, String between) {
        var pairs = new ArrayList<String>();
        values.forEach((name, sent) -> sent.forEach(value -> pairs.add(format.formatted(name, value))));
        return String.join(between, pairs);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// Lists, objects, numbers and the like as they are, anything else as a text.
    private static String json(String value) {
        try {
            Json.mapper()
                    .readerFor(JsonNode.class)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(value);
            return value;
        } catch (JacksonException e) {
            return Json.text(value);
        }
    }
}
