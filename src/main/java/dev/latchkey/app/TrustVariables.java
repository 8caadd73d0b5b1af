package dev.latchkey.app;

import static dev.latchkey.app.Environment.quoted;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Certificate authorities of one's own, such as that of a company or a household. The names are those that programs
/// written in Go read, as Pocket ID does.
record TrustVariables(Environment environment) {
    /// Files and directories, which are read when somebody is first talked to.
    List<Path> authorities() {
        var file = environment
                .text("SSL_CERT_FILE", false)
                .flatMap(name -> path("SSL_CERT_FILE", name, Files::isRegularFile, "a file in PEM"));
        var directories = environment.text("SSL_CERT_DIR", false).stream()
                .flatMap(names -> Arrays.stream(names.split(":", -1)))
                .filter(name -> !name.isEmpty())
                .flatMap(name ->
                        path("SSL_CERT_DIR", name, Files::isDirectory, "directories, with a colon between them")
                                .stream());
        return Stream.concat(file.stream(), directories).toList();
    }

    private Optional<Path> path(String variable, String name, Predicate<Path> fits, String meant) {
        try {
            var path = Path.of(name);
            if (fits.test(path) && Files.isReadable(path)) {
                return Optional.of(path);
            }
        } catch (InvalidPathException _) {
            // told below
        }
        environment.mistake(variable + " names " + quoted(name) + ", which cannot be read. Name " + meant
                + ", and check who may read it.");
        return Optional.empty();
    }
}
