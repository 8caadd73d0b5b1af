package dev.latchkey.platform.http;

import dev.latchkey.platform.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A JSON object from a request. Member names are matched as written, else without regard to case; unknown members are
/// ignored; `null` counts as absent; a member of the wrong type makes the body invalid.
public final class JsonBody {
    /// More than ids fit into a body, and fewer than either database takes as parameters of a statement.
    private static final int MOST_TEXTS = 50_000;

    private final JsonNode object;

    private JsonBody(JsonNode object) {
        this.object = object;
    }

    /// @throws dev.latchkey.platform.RefusalException `invalid_request_body` if it is not a JSON object
    public static JsonBody parse(byte[] bytes) {
        return of(tree(bytes));
    }

    /// The elements of a JSON array of objects; none for `null`.
    ///
    /// @throws dev.latchkey.platform.RefusalException `invalid_request_body` if it is anything else
    public static List<JsonBody> parseArray(byte[] bytes) {
        var array = tree(bytes);
        if (array.isNull()) {
            return List.of();
        }
        if (!array.isArray()) {
            throw Refusal.Bad.body().asException();
        }
        return array.valueStream().map(JsonBody::of).toList();
    }

    private static JsonNode tree(byte[] bytes) {
        try {
            var tree = Json.mapper().readTree(bytes);
            if (tree == null || tree.isMissingNode()) {
                throw Refusal.Bad.body().asException();
            }
            return tree;
        } catch (JacksonException e) {
            throw Refusal.Bad.body().asException();
        }
    }

    private static JsonBody of(JsonNode node) {
        if (!node.isObject()) {
            throw Refusal.Bad.body().asException();
        }
        return new JsonBody(node);
    }

    /// A text, or the empty text if it is absent.
    public String text(String name) {
        return optionalText(name).orElse("");
    }

    public Optional<String> optionalText(String name) {
        return member(name).map(JsonBody::storable);
    }

    /// RFC 8259 §8.2: escapes can spell what is no text, half a surrogate pair, which neither database keeps as it is.
    /// Nor does PostgreSQL keep a NUL.
    private static String storable(JsonNode node) {
        if (!node.isString()) {
            throw Refusal.Bad.body().asException();
        }
        var text = node.stringValue();
        if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw Refusal.Bad.body().asException();
        }
        return text;
    }

    /// A boolean; false if it is absent.
    public boolean flag(String name) {
        return optionalFlag(name).orElse(false);
    }

    public Optional<Boolean> optionalFlag(String name) {
        return member(name).map(node -> {
            if (!node.isBoolean()) {
                throw Refusal.Bad.body().asException();
            }
            return node.booleanValue();
        });
    }

    /// A whole number; 0 if it is absent.
    public long number(String name) {
        return member(name)
                .map(node -> {
                    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
                        throw Refusal.Bad.body().asException();
                    }
                    return node.longValue();
                })
                .orElse(0L);
    }

    /// An RFC 3339 date and time.
    public Optional<Instant> instant(String name) {
        return optionalText(name).map(text -> {
            try {
                var time = OffsetDateTime.parse(text);
                if (time.getYear() < 0 || time.getYear() > 9999) {
                    throw Refusal.Bad.body().asException(); // RFC 3339 §1: years have four digits
                }
                return time.toInstant();
            } catch (DateTimeParseException e) {
                throw Refusal.Bad.body().asException();
            }
        });
    }

    /// An array of texts, or nothing if it is absent.
    public Optional<List<String>> texts(String name) {
        return array(name).map(nodes -> {
            if (nodes.size() > MOST_TEXTS) {
                throw Refusal.Bad.body().asException();
            }
            var texts = new ArrayList<String>();
            for (var node : nodes) {
                texts.add(storable(node));
            }
            return List.copyOf(texts);
        });
    }

    /// An array of objects, or nothing if it is absent.
    public Optional<List<JsonBody>> objects(String name) {
        return array(name).map(nodes -> nodes.stream().map(JsonBody::of).toList());
    }

    public Optional<JsonBody> object(String name) {
        return member(name).map(JsonBody::of);
    }

    /// The member as it is, for those who take several types.
    public Optional<JsonNode> member(String name) {
        return Optional.ofNullable(find(name)).filter(node -> !node.isNull());
    }

    /// The whole object.
    public JsonNode tree() {
        return object;
    }

    private Optional<List<JsonNode>> array(String name) {
        return member(name).map(node -> {
            if (!node.isArray()) {
                throw Refusal.Bad.body().asException();
            }
            return node.valueStream().toList();
        });
    }

    private @Nullable JsonNode find(String name) {
        var exact = object.get(name);
        if (exact != null) {
            return exact;
        }
        var folded = name.toLowerCase(Locale.ROOT);
        for (var entry : object.properties()) {
            if (entry.getKey().toLowerCase(Locale.ROOT).equals(folded)) {
                return entry.getValue();
            }
        }
        return null;
    }
}
