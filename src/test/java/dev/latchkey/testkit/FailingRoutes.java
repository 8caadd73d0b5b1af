package dev.latchkey.testkit;

import dev.latchkey.platform.http.Callers;
import dev.latchkey.platform.http.Handler;
import dev.latchkey.platform.http.HttpServer;
import dev.latchkey.platform.http.RateLimits;
import dev.latchkey.platform.http.Refusals;
import dev.latchkey.platform.http.Route;
import dev.latchkey.platform.http.Router;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.http.TrustedProxies;
import dev.latchkey.platform.http.WebFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// A server's routes for anybody to call, with handlers that fail. Each answer is held against the description of the
/// server that they are from. Time stands still here, so that limits let nothing through once they are reached.
public final class FailingRoutes implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Server origin;
    private final HttpServer server;

    private FailingRoutes(Server origin, HttpServer server) {
        this.origin = origin;
        this.server = server;
    }

    static FailingRoutes start(Server origin, List<Route> routes, Supplier<RuntimeException> failure) {
        var failing = new Routes();
        for (var route : routes) {
            mount(route, failing.open(), _ -> {
                throw failure.get();
            });
        }
        var limits = new RateLimits(InstantSource.fixed(Instant.EPOCH), true);
        var router = new Router(
                failing,
                new WebFiles(),
                new Callers(new NobodyCalls(), new NobodyCalls(), limits),
                Refusals::json,
                limits,
                Set.of(Server.ORIGIN.toString()));
        var server = new HttpServer("127.0.0.1", 0, router, TrustedProxies.parse("true", Optional.empty()));
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new FailingRoutes(origin, server);
    }

    private static void mount(Route route, Routes.Group open, Handler handler) {
        var group = open.crossSite().bodyLimit(route.bodyLimit());
        group = route.limited() ? group : group.unlimited();
        group = route.refusals() == null ? group : group.refusing(route.refusals());
        switch (route.method()) {
            case "GET" -> group.get(route.path(), handler);
            case "POST" -> group.post(route.path(), handler);
            case "PUT" -> group.put(route.path(), handler);
            case "PATCH" -> group.patch(route.path(), handler);
            case "DELETE" -> group.delete(route.path(), handler);
            default -> throw new AssertionError(route.method());
        }
    }

    /// @param clientAddress who is counted
    public Answer send(String clientAddress, String method, String path) {
        var address = URI.create("http://127.0.0.1:" + server.port() + path);
        var request = HttpRequest.newBuilder(address)
                .header("X-Forwarded-For", clientAddress)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            var response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
            var answer = new Answer(
                    method, address, response.statusCode(), response.headers().map(), response.body());
            Description.of(origin).check(method, path, answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
