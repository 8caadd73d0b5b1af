package dev.latchkey.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/configuration.md` says of every variable what becomes of it, and says the truth.
class ConfigurationPageTest {
    private static final Pattern ROW =
            Pattern.compile("\\| `([A-Z0-9_]+)` \\| (works|setting|no effect|refused|removed) \\|.*");

    @Test
    void everyVariableHasItsRow() throws IOException {
        assertEquals(KnownVariables.all(), rows());
    }

    @Test
    void whatThePageCallsRefusedIsRefused() throws IOException {
        for (var row : rows().entrySet()) {
            var complaints = KnownVariables.refused(Map.of(row.getKey(), "something"));
            assertEquals(row.getValue().equals("refused") ? 1 : 0, complaints.size(), row.getKey());
        }
    }

    @Test
    void whatThePageCallsWithoutEffectIsLogged() throws IOException {
        for (var row : rows().entrySet()) {
            boolean idle = List.of("no effect", "removed").contains(row.getValue());
            var warnings = KnownVariables.warnings(Map.of(row.getKey(), "something"));
            assertEquals(idle ? 1 : 0, warnings.size(), row.getKey());
        }
    }

    private static Map<String, String> rows() throws IOException {
        var rows = new TreeMap<String, String>();
        for (var line : Files.readAllLines(Path.of("docs/configuration.md"))) {
            var row = ROW.matcher(line);
            if (row.matches()) {
                rows.put(row.group(1), row.group(2));
            }
        }
        return rows;
    }
}
