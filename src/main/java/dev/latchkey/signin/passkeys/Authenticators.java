package dev.latchkey.signin.passkeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Names of authenticator models and password managers, by the AAGUID they put into new passkeys. A name is what an
/// authenticator says of itself: good to recognise one's own, no proof of anything.
final class Authenticators {
    private Authenticators() {}

    /// @param icon which picture the pages show: a maker's, or that of a kind of authenticator
    record Model(String name, String icon) {}

    private static final class Known {
        private static final Map<String, Model> MODELS = read();

        private static Map<String, Model> read() {
            try (var file = Authenticators.class.getResourceAsStream("authenticators.tsv")) {
                if (file == null) {
                    throw new IllegalStateException("authenticators.tsv is missing from the jar");
                }
                return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> line.split("\t", 3))
                        .collect(Collectors.toUnmodifiableMap(part -> part[0], part -> new Model(part[2], part[1])));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static Optional<Model> of(String aaguid) {
        return Optional.ofNullable(Known.MODELS.get(aaguid));
    }
}
