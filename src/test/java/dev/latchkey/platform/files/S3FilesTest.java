package dev.latchkey.platform.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.latchkey.platform.RefusalException;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.testkit.Authority;
import dev.latchkey.testkit.CapturedLog;
import dev.latchkey.testkit.S3Server;
import dev.latchkey.testkit.TestClock;
import dev.latchkey.testkit.TestInternet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What can go wrong between us and S3: told by a server that compares signatures, and by one that misbehaves.
class S3FilesTest {
    private static final S3Client.Patience SHORT = new S3Client.Patience(
            Duration.ofSeconds(3), Duration.ofSeconds(3), List.of(Duration.ofMillis(1), Duration.ofMillis(1)));
    private static final String MISSING = "<?xml version=\"1.0\"?><Error><Code>NoSuchKey</Code></Error>";

    private final Deque<Reaction> script = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private final List<Headers> headers = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer odd = server();
    private int mark;

    /// What the misbehaving server does with one request.
    @FunctionalInterface
    private interface Reaction {
        void to(HttpExchange exchange) throws IOException;
    }

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void serve() {
        mark = CapturedLog.mark();
        odd.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        odd.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            headers.add(exchange.getRequestHeaders());
            exchange.getRequestBody().readAllBytes();
            script.removeFirst().to(exchange);
            exchange.close();
        });
        odd.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        odd.stop(0);
        assertFalse(log().contains("a secret key for tests"), log());
    }

    @Test
    void aBusyServiceIsAskedAgain() {
        script.add(answer(503, "<Error><Code>SlowDown</Code></Error>"));
        script.add(answer(500, ""));
        script.add(answer(200, "picture"));
        assertArrayEquals(bytes("picture"), strange(true, SHORT).read("a/b.png").orElseThrow());
        assertEquals(List.of("GET /files/x/a/b.png", "GET /files/x/a/b.png", "GET /files/x/a/b.png"), asked);
    }

    @Test
    void aConnectionThatBreaksIsMadeAgain() {
        script.add(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(bytes("only a part"));
        });
        script.add(answer(200, "all of it"));
        assertArrayEquals(bytes("all of it"), strange(true, SHORT).read("a").orElseThrow());
    }

    @Test
    void aServiceThatStaysBusyIsGivenUp() {
        for (int i = 0; i < 3; i++) {
            script.add(answer(503, "<Error><Code>SlowDown</Code></Error>"));
        }
        var refused =
                assertThrows(RefusalException.class, () -> strange(true, SHORT).write("a", bytes("x")));
        assertEquals("unavailable", refused.refusal().code());
        assertEquals(3, asked.size());
        assertTrue(log().contains("status=503 code=SlowDown"), log());
    }

    @Test
    void whatIsRefusedIsNotTriedAgain() {
        script.add(answer(403, "<Error><Code>AccessDenied</Code></Error>"));
        assertThrows(RefusalException.class, () -> strange(true, SHORT).write("a", bytes("x")));
        assertEquals(1, asked.size());
        assertTrue(log().contains("s3:PutObject"), log());
    }

    @Test
    void anAnswerThatDoesNotComeIsNotWaitedForTwice() {
        script.add(exchange -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThrows(RefusalException.class, () -> strange(true, SHORT).read("a"));
        assertEquals(1, asked.size());
        assertTrue(log().contains("no answer within"), log());
    }

    @Test
    void aBodyThatDoesNotEndIsNotWaitedFor() {
        script.add(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(bytes("slowly"));
            exchange.getResponseBody().flush();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThrows(RefusalException.class, () -> strange(true, SHORT).read("a"));
        assertTrue(log().contains("no answer within"), log());
    }

    @Test
    void whatCameChangedIsNotTaken() {
        for (int i = 0; i < 3; i++) {
            script.add(exchange -> {
                // The CRC-32 of "picture", with another body.
                exchange.getResponseHeaders().add("x-amz-checksum-crc32", "FttPiQ==");
                answer(200, "p1cture").to(exchange);
            });
        }
        assertThrows(RefusalException.class, () -> strange(true, SHORT).read("a"));
        assertTrue(log().contains("what came is not what was stored"), log());
    }

    @Test
    void aChecksumOfPartsIsNoneOfTheWhole() {
        script.add(exchange -> {
            exchange.getResponseHeaders().add("x-amz-checksum-crc32", "AAAAAA==-2");
            answer(200, "picture").to(exchange);
        });
        assertArrayEquals(bytes("picture"), strange(true, SHORT).read("a").orElseThrow());
    }

    @Test
    void checksumsAreSentUnlessTheyAreSwitchedOff() {
        for (var wanted : List.of(true, false)) {
            headers.clear();
            script.add(answer(200, ""));
            script.add(answer(404, MISSING));
            var files = strange(wanted, SHORT);
            files.write("a", bytes("123456789"));
            assertTrue(files.read("b").isEmpty());
            // The check value that the definition of CRC-32 gives for these digits is cbf43926.
            assertEquals(wanted ? "y/Q5Jg==" : null, headers.getFirst().getFirst("x-amz-checksum-crc32"));
            assertEquals(wanted ? "CRC32" : null, headers.getFirst().getFirst("x-amz-sdk-checksum-algorithm"));
            assertEquals(wanted ? "ENABLED" : null, headers.getLast().getFirst("x-amz-checksum-mode"));
            assertEquals(
                    "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225",
                    headers.getFirst().getFirst("x-amz-content-sha256"));
        }
    }

    @Test
    void aRedirectIsNotFollowed() {
        script.add(exchange -> {
            exchange.getResponseHeaders().add("Location", "http://elsewhere.example/");
            answer(307, "<Error><Code>TemporaryRedirect</Code></Error>").to(exchange);
        });
        assertThrows(RefusalException.class, () -> strange(true, SHORT).read("a"));
        assertEquals(1, asked.size());
    }

    @Test
    void nobodyThereIsToldAtTheStartAndAtEachUse() {
        odd.stop(0);
        var files = strange(true, SHORT);
        files.check();
        assertTrue(log().contains("files_unavailable store=s3 host=127.0.0.1 reason="), log());
        assertThrows(RefusalException.class, () -> files.read("a"));
        assertThrows(RefusalException.class, () -> files.delete("a"));
        assertTrue(log().contains("file_unavailable attempt=DELETE path=a"), log());
    }

    @ParameterizedTest
    @CsvSource({
        "allowed, '', '', ''",
        "nobody, '', InvalidAccessKeyId, check S3_ACCESS_KEY_ID",
        "allowed, a secret key for tests, SignatureDoesNotMatch, check S3_SECRET_ACCESS_KEY",
        "forbidden, '', AccessDenied, s3:ListBucket",
        "missing, '', NoSuchBucket, check S3_BUCKET"
    })
    void whatIsWrongIsToldOnceAtTheStart(String who, String secret, String code, String advice) {
        var files = real(who, secret);
        files.check();
        assertEquals(code.isEmpty() ? 1 : 2, log().split("files_unavailable", -1).length, log());
        assertTrue(code.isEmpty() || (log().contains("code=" + code) && log().contains(advice)), log());
        if (!code.isEmpty()) {
            assertThrows(RefusalException.class, () -> files.write("a", bytes("x")));
            assertThrows(RefusalException.class, () -> files.read("a"), "not taken for a file that is missing");
        }
    }

    @Test
    void anAuthorityOfOnesOwnCounts() throws IOException {
        var secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (var house = new Authority()) {
            secure.setHttpsConfigurator(new HttpsConfigurator(house.certifies("localhost")));
            secure.createContext("/", exchange -> {
                answer(200, "picture").to(exchange);
                exchange.close();
            });
            secure.start();
            var address = URI.create("https://localhost:" + secure.getAddress().getPort());
            assertArrayEquals(
                    bytes("picture"),
                    at(address, house::trusting, true, SHORT).read("a").orElseThrow());
            assertThrows(
                    RefusalException.class,
                    () -> at(address, TestInternet::usualTrust, true, SHORT).read("a"));
        } finally {
            secure.stop(0);
        }
    }

    private S3Files strange(boolean checksums, S3Client.Patience patience) {
        var address = URI.create("http://127.0.0.1:" + odd.getAddress().getPort());
        return at(address, TestInternet::usualTrust, checksums, patience);
    }

    private static S3Files at(URI address, Supplier<SSLContext> tls, boolean checksums, S3Client.Patience patience) {
        return new S3Files(
                new FileSettings.S3(
                        "files",
                        "auto",
                        Optional.of(address),
                        "id",
                        new Secret("a secret key for tests"),
                        true,
                        "x",
                        checksums),
                tls,
                new TestClock(),
                patience);
    }

    private static S3Files real(String who, String secret) {
        var server = S3Server.shared();
        var caller = who.equals("forbidden") ? S3Server.Caller.FORBIDDEN : S3Server.Caller.ALLOWED;
        return new S3Files(
                new FileSettings.S3(
                        who.equals("missing") ? "latchkey-missing" : server.bucket(),
                        server.region(),
                        Optional.of(server.address()),
                        who.equals("nobody") ? "NOBODY" : server.keyId(caller),
                        new Secret(secret.isEmpty() ? server.secret(caller) : secret),
                        true,
                        "errors",
                        true),
                TestInternet::usualTrust,
                new TestClock());
    }

    private static Reaction answer(int status, String body) {
        return exchange -> {
            exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.length());
            exchange.getResponseBody().write(bytes(body));
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String log() {
        return CapturedLog.since(mark);
    }
}
