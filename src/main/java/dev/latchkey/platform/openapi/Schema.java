package dev.latchkey.platform.openapi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a value looks like, in JSON Schema (draft 2020-12). Each change makes a new one.
public sealed interface Schema {
    /// Keywords as they are written; a value may hold further schemas.
    record Plain(Map<String, Object> keywords) implements Schema {
        public Plain {
            keywords = Collections.unmodifiableMap(new LinkedHashMap<>(keywords));
        }
    }

    /// The JSON form of a record, written once and referred to by name.
    record Named(Class<?> type) implements Schema {}

    /// The JSON form of a record.
    static Schema of(Class<? extends Record> type) {
        return new Named(type);
    }

    /// Any JSON value.
    static Schema any() {
        return new Plain(Map.of());
    }

    static Schema text() {
        return new Plain(Map.of("type", "string"));
    }

    /// A text of so many code points.
    static Schema text(int least, int most) {
        return least == 0
                ? text().with("maxLength", most)
                : text().with("minLength", least).with("maxLength", most);
    }

    /// One of a few texts.
    static Schema oneOf(String... texts) {
        return text().with("enum", List.of(texts));
    }

    static Schema uuid() {
        return text().with("format", "uuid");
    }

    static Schema email() {
        return text(1, 254).with("format", "email");
    }

    /// RFC 3339.
    static Schema time() {
        return text().with("format", "date-time");
    }

    static Schema flag() {
        return new Plain(Map.of("type", "boolean"));
    }

    static Schema number() {
        return new Plain(Map.of("type", "integer"));
    }

    /// How long something is to live, as [dev.latchkey.platform.http.Lifetime] reads it.
    static Schema lifetime() {
        return either(
                new Plain(Map.of("type", "number")).with("minimum", 0).with("maximum", 31 * 24 * 3600),
                text().with("pattern", "^([0-9]+(ns|us|ms|s|m|h))*$"));
    }

    static Schema number(long least, long most) {
        return number().with("minimum", least).with("maximum", most);
    }

    static Schema list(Schema of) {
        return new Plain(Map.of("type", "array")).with("items", of);
    }

    static Schema list(Class<? extends Record> of) {
        return list(of(of));
    }

    /// An object whose members have names that are data.
    static Schema map(Schema of) {
        return new Plain(Map.of("type", "object")).with("additionalProperties", of);
    }

    /// One page of a list.
    static Schema page(Schema of) {
        var pagination = object().with("totalPages", number(1, Long.MAX_VALUE))
                .with("totalItems", number(0, Long.MAX_VALUE))
                .with("currentPage", number(1, Long.MAX_VALUE))
                .with("itemsPerPage", number(1, 100));
        return object().with("data", list(of)).with("pagination", pagination).schema();
    }

    static Schema either(Schema... schemas) {
        return new Plain(Map.of("anyOf", List.of(schemas)));
    }

    /// An object with the members that are added next.
    static Members object() {
        return new Members(List.of(), Map.of());
    }

    /// The same, with one keyword more.
    default Schema with(String keyword, Object value) {
        return switch (this) {
            case Plain(var keywords) -> {
                var more = new LinkedHashMap<>(keywords);
                more.put(keyword, value);
                yield new Plain(more);
            }
            case Named _ -> new Plain(Map.of("allOf", List.of(this))).with(keyword, value);
        };
    }

    default Schema saying(String description) {
        return with("description", description);
    }

    /// This, or `null`.
    default Schema orNull() {
        if (!(this instanceof Plain(var keywords)) || !(keywords.get("type") instanceof String type)) {
            return either(this, new Plain(Map.of("type", "null")));
        }
        var more = new LinkedHashMap<>(keywords);
        more.put("type", List.of(type, "null"));
        if (keywords.get("enum") instanceof List<?> texts) {
            var withNull = new ArrayList<@Nullable Object>(texts);
            withNull.add(null);
            more.put("enum", withNull);
        }
        return new Plain(more);
    }

    /// The members of an object, in the order in which they are written.
    ///
    /// @param required the names of those that are never missing
    record Members(List<String> required, Map<String, Schema> properties) {
        /// A member that is always there.
        public Members with(String name, Schema schema) {
            var more = new ArrayList<>(required);
            more.add(name);
            return new Members(more, and(name, schema));
        }

        public Members with(String name, Members members) {
            return with(name, members.schema());
        }

        /// A member that may be missing, which is the same as `null`.
        public Members maybe(String name, Schema schema) {
            return new Members(required, and(name, schema.orNull()));
        }

        /// A member that may be missing, and is never `null`.
        public Members sometimes(String name, Schema schema) {
            return new Members(required, and(name, schema));
        }

        private Map<String, Schema> and(String name, Schema schema) {
            var more = new LinkedHashMap<>(properties);
            more.put(name, schema);
            return more;
        }

        public Schema schema() {
            var keywords = new LinkedHashMap<String, Object>();
            keywords.put("type", "object");
            keywords.put("properties", properties);
            if (!required.isEmpty()) {
                keywords.put("required", required);
            }
            return new Plain(keywords);
        }
    }

    /// The texts of an enumeration's constants, as its own method spells them.
    static <E extends Enum<E>> Schema oneOf(Class<E> type, Function<E, String> spelling) {
        return oneOf(Arrays.stream(type.getEnumConstants()).map(spelling).toArray(String[]::new));
    }
}
