package dev.latchkey.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.platform.Refusal;
import dev.latchkey.testkit.RawHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The HTTP server with a few routes made up for the purpose; no database, no identity.
class HttpTest {
    private static HttpServer server;

    @BeforeAll
    static void start() throws IOException {
        server = MadeUpRoutes.server();
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Test
    void everyAnswerHasItsOwnIdAndTheHeadersThatGuardIt() {
        var first = request("GET /api/things/1 HTTP/1.1", "X-Request-ID: chosen-by-the-client");
        var second = request("GET /api/things/1 HTTP/1.1");
        assertNotEquals(header(first, "X-Request-ID"), header(second, "X-Request-ID"));
        assertNotEquals("chosen-by-the-client", header(first, "X-Request-ID"));
        assertEquals("private, no-store", header(first, "Cache-Control"));
        assertEquals("nosniff", header(first, "X-Content-Type-Options"));
        assertEquals("max-age=31536000", header(first, "Strict-Transport-Security"));
        var policy = header(first, "Content-Security-Policy");
        assertTrue(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertEquals("", header(first, "Server"));
    }

    @Test
    void unknownApiPathsAndMethodsAreJson() {
        for (var line : new String[] {"GET /api/nope", "DELETE /api/things", "POST /.well-known/nope", "BREW /api/x"}) {
            var answer = request(line + " HTTP/1.1", "Content-Length: 0");
            assertEquals(404, status(answer), line);
            assertTrue(answer.endsWith("{\"error\":\"API endpoint not found\"}"), answer);
        }
    }

    @Test
    void aLongBodyArrivesWhole() throws Exception {
        for (var version : HttpClient.Version.values()) {
            var answer = fetch(version, "/api/long");
            assertEquals(MadeUpRoutes.LINES, answer.body().lines().count());
            assertEquals(
                    "private, no-store",
                    answer.headers().firstValue("Cache-Control").orElseThrow());
        }
        assertTrue(request("HEAD /api/long HTTP/1.1").endsWith("\r\n\r\n"));
    }

    @Test
    void aBodyThatFailsHalfWayIsNotTakenForAWholeOne() {
        for (var version : HttpClient.Version.values()) {
            assertThrows(IOException.class, () -> fetch(version, "/api/cut-off"), version.toString());
        }
    }

    @Test
    void whoeverLeavesStopsWhatIsWrittenForThem() throws Exception {
        for (var version : HttpClient.Version.values()) {
            try (var client = HttpClient.newBuilder().version(version).build()) {
                var address = URI.create("http://127.0.0.1:" + server.port() + "/api/endless");
                var answer =
                        client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofInputStream());
                assertEquals('a', answer.body().read());
                answer.body().close();
            }
        }
        assertTrue(MadeUpRoutes.STOPPED.await(20, TimeUnit.SECONDS));
    }

    private static HttpResponse<String> fetch(HttpClient.Version version, String path) throws Exception {
        try (var client = HttpClient.newBuilder().version(version).build()) {
            var address = URI.create("http://127.0.0.1:" + server.port() + path);
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void aHeaderHasOneLine() {
        for (var value : new String[] {"a\r\nSet-Cookie: b=c", "a\rb", "a\nb"}) {
            assertThrows(IllegalArgumentException.class, () -> Reply.empty(204).header("X-Text", value));
        }
    }

    @Test
    void headIsGetWithoutTheBody() {
        var get = request("GET /api/things/1 HTTP/1.1");
        var head = request("HEAD /api/things/1 HTTP/1.1");
        assertEquals(200, status(head));
        assertEquals(header(get, "Content-Length"), header(head, "Content-Length"));
        assertTrue(head.endsWith("\r\n\r\n"), head);
        assertEquals(404, status(request("HEAD /api/nope HTTP/1.1")));
    }

    @Test
    void aTrailingSlashLeadsToThePathWithoutIt() {
        var get = request("GET /api/things/?q=1 HTTP/1.1");
        assertEquals(301, status(get));
        assertEquals("/api/things?q=1", header(get, "Location"));
        assertEquals(307, status(request("POST /api/things/ HTTP/1.1", "Content-Length: 0")));
        for (var path : new String[] {"//evil.example/", "/%5Cevil.example/", "/%2Fevil.example/"}) {
            var location = header(request("GET " + path + " HTTP/1.1"), "Location");
            assertFalse(location.matches("[/\\\\]{2}.*"), path + " leads to " + location);
        }
    }

    @Test
    void aPathOfManySlashesIsReadOnce() {
        var path = "/a" + "/".repeat(30_000) + "b";
        assertTimeout(
                Duration.ofSeconds(10),
                () -> assertEquals(
                        path,
                        fetch(HttpClient.Version.HTTP_1_1, path + "///")
                                .headers()
                                .firstValue("Location")
                                .orElse("")));
    }

    @Test
    void slashesInFrontCountAsOne() {
        for (var path : new String[] {"//api/things/1", "///api/things/1"}) {
            assertTrue(request("GET " + path + " HTTP/1.1").endsWith("{\"id\":\"1\"}"), path);
        }
        assertEquals(404, status(request("GET /api//things HTTP/1.1")));
    }

    @Test
    void aPathIsDecodedOnce() {
        assertTrue(request("GET /api/things/a%20b HTTP/1.1").endsWith("{\"id\":\"a b\"}"));
        assertTrue(request("GET /api/things/~aHR0cHM6Ly9hLmV4YW1wbGU HTTP/1.1").endsWith("\"https://a.example\"}"));
        assertTrue(request("GET /api/things/~%21 HTTP/1.1").endsWith("{\"id\":\"~!\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/things/%",
                "/api/things/%zz",
                "/api/things/%ff",
                "/api/things/%00",
                "/api/things/..%2fbroken",
                "/api/things/%2e%2e/broken"
            })
    void aPathThatMayMeanTwoThingsFindsNothing(String path) {
        var status = status(request("GET " + path + " HTTP/1.1"));
        assertTrue(status == 400 || status == 404, path + " → " + status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/things/%zz", "/api/things/%ff", "/api/things/%00", "/api/things/..%2fbroken"})
    void afterAPathThatCannotBeReadTheConnectionGoesOnOrSaysThatItEnds(String path) {
        try (var http = RawHttp.connect(server.port())) {
            http.send("GET " + path + " HTTP/1.1\r\nHost: id.example.com\r\n\r\n");
            http.send("GET /api/things/next HTTP/1.1\r\nHost: id.example.com\r\nConnection: close\r\n\r\n");
            var answers = http.rest();
            assertEquals(400, status(answers), answers);
            boolean over = header(answers, "Connection").equals("close");
            assertTrue(over != answers.endsWith("{\"id\":\"next\"}"), answers);
        }
    }

    @Test
    void parametersThatCannotBeDecodedAreTheClientsMistake() {
        var answer = request("GET /api/things?q=%ff HTTP/1.1");
        assertEquals(400, status(answer));
        assertTrue(answer.contains("\"code\":\"invalid_encoding\""), answer);
    }

    @Test
    void headersMayBe64KilobytesAndNoMore() {
        assertEquals(200, status(request("GET /api/things HTTP/1.1", "X-Long: " + "a".repeat(60_000))));
        assertEquals(200, status(request("GET /api/things?q=" + "a".repeat(60_000) + " HTTP/1.1")));
        assertEquals(431, status(request("GET /api/things HTTP/1.1", "X-Long: " + "a".repeat(70_000))));
        assertEquals(414, status(request("GET /api/things?q=" + "a".repeat(70_000) + " HTTP/1.1")));
    }

    @Test
    void aBodyOverTheLimitIsRefused() {
        assertTrue(post("/api/small", "0123456789").endsWith("{\"bytes\":10}"));
        var answer = post("/api/small", "0123456789x");
        assertEquals(413, status(answer));
        assertTrue(answer.contains("\"code\":\"request_too_large\""), answer);
        assertEquals(413, status(post("/api/things", "a".repeat(1024 * 1024 + 1))));
    }

    @Test
    void aBodyThatNobodyReadIsNotTakenForTheNextRequest() {
        var smuggled = "GET /api/things/smuggled HTTP/1.1\r\nHost: id.example.com\r\n\r\n".repeat(20);
        try (var http = RawHttp.connect(server.port())) {
            http.send("POST /api/small HTTP/1.1\r\nHost: id.example.com\r\nContent-Length: " + smuggled.length()
                    + "\r\n\r\n" + smuggled);
            http.send("GET /api/things/next HTTP/1.1\r\nHost: id.example.com\r\nConnection: close\r\n\r\n");
            var answers = http.rest();
            assertEquals(413, status(answers));
            assertTrue(answers.endsWith("{\"id\":\"next\"}"), answers);
            assertFalse(answers.contains("smuggled"), answers);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /api/small", "DELETE /api/things", "GET /api/things", "POST /api/nope"})
    void aBodyThatIsStillToComeEndsTheConnectionAndTheClientIsTold(String line) {
        try (var http = RawHttp.connect(server.port())) {
            http.send(line + " HTTP/1.1\r\nHost: id.example.com\r\nContent-Length: 500000\r\n\r\n" + "a".repeat(100));
            var answer = http.rest();
            assertTrue(status(answer) < 500, answer);
            assertEquals("close", header(answer, "Connection"));
        }
    }

    @Test
    void aBodyThatIsNotHttpIsTheClientsMistake() {
        try (var http = RawHttp.connect(server.port())) {
            http.send("POST /api/things HTTP/1.1\r\nHost: id.example.com\r\nConnection: close\r\n");
            http.send("Transfer-Encoding: chunked\r\n\r\nzz\r\nnonsense\r\n");
            assertEquals(400, status(http.rest()));
        }
    }

    @Test
    void aRequestThatIsNotHttpIsRefused() {
        for (var line : new String[] {"nonsense", "GET HTTP/1.1", "GET /api/things HTTP/9.9"}) {
            var status = status(request(line));
            assertTrue(status / 100 == 4 || status == 505, line + " → " + status);
        }
    }

    @Test
    void whatOtherSitesSendChangesNothing() {
        var refused = post("/api/things", "{}", "Origin: https://evil.example");
        assertEquals(403, status(refused));
        assertTrue(refused.contains("\"code\":\"cross_site_request\""), refused);
        assertEquals(403, status(post("/api/things", "{}", "Origin: null")));
        assertEquals(
                403, status(post("/api/things", "{}", "Origin: https://evil.example", "Sec-Fetch-Site: same-origin")));
        assertEquals(403, status(post("/api/things", "{}", "Sec-Fetch-Site: cross-site")));
        assertEquals(403, status(post("/api/things", "{}", "Sec-Fetch-Site: same-site")));
        assertEquals(200, status(post("/api/things", "{}", "Sec-Fetch-Site: same-origin")));
        assertEquals(200, status(post("/api/things", "{}", "Origin: https://id.example.com")));
        assertEquals(200, status(post("/api/things", "{}")), "a program that is no browser");
        assertEquals(200, status(request("GET /api/things HTTP/1.1", "Origin: https://evil.example")));
    }

    @Test
    void onlyRoutesThatSaySoAreReadableFromElsewhere() {
        var open = post("/api/public", "", "Sec-Fetch-Site: same-origin");
        assertEquals("*", header(open, "Access-Control-Allow-Origin"));
        assertEquals("", header(post("/api/things", ""), "Access-Control-Allow-Origin"));
        var preflight = request("OPTIONS /api/public HTTP/1.1", "Origin: https://app.example.com");
        assertEquals(204, status(preflight));
        assertEquals("*", header(preflight, "Access-Control-Allow-Origin"));
        assertEquals(404, status(request("OPTIONS /api/things HTTP/1.1", "Origin: https://app.example.com")));
    }

    @Test
    void aBugTellsNothingButItsId() {
        var answer = request("GET /api/broken HTTP/1.1");
        assertEquals(500, status(answer));
        assertTrue(answer.contains("\"code\":\"internal_error\"") && !answer.contains("a bug"), answer);
    }

    @Test
    void anAddressWithTooManyRequestsWaitsAndOthersDoNot() {
        int refused = 0;
        var last = "";
        for (int i = 0; i < 500; i++) {
            var answer = request("GET /api/things HTTP/1.1", "X-Forwarded-For: 203.0.113.77");
            if (status(answer) == 429) {
                refused++;
                last = answer;
            }
        }
        assertTrue(refused > 0, "500 requests at once are no office, they are a flood");
        assertTrue(Integer.parseInt(header(last, "Retry-After")) >= 1);
        assertTrue(last.contains("\"code\":\"" + new Refusal.TooMany(1).code() + "\""), last);
        assertEquals(200, status(request("GET /api/things HTTP/1.1", "X-Forwarded-For: 203.0.113.78")));
    }

    @Test
    void cleartextHttp2IsSpoken() throws Exception {
        try (var http2 =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            var answer = http2.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/things/2"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals("{\"id\":\"2\"}", answer.body());
        }
    }

    @Test
    void aRequestUnderWayIsAnsweredBeforeTheServerEnds() throws Exception {
        var stopping = MadeUpRoutes.server();
        stopping.start();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = threads.submit(() -> RawHttp.request(stopping.port(), "GET /api/slow HTTP/1.1"));
            assertTrue(MadeUpRoutes.ARRIVED.await(10, TimeUnit.SECONDS));
            var stop = threads.submit(stopping::stop);
            Thread.sleep(500); // longer than a connection without a request is kept
            MadeUpRoutes.RELEASED.countDown();
            assertTrue(answer.get(10, TimeUnit.SECONDS).endsWith("{\"finished\":true}"));
            stop.get(10, TimeUnit.SECONDS);
        }
    }

    private static String post(String path, String body, String... headers) {
        var text = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: id.example.com\r\nConnection: close\r\n")
                .append("Content-Type: application/json\r\nContent-Length: ")
                .append(body.length());
        for (var header : headers) {
            text.append("\r\n").append(header);
        }
        try (var http = RawHttp.connect(server.port())) {
            return http.send(text.append("\r\n\r\n").append(body).toString()).rest();
        }
    }

    private static String request(String line, String... headers) {
        return RawHttp.request(server.port(), line, headers);
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.substring(9, 12));
    }

    private static String header(String answer, String name) {
        return answer.lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("");
    }
}
