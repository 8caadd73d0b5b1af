package dev.latchkey.app.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Whether the Java machine took the cache of loaded classes that it was given. It starts without a word, in twice the
/// time, when the cache does not fit: it was made for these very files, their sizes and times, and this runtime.
enum AotCache {
    USED,
    REJECTED,
    /// None was given.
    NONE,
    /// One was given, and this system does not show whether it was taken.
    UNKNOWN;

    private static final String OPTION = "-XX:AOTCache=";
    private static final Path MAPPED_FILES = Path.of("/proc/self/maps");

    static AotCache now() {
        return of(ProcessHandle.current().info().arguments().map(List::of).orElse(List.of()), MAPPED_FILES);
    }

    /// A cache that is used is mapped into memory; one that was rejected has been unmapped.
    ///
    /// @param maps the mapped files of this process, as Linux lists them
    static AotCache of(List<String> arguments, Path maps) {
        var given = arguments.stream()
                .filter(argument -> argument.startsWith(OPTION))
                .map(argument -> argument.substring(OPTION.length()))
                .toList();
        if (given.isEmpty()) {
            return NONE;
        }
        try (var lines = Files.lines(maps)) {
            return lines.anyMatch(line -> line.endsWith(given.getLast())) ? USED : REJECTED;
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
