package dev.latchkey.platform.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The languages there are catalogues for, and who gets which. The file `messages/languages` names them, a line each:
/// the tag, with a `?` behind it while the catalogue is not finished, and the language's own name. The first is for
/// whoever wants none of them, and for texts that another catalogue lacks. A catalogue is read when it is first needed.
final class Languages {
    private static final Set<String> TRADITIONAL_CHINESE = Set.of("TW", "HK", "MO");

    private static final int LONGEST = 500;

    private final List<Language> offered;
    private final ConcurrentMap<String, Messages> catalogues = new ConcurrentHashMap<>();

    Languages(List<Language> offered) {
        this.offered = List.copyOf(offered);
    }

    static Languages load() {
        try (var stream = Languages.class.getResourceAsStream("/messages/languages")) {
            if (stream == null) {
                throw new IllegalStateException("the list of languages is missing from the jar");
            }
            var lines = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return new Languages(lines.lines().map(Languages::language).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Language language(String line) {
        int blank = line.indexOf(' ');
        return new Language(line.substring(0, blank).replace("?", ""), line.substring(blank + 1));
    }

    List<Language> offered() {
        return offered;
    }

    /// The texts in one of these languages.
    Messages texts(Language language) {
        var known = catalogues.get(language.tag());
        if (known == null) {
            known = language.equals(usual())
                    ? Messages.load(language.tag())
                    : Messages.load(language.tag()).or(texts(usual()));
            catalogues.put(language.tag(), known);
        }
        return known;
    }

    Language usual() {
        return offered.getFirst();
    }

    /// The language of exactly that tag.
    Optional<Language> tagged(String tag) {
        return offered.stream()
                .filter(language -> language.tag().equalsIgnoreCase(tag))
                .findFirst();
    }

    /// @param locales tags in order of preference, separated by blanks (`ui_locales`); what is no tag is passed over
    Optional<Language> wanted(String locales) {
        var ranges = new ArrayList<LanguageRange>();
        for (var tag : first(locales, ' ').split(" ", -1)) {
            ranges.addAll(ranges(tag));
        }
        return lookUp(ranges);
    }

    /// @param header an `Accept-Language` (RFC 9110 §12.5.4); one that is malformed wants nothing
    Optional<Language> accepted(String header) {
        return lookUp(ranges(first(header, ',')));
    }

    /// The wishes that stand first, of a list that is longer than any of a person's: to put them in order takes time
    /// that grows with the square of how many there are.
    private static String first(String wishes, char between) {
        if (wishes.length() <= LONGEST) {
            return wishes;
        }
        return wishes.substring(0, Math.max(0, wishes.lastIndexOf(between, LONGEST)));
    }

    private static List<LanguageRange> ranges(String text) {
        try {
            return LanguageRange.parse(text);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    /// The first wish that can be met. Browsers add the bare language to each of their tags, so `zh` behind a `zh-TW`
    /// that could not be met is no wish for simplified Chinese.
    private Optional<Language> lookUp(List<LanguageRange> ranges) {
        var unmet = new HashSet<String>();
        for (var range : ranges) {
            if (range.getWeight() == 0 || range.getRange().startsWith("*") || unmet.contains(range.getRange())) {
                continue;
            }
            var found = nearest(range.getRange());
            if (found.isPresent()) {
                return found;
            }
            unmet.add(Locale.forLanguageTag(range.getRange()).getLanguage());
        }
        return Optional.empty();
    }

    /// RFC 4647 §3.4: `de-CH` finds `de` where there is nothing nearer. Where that finds nothing, the same language as
    /// another region writes it will do: `pt-BR` for `pt-PT`, `zh-CN` for `zh-SG`; but not another script.
    private Optional<Language> nearest(String wish) {
        for (var tag = wish; !tag.isEmpty(); tag = shortened(tag)) {
            var found = tagged(tag);
            if (found.isPresent()) {
                return found;
            }
        }
        var locale = Locale.forLanguageTag(wish);
        return offered.stream()
                .filter(language -> {
                    var other = Locale.forLanguageTag(language.tag());
                    return other.getLanguage().equals(locale.getLanguage())
                            && script(other).equals(script(locale));
                })
                .findFirst();
    }

    /// Without its last part, and without a single letter before that, which stood for more.
    private static String shortened(String tag) {
        int end = tag.lastIndexOf('-');
        return end < 0
                ? ""
                : end >= 2 && tag.charAt(end - 2) == '-' ? tag.substring(0, end - 2) : tag.substring(0, end);
    }

    /// The script that a tag names or, for Chinese, leaves to be understood (CLDR's likely subtags).
    private static String script(Locale locale) {
        if (!locale.getScript().isEmpty() || !locale.getLanguage().equals("zh")) {
            return locale.getScript();
        }
        return TRADITIONAL_CHINESE.contains(locale.getCountry()) ? "Hant" : "Hans";
    }
}
