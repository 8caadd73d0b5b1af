package dev.latchkey.platform.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The languages there are catalogues for, by tag (BCP 47). The file `languages` beside this class names them, a line
/// each, the first for whoever wants none of them and for texts that another catalogue lacks.
final class Languages {
    private final Map<String, Messages> catalogues = new LinkedHashMap<>();
    private final Messages usual;

    Languages(List<Messages> all) {
        all.forEach(messages -> catalogues.put(messages.language(), messages));
        this.usual = all.getFirst();
    }

    static Languages load() {
        var all = new ArrayList<Messages>();
        for (var tag : tagsInFile()) {
            all.add(all.isEmpty() ? Messages.load(tag) : Messages.load(tag).or(all.getFirst()));
        }
        return new Languages(all);
    }

    private static List<String> tagsInFile() {
        try (var stream = Languages.class.getResourceAsStream("languages")) {
            if (stream == null) {
                throw new IllegalStateException("the list of languages is missing from the jar");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> tags() {
        return List.copyOf(catalogues.keySet());
    }

    Messages usual() {
        return usual;
    }

    /// @param locales tags in order of preference, separated by blanks (`ui_locales`); what is no tag is passed over
    Optional<Messages> wanted(String locales) {
        if (catalogues.size() == 1) {
            return Optional.of(usual);
        }
        var ranges = new ArrayList<LanguageRange>();
        for (var tag : locales.split(" ")) {
            ranges.addAll(ranges(tag));
        }
        return lookUp(ranges);
    }

    /// @param header an `Accept-Language` (RFC 9110 §12.5.4); one that is malformed wants nothing
    Optional<Messages> accepted(String header) {
        return catalogues.size() == 1 ? Optional.of(usual) : lookUp(ranges(header));
    }

    private static List<LanguageRange> ranges(String text) {
        try {
            return LanguageRange.parse(text);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    /// RFC 4647 §3.4: `de-CH` finds `de` where there is nothing nearer.
    private Optional<Messages> lookUp(List<LanguageRange> ranges) {
        @Nullable String tag = ranges.isEmpty() ? null : Locale.lookupTag(ranges, catalogues.keySet());
        return Optional.ofNullable(tag).map(this::named);
    }

    /// The JDK answers in lower case.
    private @Nullable Messages named(String tag) {
        return catalogues.values().stream()
                .filter(messages -> messages.language().equalsIgnoreCase(tag))
                .findFirst()
                .orElse(null);
    }
}
