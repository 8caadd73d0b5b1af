package dev.latchkey.platform.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads off records what their JSON looks like, by the same annotations that the writer of JSON obeys. Each record
/// gets a name and is written once.
final class RecordSchemas {
    private final Map<String, Class<?>> types = new LinkedHashMap<>();
    private final Map<String, Object> written = new LinkedHashMap<>();
    private final Map<Operations.Filled, Schema> fillings;

    /// @param fillings what stands where a record says nothing of the type
    RecordSchemas(Map<Operations.Filled, Schema> fillings) {
        this.fillings = fillings;
    }

    /// A reference to the record's schema.
    Map<String, Object> reference(Class<?> type) {
        var name = name(type);
        var known = types.putIfAbsent(name, type);
        if (known == null) {
            written.put(name, Map.of()); // it may name itself
            written.put(name, resolved(object(type)));
        } else if (known != type) {
            throw new IllegalStateException(known + " and " + type + " are both called " + name);
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    /// Everything that was referred to, by name.
    Map<String, Object> written() {
        return written;
    }

    /// A schema as JSON, records in it replaced by references.
    Object resolved(@Nullable Object value) {
        return switch (value) {
            case Schema.Named(var type) -> reference(type);
            case Schema.Plain(var keywords) -> resolved(keywords);
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<Object, @Nullable Object>();
                map.forEach((key, part) -> copy.put(key, resolved(part)));
                yield copy;
            }
            case List<?> list -> {
                var copy = new ArrayList<@Nullable Object>();
                list.forEach(part -> copy.add(part == null ? null : resolved(part)));
                yield copy;
            }
            case null -> throw new IllegalStateException("a keyword without a value");
            default -> value;
        };
    }

    /// Views are called after what they show, and a record inside another one after both.
    private static String name(Class<?> type) {
        var simple = type.getSimpleName().replaceAll("View$", "");
        var outer = type.getEnclosingClass();
        return outer == null ? simple : name(outer) + simple;
    }

    private Schema object(Class<?> type) {
        return members(type).schema();
    }

    private Schema.Members members(Class<?> type) {
        var members = Schema.object();
        for (var component : type.getRecordComponents()) {
            members = add(members, component);
        }
        return members;
    }

    private Schema.Members add(Schema.Members members, RecordComponent component) {
        var accessor = component.getAccessor();
        if (accessor.isAnnotationPresent(JsonUnwrapped.class)) {
            var all = members;
            var inner = members(component.getType());
            for (var member : inner.properties().entrySet()) {
                all = inner.required().contains(member.getKey())
                        ? all.with(member.getKey(), member.getValue())
                        : all.sometimes(member.getKey(), member.getValue());
            }
            return all;
        }
        var renamed = accessor.getAnnotation(JsonProperty.class);
        var name = renamed == null ? component.getName() : renamed.value();
        var schema = value(component, name);
        if (accessor.isAnnotationPresent(JsonInclude.class)) {
            return members.sometimes(name, schema);
        }
        boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        return members.with(name, nullable ? schema.orNull() : schema);
    }

    private Schema value(RecordComponent component, String name) {
        var filled = fillings.get(new Operations.Filled(component.getDeclaringRecord(), name));
        if (filled != null) {
            return filled;
        }
        var texts = component.getAccessor().getAnnotation(OneOf.class);
        return texts == null ? schema(component.getGenericType()) : Schema.oneOf(texts.value());
    }

    private static Schema schema(Type type) {
        if (type instanceof ParameterizedType generic) {
            var arguments = generic.getActualTypeArguments();
            var raw = (Class<?>) generic.getRawType();
            if (List.class.isAssignableFrom(raw)) {
                return Schema.list(schema(arguments[0]));
            }
            if (Map.class.isAssignableFrom(raw)) {
                return Schema.map(schema(arguments[1]));
            }
        }
        if (!(type instanceof Class<?> simple)) {
            return Schema.any();
        }
        if (simple.isRecord()) {
            return new Schema.Named(simple);
        }
        return switch (simple.getSimpleName()) {
            case "String" -> Schema.text();
            case "Instant" -> Schema.time();
            case "boolean", "Boolean" -> Schema.flag();
            case "int", "long", "Integer", "Long" -> Schema.number();
            case "Object" -> Schema.any();
            default -> throw new IllegalStateException("how is a " + simple + " written in JSON?");
        };
    }
}
