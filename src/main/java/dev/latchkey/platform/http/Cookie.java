package dev.latchkey.platform.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A cookie to set. Always `HttpOnly` and `SameSite=Lax`, never with a `Domain`.
///
/// @param path the path it is sent to
/// @param life how long the browser keeps it; null for as long as the browser runs
/// @param secure whether it is sent over https only; it must be false on http, where Safari would not store it
public record Cookie(
        String name, String value, String path, @Nullable Duration life, boolean secure) {
    String header() {
        var header = new StringBuilder(name)
                .append('=')
                .append(value)
                .append("; Path=")
                .append(path);
        if (life != null) {
            header.append("; Max-Age=").append(life.toSeconds());
        }
        header.append("; HttpOnly; SameSite=Lax");
        return secure ? header.append("; Secure").toString() : header.toString();
    }

    static Optional<String> read(List<String> headers, String name) {
        for (var header : headers) {
            for (int start = 0; start < header.length(); ) {
                int end = header.indexOf(';', start) < 0 ? header.length() : header.indexOf(';', start);
                int equals = header.indexOf('=', start);
                if (equals > start
                        && equals < end
                        && header.substring(start, equals).strip().equals(name)) {
                    return Optional.of(header.substring(equals + 1, end).strip());
                }
                start = end + 1;
            }
        }
        return Optional.empty();
    }
}
