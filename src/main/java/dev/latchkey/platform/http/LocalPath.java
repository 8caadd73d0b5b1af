package dev.latchkey.platform.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A path of this server, with its query if it has one. Only [#of] makes one from what a request says, so holding it
/// proves that a redirect there stays here: browsers take `//host`, `/\host` and `\t` for other things than paths.
public final class LocalPath {
    private final String value;

    private LocalPath(String value) {
        this.value = value;
    }

    public static Optional<LocalPath> of(String text) {
        boolean local = text.startsWith("/")
                && !text.startsWith("//")
                && text.length() <= 8192
                && text.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '\\');
        return local ? Optional.of(new LocalPath(text)) : Optional.empty();
    }

    /// The parameter `redirect`, if there is one that leads here.
    public static Optional<LocalPath> redirect(Parameters parameters) {
        return parameters.first("redirect").flatMap(LocalPath::of);
    }

    /// A path that stands in the program.
    public static LocalPath fixed(String path) {
        return of(path).orElseThrow();
    }

    public String value() {
        return value;
    }

    /// Another path of ours, which this one is handed on to as `redirect`.
    public String behind(String path) {
        return path + "?redirect=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return value;
    }
}
