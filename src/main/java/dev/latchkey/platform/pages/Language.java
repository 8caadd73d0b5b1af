package dev.latchkey.platform.pages;

import java.util.Set;

/// A language that there are pages in.
///
/// @param tag BCP 47's
/// @param name what its speakers call it
public record Language(String tag, String name) {
    private static final Set<String> RIGHT_TO_LEFT = Set.of("ar", "fa", "he", "ur");

    /// Which way a language is written, as HTML says it.
    public static String direction(String tag) {
        int end = tag.indexOf('-');
        return RIGHT_TO_LEFT.contains(end < 0 ? tag : tag.substring(0, end)) ? "rtl" : "ltr";
    }
}
