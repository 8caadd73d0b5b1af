package dev.latchkey.platform.pages;

import java.util.HashMap;
import java.util.Map;

/// Fills a message's placeholders: `{name}`, and `{count, plural, one {…} other {…}}` with `#` for the number.
///
/// Of CLDR's plural categories it knows `one` (exactly 1) and `other`, which is English; a language that needs more
/// brings
/// its rule here.
final class MessagePattern {
    private MessagePattern() {}

    static String fill(String pattern, Object... arguments) {
        if (pattern.indexOf('{') < 0) {
            return pattern;
        }
        var values = new HashMap<String, Object>();
        for (int i = 0; i < arguments.length; i += 2) {
            values.put(String.valueOf(arguments[i]), arguments[i + 1]);
        }
        return fill(pattern, values);
    }

    private static String fill(String pattern, Map<String, Object> values) {
        var text = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) != '{') {
                text.append(pattern.charAt(i));
                continue;
            }
            int end = closing(pattern, i);
            text.append(placeholder(pattern.substring(i + 1, end), values));
            i = end;
        }
        return text.toString();
    }

    private static String placeholder(String inside, Map<String, Object> values) {
        var parts = inside.split(",", 3);
        var value = values.get(parts[0].strip());
        if (value == null) {
            throw new IllegalArgumentException("no value for {" + parts[0].strip() + "}");
        }
        return parts.length < 3 ? value.toString() : fill(form(parts[2], value).replace("#", value.toString()), values);
    }

    private static String form(String forms, Object count) {
        var wanted = count instanceof Number number && number.longValue() == 1 ? "one" : "other";
        int start = forms.indexOf(wanted + " {");
        start = start < 0 ? forms.indexOf("other {") : start;
        int open = forms.indexOf('{', start);
        return forms.substring(open + 1, closing(forms, open));
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
