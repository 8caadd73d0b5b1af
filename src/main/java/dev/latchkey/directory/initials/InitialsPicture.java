package dev.latchkey.directory.initials;

import dev.latchkey.directory.users.User;
import dev.latchkey.directory.users.UserId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The picture that stands for somebody who has none: their initials in colours of theirs.
///
/// @param initials none for nobody
public record InitialsPicture(Initials initials, Drawing.Colours colours) {
    public static InitialsPicture of(UserId id, Optional<User> user) {
        return new InitialsPicture(user.map(Initials::of).orElse(Initials.NONE), Drawing.Colours.of(id.value()));
    }

    /// Two that look the same have the same.
    public String version() {
        return "%s-%06x".formatted(initials.letters(), colours.ground());
    }

    /// Drawing costs milliseconds, so what was asked for lately is kept.
    public static final class Lately {
        private static final int KEPT = 100;

        private final Map<InitialsPicture, byte[]> files = new LinkedHashMap<>(KEPT, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<InitialsPicture, byte[]> eldest) {
                return size() > KEPT;
            }
        };

        /// As PNG.
        public synchronized byte[] file(InitialsPicture drawn) {
            return files.computeIfAbsent(drawn, missing -> Drawing.png(missing.initials(), missing.colours()));
        }
    }
}
