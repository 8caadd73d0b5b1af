package dev.latchkey.platform.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
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
        assertEquals("Hello Ada", MessagePattern.fill("Hello {name}", "name", "Ada"));
        var days = "{count, plural, one {# day} other {# days}} left";
        assertEquals("1 day left", MessagePattern.fill(days, "count", 1));
        assertEquals("3 days left", MessagePattern.fill(days, "count", 3));
    }
}
