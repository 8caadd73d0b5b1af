package dev.latchkey.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A browser's cookies for one origin (RFC 6265bis), strict about what it takes.
public final class CookieJar {
    private final InstantSource clock;
    private final List<Cookie> cookies = new ArrayList<>();

    CookieJar(InstantSource clock) {
        this.clock = clock;
    }

    private record Cookie(String name, String value, String path, Instant ends) {}

    /// The value of a cookie that has not ended.
    public synchronized Optional<String> value(String name) {
        return cookies.stream()
                .filter(cookie -> cookie.name().equals(name))
                .filter(cookie -> clock.instant().isBefore(cookie.ends()))
                .map(Cookie::value)
                .findFirst();
    }

    /// Puts a cookie there that no server set: what a thief has, or a browser with an old one.
    public synchronized void plant(String name, String value) {
        cookies.removeIf(cookie -> cookie.name().equals(name));
        cookies.add(new Cookie(name, value, "/", Instant.MAX));
    }

    synchronized Optional<String> headerFor(URI address) {
        var sent = cookies.stream()
                .filter(cookie -> address.getPath().startsWith(cookie.path()))
                .filter(cookie -> clock.instant().isBefore(cookie.ends()))
                .map(cookie -> cookie.name() + "=" + cookie.value())
                .toList();
        return sent.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", sent));
    }

    synchronized void store(Answer answer) {
        for (var header : answer.headers("Set-Cookie")) {
            var parts = List.of(header.split("; "));
            var pair = parts.getFirst().split("=", 2);
            var path = attribute(parts, "Path").orElse("/");
            // No cookie of this server is for scripts, or for requests that other sites make.
            assertTrue(parts.contains("HttpOnly") && parts.contains("SameSite=Lax"), pair[0]);
            if (pair[0].startsWith("__Host-")) {
                assertTrue(parts.contains("Secure") && path.equals("/"), pair[0]);
            }
            var life = attribute(parts, "Max-Age").map(Long::parseLong).map(Duration::ofSeconds);
            cookies.removeIf(
                    cookie -> cookie.name().equals(pair[0]) && cookie.path().equals(path));
            if (life.isEmpty() || life.get().isPositive()) {
                cookies.add(new Cookie(
                        pair[0], pair[1], path, life.map(clock.instant()::plus).orElse(Instant.MAX)));
            }
        }
    }

    private static Optional<String> attribute(List<String> parts, String name) {
        return parts.stream()
                .filter(part -> part.startsWith(name + "="))
                .map(part -> part.substring(name.length() + 1))
                .findFirst();
    }
}
