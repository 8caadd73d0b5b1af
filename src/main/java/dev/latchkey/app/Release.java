package dev.latchkey.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Which version this is.
public final class Release {
    private Release() {}

    /// The version without a leading `v`, such as `0.1.0`.
    public static String version() {
        try (var stream = Release.class.getResourceAsStream("/version")) {
            if (stream == null) {
                throw new IllegalStateException("the file version is missing from the jar");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
