package dev.latchkey.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.platform.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every event that is written has a name in every language; the page's own tests hold its filter against those names.
class EventNamesTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/latchkey");
    private static final Path CATALOGUES = Path.of("web/messages");
    private static final String PREFIX = "audit_event_";

    /// Whatever looks like the name of an event in a file that writes entries.
    private static final Pattern EVENT = Pattern.compile("\"([A-Z]+(?:_[A-Z]+)+)\"");

    @Test
    void everyEventHasANameInEveryLanguage() throws IOException {
        var written = written();
        assertTrue(written.containsAll(Set.of("SIGN_IN", "USER_UPDATED", "SETTINGS_UPDATED")), written.toString());
        for (var catalogue : files(CATALOGUES, ".json")) {
            var names = new TreeSet<String>();
            Json.mapper().readTree(Files.readString(catalogue)).propertyNames().stream()
                    .filter(key -> key.startsWith(PREFIX))
                    .map(key -> key.substring(PREFIX.length()).toUpperCase(Locale.ROOT))
                    .forEach(names::add);
            assertEquals(String.join("\n", written), String.join("\n", names), catalogue.toString());
        }
    }

    private static Set<String> written() throws IOException {
        var events = new TreeSet<String>();
        for (var file : files(SOURCES, ".java")) {
            var source = Files.readString(file);
            if (source.contains("AuditEntry")) {
                EVENT.matcher(source).results().map(found -> found.group(1)).forEach(events::add);
            }
        }
        return events;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).collect(Collectors.toList());
        }
    }
}
