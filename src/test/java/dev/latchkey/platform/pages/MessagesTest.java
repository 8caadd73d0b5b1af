package dev.latchkey.platform.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The catalogue holds every text that pages name, and pages fill every placeholder that a text has.
class MessagesTest {
    private static final Pattern CALL = Pattern.compile("\\btext\\(\\s*\"(auth_\\w+)\"(?=\\s*[,)])");
    private static final Pattern NAME = Pattern.compile("\"(\\w+)\"\\s*,");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)[,}]");

    private final Messages messages = Messages.load("en");

    @Test
    void everyTextThatIsNamedIsThereAndEveryPlaceholderFilled() throws IOException {
        var complaints = new TreeSet<String>();
        int calls = 0;
        for (var directory : List.of(Path.of("src/main/jte"), Path.of("src/main/java"))) {
            try (var files = Files.walk(directory)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    var text = Files.readString(file);
                    for (var call : CALL.matcher(text).results().toList()) {
                        calls++;
                        check(file, call.group(1), arguments(text, call.end()), complaints);
                    }
                }
            }
        }
        assertEquals(Set.of(), complaints);
        assertTrue(calls > 50, "the pattern finds the calls");
    }

    /// What stands between the key and the end of the call, without what stands in further parentheses.
    private static String arguments(String text, int from) {
        var arguments = new StringBuilder();
        int depth = 1;
        for (int i = from; depth > 0; i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 1) {
                arguments.append(c);
            }
        }
        return arguments.toString();
    }

    private void check(Path file, String key, String arguments, Set<String> complaints) {
        if (!messages.has(key)) {
            complaints.add(file + " names " + key + ", which is not there");
            return;
        }
        var given = new TreeSet<String>();
        NAME.matcher(arguments).results().forEach(found -> given.add(found.group(1)));
        var wanted = new TreeSet<String>();
        PLACEHOLDER.matcher(messages.pattern(key)).results().forEach(found -> wanted.add(found.group(1)));
        if (!given.containsAll(wanted)) {
            complaints.add(file + " gives " + key + " " + given + ", which wants " + wanted);
        }
    }

    @Test
    void placeholdersAndPluralsAreFilled() {
        assertEquals("Hello Ada", MessagePattern.fill("en", "Hello {name}", "name", "Ada"));
        var days = "{count, plural, one {# day} other {# days}} left";
        assertEquals("1 day left", MessagePattern.fill("en", days, "count", 1));
        assertEquals("3 days left", MessagePattern.fill("en", days, "count", 3));
        var dni = "{count, plural, one {# dzień} few {# dni} many {# dni} other {# dnia}}";
        assertEquals("22 dni", MessagePattern.fill("pl", dni, "count", 22));
    }

    @Test
    void whatIsPutIntoArabicIsKeptApart() {
        assertEquals("مرحبًا \u2068Ada (1)\u2069،", MessagePattern.fill("ar", "مرحبًا {name}،", "name", "Ada (1)"));
        assertEquals("5 أيام", MessagePattern.fill("ar", "{n, plural, few {# أيام} other {# يوم}}", "n", 5));
        assertEquals(
                "افتح https://id.example.com.",
                MessagePattern.fill("ar", "افتح {address}.", "address", "https://id.example.com"));
    }

    /// The web build's check holds the rest of each catalogue against English and CLDR; this reads what the server does
    /// with it.
    @Test
    void everyLanguagesTextsAreFilledWhateverTheNumber() throws IOException {
        for (var line : Files.readAllLines(Path.of("web/messages/languages"))) {
            var tag = line.substring(0, line.indexOf(' ')).replace("?", "");
            var texts = Messages.load(tag);
            for (var key : messages.keys()) {
                var pattern = texts.pattern(key);
                for (long count : new long[] {0, 1, 2, 3, 5, 11, 21, 100, 102}) {
                    var filled = texts.text(key, arguments(messages.pattern(key), count));
                    assertFalse(filled.isEmpty() || filled.contains("{") || filled.contains("#"), tag + " " + key);
                    assertTrue(
                            !pattern.contains(" plural,") || pattern.contains(Plurals.form(tag, count) + " {"),
                            tag + " " + key + " has no form for " + count);
                }
            }
        }
    }

    private static Object[] arguments(String pattern, long count) {
        return PLACEHOLDER
                .matcher(pattern)
                .results()
                .flatMap(found -> Stream.of(found.group(1), count))
                .toArray();
    }
}
