package dev.latchkey.platform.http;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.NobodyCalls;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A server whose routes answer at length, slowly, endlessly, or not at all.
final class MadeUpRoutes {
    /// A request came to `/api/slow`, which is answered once it is released.
    static final CountDownLatch ARRIVED = new CountDownLatch(1);

    static final CountDownLatch RELEASED = new CountDownLatch(1);

    /// An answer of `/api/endless` was left, once in each version of HTTP.
    static final CountDownLatch STOPPED = new CountDownLatch(HttpClient.Version.values().length);

    /// How long the answer of `/api/long` is.
    static final int LINES = 50_000;

    private MadeUpRoutes() {}

    static HttpServer server() {
        var routes = new Routes();
        routes.open()
                .get("/api/things/{id}", call -> Reply.json(200, Map.of("id", call.path("id"))))
                .post("/api/things", call -> Reply.json(200, Map.of("bytes", call.body().length)))
                .get(
                        "/api/things",
                        call -> Reply.json(
                                200, Map.of("q", call.query().first("q").orElse(""))))
                .get("/api/slow", _ -> slowly())
                .get("/api/long", _ -> Reply.stream(200, "text/plain", MadeUpRoutes::lines))
                .get(
                        "/api/cut-off",
                        _ -> Reply.stream(200, "text/plain", out -> {
                            lines(out);
                            throw new IllegalStateException("a bug in the middle");
                        }))
                .get("/api/endless", _ -> Reply.stream(200, "text/plain", MadeUpRoutes::endlessly))
                .get("/api/broken", _ -> {
                    throw new IllegalStateException("a bug");
                });
        routes.open()
                .anyOrigin()
                .post(
                        "/api/public",
                        call -> Reply.json(200, Map.of("form", call.form().names())));
        routes.open().bodyLimit(10).post("/api/small", call -> Reply.json(200, Map.of("bytes", call.body().length)));
        Refusals plain = (_, refusal) -> Reply.bytes(
                Refusals.status(refusal), "text/html", refusal.code().getBytes(StandardCharsets.UTF_8));
        // Time stands still, so that a slow machine sees a flood as a quick one does.
        var limits = new RateLimits(InstantSource.fixed(Instant.EPOCH), true);
        var router = new Router(
                routes,
                new WebFiles(),
                new Callers(new NobodyCalls(), new NobodyCalls(), limits),
                plain,
                limits,
                Set.of("https://id.example.com"));
        return new HttpServer("127.0.0.1", 0, router, TrustedProxies.parse("true", Optional.empty()));
    }

    private static void lines(OutputStream out) throws IOException {
        for (int i = 0; i < LINES; i++) {
            out.write("a line that is written while it is sent\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void endlessly(OutputStream out) throws IOException {
        try {
            while (true) {
                lines(out);
            }
        } finally {
            STOPPED.countDown();
        }
    }

    private static Reply slowly() {
        ARRIVED.countDown();
        try {
            assertTrue(RELEASED.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Reply.json(200, Map.of("finished", true));
    }
}
