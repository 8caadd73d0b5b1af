package dev.latchkey.platform.files;

import dev.latchkey.platform.crypto.Hashes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends requests to S3: signed, again if the service is busy or the connection broke, and within a time.
///
/// With every body goes its SHA-256, which the service compares. Where checksums are on, it keeps a CRC-32 beside the
/// object as well, and tells it when the object is read.
final class S3Client {
    private static final Logger LOG = LoggerFactory.getLogger(S3Client.class);
    private static final String CHECKSUM = "x-amz-checksum-crc32";
    private static final Set<Integer> BUSY = Set.of(429, 500, 502, 503, 504);
    private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z0-9.]{1,80})</Code>");

    /// Larger than anything that is uploaded.
    private static final long MOST_BYTES = 64L << 20;

    private final S3Signature signature;
    private final boolean checksums;
    private final Supplier<SSLContext> tls;
    private final InstantSource clock;
    private final Patience patience;
    private @Nullable HttpClient http;

    S3Client(FileSettings.S3 settings, Supplier<SSLContext> tls, InstantSource clock, Patience patience) {
        this.signature = new S3Signature(settings.accessKeyId(), settings.secretAccessKey(), settings.region());
        this.checksums = settings.checksums();
        this.tls = tls;
        this.clock = clock;
        this.patience = patience;
    }

    /// How long anything may take.
    ///
    /// @param waits how long to wait before each further attempt
    record Patience(Duration connect, Duration attempt, List<Duration> waits) {
        static final Patience USUAL = new Patience(
                Duration.ofSeconds(3), Duration.ofSeconds(20), List.of(Duration.ofMillis(200), Duration.ofSeconds(1)));
    }

    /// What the service said.
    ///
    /// @param code what it calls a refusal, such as `NoSuchKey`; empty if it does not say
    record Answer(int status, String code, byte[] body) {}

    /// @throws IOException if there was no answer, or the service stayed busy, or the answer came changed
    Answer send(String method, URI address, byte[] body) throws IOException {
        for (var wait : patience.waits()) {
            try {
                var answer = once(method, address, body);
                if (!BUSY.contains(answer.status())) {
                    return answer;
                }
                LOG.info("s3_busy method={} status={} code={}", method, answer.status(), answer.code());
            } catch (TookTooLong e) {
                throw e;
            } catch (IOException e) {
                LOG.info("s3_attempt_failed method={} reason=\"{}\"", method, e.getMessage());
            }
            pause(wait);
        }
        return once(method, address, body);
    }

    /// Whoever waited that long does not wait once more.
    private static final class TookTooLong extends IOException {
        private static final long serialVersionUID = 1;

        TookTooLong(Duration limit) {
            super("no answer within " + limit.toSeconds() + " seconds");
        }
    }

    private static void pause(Duration wait) throws IOException {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the server stops", e);
        }
    }

    private Answer once(String method, URI address, byte[] body) throws IOException {
        var pending = client().sendAsync(
                        request(method, address, body), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        try {
            var answer = pending.get(patience.attempt().toMillis(), TimeUnit.MILLISECONDS);
            return understood(method, answer);
        } catch (TimeoutException _) {
            pending.cancel(true);
            throw new TookTooLong(patience.attempt());
        } catch (InterruptedException e) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("the server stops", e);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        }
    }

    private HttpRequest request(String method, URI address, byte[] body) {
        var now = clock.instant();
        var payload = HexFormat.of().formatHex(Hashes.sha256(body));
        var headers = new TreeMap<String, String>();
        headers.put("host", S3Signature.host(address));
        headers.put("x-amz-content-sha256", payload);
        headers.put("x-amz-date", S3Signature.time(now));
        if (checksums && method.equals("PUT")) {
            headers.put("x-amz-sdk-checksum-algorithm", "CRC32");
            headers.put(CHECKSUM, checksum(body));
        } else if (checksums && method.equals("GET")) {
            headers.put("x-amz-checksum-mode", "ENABLED");
        }
        var publisher = method.equals("PUT") ? BodyPublishers.ofByteArray(body) : BodyPublishers.noBody();
        var request = HttpRequest.newBuilder(address).method(method, publisher);
        headers.forEach((name, value) -> {
            if (!name.equals("host")) {
                request.header(name, value);
            }
        });
        return request.header("authorization", signature.authorization(method, address, headers, payload, now))
                .build();
    }

    private Answer understood(String method, HttpResponse<byte[]> answer) throws IOException {
        var body = answer.body();
        if (answer.statusCode() >= 300) {
            var code = CODE.matcher(new String(body, StandardCharsets.UTF_8));
            return new Answer(answer.statusCode(), code.find() ? code.group(1) : "", body);
        }
        var told = answer.headers().firstValue(CHECKSUM);
        // That of an object written in parts, which we never do, ends in their number and is no checksum of the whole.
        if (checksums
                && method.equals("GET")
                && told.filter(sum -> !sum.contains("-")).isPresent()) {
            if (!told.get().equals(checksum(body))) {
                throw new IOException("what came is not what was stored");
            }
        }
        return new Answer(answer.statusCode(), "", body);
    }

    private static String checksum(byte[] body) {
        var sum = new CRC32();
        sum.update(body);
        return Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }

    /// Made when it is first needed, which is not while the server starts. Version 1.1 is what these services speak.
    private synchronized HttpClient client() {
        var made = http;
        if (made == null) {
            made = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .sslContext(tls.get())
                    .connectTimeout(patience.connect())
                    .build();
            http = made;
        }
        return made;
    }
}
