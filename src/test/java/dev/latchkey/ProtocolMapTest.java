package dev.latchkey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/// `docs/protocol.md` names standards, sections, classes and tests: all of them are there.
class ProtocolMapTest {
    private static final Path MAP = Path.of("docs/protocol.md");
    private static final Pattern ROW =
            Pattern.compile("\\| ([^|]+) \\| ([^|]+) \\| `([\\w.]+)` \\| `([\\w.]+)#(\\w+)` \\|");
    private static final List<String> STANDARDS = List.of(
            "RFC 6749",
            "RFC 6750",
            "RFC 7009",
            "RFC 7636",
            "RFC 7662",
            "RFC 8252",
            "RFC 8414",
            "RFC 8628",
            "RFC 9068",
            "RFC 9207",
            "RFC 9700",
            "OpenID Connect Core",
            "OpenID Connect Discovery",
            "OpenID Connect RP-Initiated Logout",
            "OAuth 2.0 Form Post");

    @Test
    void everyStandardHasRows() throws IOException {
        var sections = Files.readString(MAP).split("\n## ");
        for (var standard : STANDARDS) {
            assertTrue(
                    Arrays.stream(sections)
                            .anyMatch(section -> section.startsWith(standard)
                                    && ROW.matcher(section).find()),
                    standard);
        }
    }

    @Test
    void everyClassAndEveryTestThatIsNamedIsThere() throws IOException {
        var wrong = new ArrayList<String>();
        for (var line : Files.readAllLines(MAP)) {
            if (!line.startsWith("| ") || line.startsWith("| Section")) {
                continue;
            }
            var row = ROW.matcher(line);
            if (!row.matches() || !exists(row.group(3)) || !isTest(row.group(4), row.group(5))) {
                wrong.add(line);
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static boolean exists(String name) {
        return Files.exists(Path.of("src/main/java/dev/latchkey", name.replace('.', '/') + ".java"));
    }

    private static boolean isTest(String type, String method) {
        try {
            return Arrays.stream(Class.forName("dev.latchkey." + type).getDeclaredMethods())
                    .filter(declared -> declared.getName().equals(method))
                    .anyMatch(declared -> AnnotationSupport.isAnnotated(declared, Testable.class));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
