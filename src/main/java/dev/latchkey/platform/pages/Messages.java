package dev.latchkey.platform.pages;

import dev.latchkey.platform.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The texts of one language. Placeholders are `{name}`; a number picks a form with ICU's
/// `{count, plural, one {# day} other {# days}}`.
public final class Messages {
    /// The digits of codes and addresses, where a language has others of its own (Unicode TS #35 part 3 §3.6).
    private static final String WESTERN_DIGITS = "-u-nu-latn";

    private static final String OF_PAGES = "auth_";

    private final String language;
    private final Map<String, String> texts;
    private final @Nullable Messages fallback;

    private Messages(String language, Map<String, String> texts, @Nullable Messages fallback) {
        this.language = language;
        this.texts = texts;
        this.fallback = fallback;
    }

    /// Reads from `messages/<language>.json` in the jar what the server has to say; the rest of it is the web UI's.
    static Messages load(String language) {
        try (var stream = Messages.class.getResourceAsStream("/messages/" + language + ".json")) {
            if (stream == null) {
                throw new IllegalStateException("messages/" + language + ".json is missing from the jar");
            }
            var texts = Json.mapper().readTree(stream.readAllBytes()).properties().stream()
                    .filter(entry -> entry.getKey().startsWith(OF_PAGES))
                    .collect(Collectors.toUnmodifiableMap(
                            Map.Entry::getKey, entry -> entry.getValue().stringValue()));
            return new Messages(language, texts, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// These texts, and another language's where there are none.
    Messages or(Messages other) {
        return new Messages(language, texts, other);
    }

    /// The language's tag (BCP 47).
    public String language() {
        return language;
    }

    /// What the library of names and formats calls the language.
    public Locale locale() {
        return Locale.forLanguageTag(language + WESTERN_DIGITS);
    }

    /// Which way the language is written, as HTML says it.
    public String direction() {
        return Language.direction(language);
    }

    public boolean has(String key) {
        return find(key) != null;
    }

    Set<String> keys() {
        return texts.keySet();
    }

    /// The text under a key, its placeholders as they are; empty if there is none.
    String pattern(String key) {
        var found = find(key);
        return found == null ? "" : found;
    }

    private @Nullable String find(String key) {
        var own = texts.get(key);
        return own != null || fallback == null ? own : fallback.find(key);
    }

    /// A moment as the language writes it, in UTC, which it says.
    public String moment(Instant moment) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                        .localizedBy(locale())
                        .withZone(ZoneOffset.UTC)
                        .format(moment)
                + " UTC";
    }

    /// The text under a key, its placeholders filled.
    ///
    /// @param arguments names and values in turn
    /// @throws IllegalArgumentException if there is no such text
    public String text(String key, Object... arguments) {
        var pattern = find(key);
        if (pattern == null) {
            throw new IllegalArgumentException("no message " + key);
        }
        return MessagePattern.fill(language, pattern, arguments);
    }
}
