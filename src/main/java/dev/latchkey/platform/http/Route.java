package dev.latchkey.platform.http;

import org.jspecify.annotations.Nullable;

/// One route: a method, a path with `{parameters}`, who may call, and what it does.
public record Route(
        String method,
        String path,
        Routes.Access access,
        boolean crossSite,
        boolean limited,
        Routes.Cors cors,
        long bodyLimit,
        @Nullable Refusals refusals,
        Handler handler) {
    /// Whether answers are for programs: errors are JSON then.
    boolean api() {
        return path.startsWith("/api/") || path.startsWith("/.well-known/");
    }
}
