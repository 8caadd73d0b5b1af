package dev.latchkey.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/// Puts what looks back at all of a run at its end ([Afterwards]), and knows whether this JVM runs everything: all test
/// classes, on both engines. One that runs some of them, as a single test or a fork among several, does not.
public final class WholeRun implements ClassOrderer {
    private static volatile boolean allClasses;

    /// Of a class that looks at what the other test classes did.
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    public @interface Afterwards {}

    /// What failed may be run again by itself afterwards, which changes nothing of that.
    public static boolean happened() {
        return allClasses && BothDatabases.both();
    }

    @Override
    public void orderClasses(ClassOrdererContext context) {
        var classes = context.getClassDescriptors();
        allClasses |= classes.stream()
                .map(one -> one.getTestClass().getName())
                .collect(Collectors.toSet())
                .containsAll(compiled());
        classes.sort(Comparator.comparing((ClassDescriptor one) -> one.isAnnotated(Afterwards.class)));
    }

    /// By the names that Surefire goes by, since these are what it runs.
    private static Set<String> compiled() {
        try {
            var source = WholeRun.class.getProtectionDomain().getCodeSource();
            var root = Path.of(source.getLocation().toURI());
            try (var files = Files.walk(root)) {
                return files.map(file -> root.relativize(file).toString())
                        .filter(name -> name.endsWith("Test.class") && !name.contains("$"))
                        .map(name -> name.substring(0, name.length() - ".class".length())
                                .replace('/', '.'))
                        .collect(Collectors.toSet());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
