package dev.latchkey.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Which answers of the API the tests of a run received, a line for each. The Java machines of a run share them in the
/// directory that the system property `latchkey.answers` names: each leaves a file there when it ends.
final class SeenAnswers {
    private static final @Nullable String DIRECTORY = System.getProperty("latchkey.answers");
    private static final Set<String> LINES = ConcurrentHashMap.newKeySet();

    static {
        if (DIRECTORY != null) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> leave(Path.of(DIRECTORY))));
        }
    }

    private SeenAnswers() {}

    static void add(String line) {
        LINES.add(line);
    }

    private static void leave(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.write(directory.resolve(Long.toString(ProcessHandle.current().pid())), LINES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What the machines of an earlier run left.
    static Set<String> left(Path directory) {
        var lines = new TreeSet<String>();
        try (var files = Files.newDirectoryStream(directory)) {
            for (var file : files) {
                lines.addAll(Files.readAllLines(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }
}
