package dev.latchkey.platform.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One route: a method, a path with `{parameters}`, who may call, and what it does.
///
/// @param scopes what a restricted credential needs here, all of them; none where no such credential will do
public record Route(
        String method,
        String path,
        Routes.Access access,
        List<Scope> scopes,
        boolean crossSite,
        boolean limited,
        Routes.Cors cors,
        long bodyLimit,
        @Nullable Refusals refusals,
        Handler handler) {
    /// Whether answers are for programs: errors are JSON then.
    public boolean api() {
        return path.startsWith("/api/") || path.startsWith("/.well-known/");
    }
}
