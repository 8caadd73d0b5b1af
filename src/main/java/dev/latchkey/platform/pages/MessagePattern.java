package dev.latchkey.platform.pages;

import java.util.HashMap;
import java.util.Map;

/// Fills a message's placeholders: `{name}`, and `{count, plural, one {…} other {…}}` with `#` for the number. The
/// form is chosen by [Plurals]. In a language that is written from right to left, each text that is put in is kept
/// apart from its neighbours, lest an address turn the sentence around it (Unicode Standard Annex 9 §2.4.2).
final class MessagePattern {
    private static final char FIRST_STRONG_ISOLATE = '\u2068';
    private static final char POP_DIRECTIONAL_ISOLATE = '\u2069';

    private final String language;
    private final Map<String, Object> values;

    private MessagePattern(String language, Map<String, Object> values) {
        this.language = language;
        this.values = values;
    }

    /// @param arguments names and values in turn
    static String fill(String language, String pattern, Object... arguments) {
        if (pattern.indexOf('{') < 0) {
            return pattern;
        }
        var values = new HashMap<String, Object>();
        for (int i = 0; i < arguments.length; i += 2) {
            values.put(String.valueOf(arguments[i]), arguments[i + 1]);
        }
        return new MessagePattern(language, values).fill(pattern);
    }

    private String fill(String pattern) {
        var text = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) != '{') {
                text.append(pattern.charAt(i));
                continue;
            }
            int end = closing(pattern, i);
            text.append(placeholder(pattern.substring(i + 1, end)));
            i = end;
        }
        return text.toString();
    }

    private String placeholder(String inside) {
        var parts = inside.split(",", 3);
        var value = values.get(parts[0].strip());
        if (value == null) {
            throw new IllegalArgumentException("no value for {" + parts[0].strip() + "}");
        }
        if (parts.length < 3) {
            return value instanceof Number ? value.toString() : apart(value.toString());
        }
        var category = value instanceof Number number ? Plurals.form(language, number.longValue()) : "other";
        return fill(form(parts[2], category).replace("#", value.toString()));
    }

    /// Not so an address with a scheme: programs that make links of those in mails would take the mark for its end.
    private String apart(String value) {
        return Language.direction(language).equals("rtl") && !value.contains("://")
                ? FIRST_STRONG_ISOLATE + value + POP_DIRECTIONAL_ISOLATE
                : value;
    }

    /// The form for a category, else the one called `other`.
    private static String form(String forms, String category) {
        var other = "";
        for (int at = 0; forms.indexOf('{', at) >= 0; ) {
            int open = forms.indexOf('{', at);
            int end = closing(forms, open);
            var name = forms.substring(at, open).strip();
            var form = forms.substring(open + 1, end);
            if (name.equals(category)) {
                return form;
            }
            other = name.equals("other") ? form : other;
            at = end + 1;
        }
        return other;
    }

    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("a brace is not closed in: " + text);
    }
}
