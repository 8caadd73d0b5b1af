package dev.latchkey.directory;

import dev.latchkey.directory.users.User;
import dev.latchkey.directory.users.UserId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The picture that stands for somebody who has none: their initials in colours of theirs.
///
/// @param initials none for nobody
record Drawn(Initials initials, Drawing.Colours colours) {
    static Drawn of(UserId id, Optional<User> user) {
        return new Drawn(user.map(Initials::of).orElse(Initials.NONE), Drawing.Colours.of(id.value()));
    }

    /// Two that look the same have the same.
    String version() {
        return "%s-%06x".formatted(initials.letters(), colours.ground());
    }

    /// Drawing costs milliseconds, so what was asked for lately is kept.
    static final class Lately {
        private static final int KEPT = 100;

        private final Map<Drawn, byte[]> files = new LinkedHashMap<>(KEPT, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Drawn, byte[]> eldest) {
                return size() > KEPT;
            }
        };

        /// As PNG.
        synchronized byte[] file(Drawn drawn) {
            return files.computeIfAbsent(drawn, missing -> Drawing.png(missing.initials(), missing.colours()));
        }
    }
}
