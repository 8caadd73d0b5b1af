package dev.latchkey.testkit;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// Holds JSON against those parts of JSON Schema that our document uses. A member that a schema does not name is a
/// complaint, unless the schema says otherwise: what we answer is what we said.
final class Shape {
    private final JsonNode document;

    Shape(JsonNode document) {
        this.document = document;
    }

    /// What a `$ref` refers to; anything else is itself.
    JsonNode resolve(JsonNode node) {
        var reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    /// What is wrong with a value, and where in it.
    Optional<String> complaint(JsonNode given, JsonNode value, String where) {
        var schema = resolve(given);
        if (schema.isMissingNode()) {
            return Optional.of(where + " is described by what is not there: " + given);
        }
        return Stream.<Supplier<Optional<String>>>of(
                        () -> type(schema, value, where),
                        () -> texts(schema, value, where),
                        () -> alternatives(schema, value, where),
                        () -> members(schema, value, where),
                        () -> items(schema, value, where))
                .map(Supplier::get)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static Optional<String> type(JsonNode schema, JsonNode value, String where) {
        var type = schema.path("type");
        if (type.isMissingNode()) {
            return Optional.empty();
        }
        var wanted = type.isArray() ? elements(type) : Stream.of(type);
        boolean fits = wanted.map(JsonNode::stringValue).anyMatch(name -> switch (name) {
            case "string" -> value.isString();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "null" -> value.isNull();
            default -> throw new AssertionError("a type the test does not know: " + name);
        });
        return fits ? Optional.empty() : Optional.of(where + " is not of type " + type);
    }

    private static Optional<String> texts(JsonNode schema, JsonNode value, String where) {
        var known = schema.path("enum");
        if (known.isArray() && elements(known).noneMatch(value::equals)) {
            return Optional.of(where + " is " + value + ", not one of " + known);
        }
        if (schema.path("format").asString("").equals("date-time") && value.isString()) {
            try {
                OffsetDateTime.parse(value.stringValue());
            } catch (DateTimeException e) {
                return Optional.of(where + " is no date and time");
            }
        }
        return Optional.empty();
    }

    private Optional<String> alternatives(JsonNode schema, JsonNode value, String where) {
        var any = schema.path("anyOf");
        if (any.isArray()) {
            var complaints =
                    elements(any).map(one -> complaint(one, value, where)).toList();
            if (complaints.stream().allMatch(Optional::isPresent)) {
                return complaints.getFirst();
            }
        }
        return elements(schema.path("allOf"))
                .map(one -> complaint(one, value, where))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> members(JsonNode schema, JsonNode value, String where) {
        if (!value.isObject()) {
            return Optional.empty();
        }
        var missing = elements(schema.path("required"))
                .map(JsonNode::stringValue)
                .filter(name -> !value.has(name))
                .findFirst();
        if (missing.isPresent()) {
            return Optional.of(where + "." + missing.get() + " is missing");
        }
        var properties = schema.path("properties");
        var others = schema.path("additionalProperties");
        for (var member : value.properties()) {
            var there = where + "." + member.getKey();
            var described = properties.has(member.getKey()) ? properties.path(member.getKey()) : others;
            if (described.isMissingNode() && !properties.isMissingNode()) {
                return Optional.of(there + " is not described");
            }
            if (described.isObject()) {
                var complaint = complaint(described, member.getValue(), there);
                if (complaint.isPresent()) {
                    return complaint;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> items(JsonNode schema, JsonNode value, String where) {
        var items = schema.path("items");
        if (!value.isArray() || items.isMissingNode()) {
            return Optional.empty();
        }
        return elements(value)
                .map(element -> complaint(items, element, where + "[]"))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
