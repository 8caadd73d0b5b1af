package dev.latchkey.platform.pages;

import dev.latchkey.platform.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The texts of one language. Placeholders are `{name}`; a number picks a form with ICU's
/// `{count, plural, one {# day} other {# days}}`.
public final class Messages {
    private final String language;
    private final Map<String, String> texts;

    private Messages(String language, Map<String, String> texts) {
        this.language = language;
        this.texts = texts;
    }

    /// Reads `messages/<language>.json` from the jar.
    static Messages load(String language) {
        try (var stream = Messages.class.getResourceAsStream("/messages/" + language + ".json")) {
            if (stream == null) {
                throw new IllegalStateException("messages/" + language + ".json is missing from the jar");
            }
            var texts = Json.mapper().readTree(stream.readAllBytes()).properties().stream()
                    .filter(entry -> entry.getValue().isString())
                    .collect(Collectors.toUnmodifiableMap(
                            Map.Entry::getKey, entry -> entry.getValue().stringValue()));
            return new Messages(language, texts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// These texts, and another language's where there are none.
    Messages or(Messages fallback) {
        var all = new HashMap<>(fallback.texts);
        all.putAll(texts);
        return new Messages(language, Map.copyOf(all));
    }

    /// The language's tag (BCP 47).
    public String language() {
        return language;
    }

    public boolean has(String key) {
        return texts.containsKey(key);
    }

    /// The text under a key, its placeholders as they are.
    String pattern(String key) {
        return texts.getOrDefault(key, "");
    }

    /// A moment as the language writes it, in UTC, which it says.
    public String moment(Instant moment) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                        .withLocale(Locale.forLanguageTag(language))
                        .withZone(ZoneOffset.UTC)
                        .format(moment)
                + " UTC";
    }

    /// The text under a key, its placeholders filled.
    ///
    /// @param arguments names and values in turn
    /// @throws IllegalArgumentException if there is no such text
    public String text(String key, Object... arguments) {
        var pattern = texts.get(key);
        if (pattern == null) {
            throw new IllegalArgumentException("no message " + key);
        }
        return MessagePattern.fill(pattern, arguments);
    }
}
