package dev.latchkey.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server that speaks S3 in a process of its own (`e2e/s3/run`): it compares signatures with its own, and asks
/// policies who may do what. In it is a bucket. It ends with this JVM.
public final class S3Server {
    private final Process process;
    private final JsonNode told;

    private S3Server(Process process, JsonNode told) {
        this.process = process;
        this.told = told;
    }

    /// Who asks.
    public enum Caller {
        /// May do everything in the bucket.
        ALLOWED,
        /// Is known, and may do nothing.
        FORBIDDEN
    }

    private static final class Shared {
        private static final S3Server SERVER = start();
    }

    /// The one that all test classes share.
    public static S3Server shared() {
        return Shared.SERVER;
    }

    private static S3Server start() {
        try {
            var process = new ProcessBuilder("e2e/s3/run")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            var line = output.readLine();
            if (line == null) {
                throw new AssertionError("e2e/s3/run does not start; it says above what it lacks");
            }
            return new S3Server(process, JsonMapper.shared().readTree(line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        if (!process.isAlive()) {
            throw new AssertionError("the server that speaks S3 has ended");
        }
        return told.path("port").asInt();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port());
    }

    public String bucket() {
        return told.path("bucket").asString();
    }

    public String region() {
        return told.path("region").asString();
    }

    public String keyId(Caller caller) {
        return key(caller).path("id").asString();
    }

    public String secret(Caller caller) {
        return key(caller).path("secret").asString();
    }

    private JsonNode key(Caller caller) {
        return told.path(
                switch (caller) {
                    case ALLOWED -> "allowed";
                    case FORBIDDEN -> "forbidden";
                });
    }

    /// The environment of a server that keeps its files there.
    ///
    /// @param prefix what the names of its objects begin with
    public Map<String, String> settings(String prefix) {
        return new HashMap<>(Map.of(
                "FILE_BACKEND", "s3",
                "S3_ENDPOINT", address().toString(),
                "S3_REGION", region(),
                "S3_BUCKET", bucket(),
                "S3_ACCESS_KEY_ID", keyId(Caller.ALLOWED),
                "S3_SECRET_ACCESS_KEY", secret(Caller.ALLOWED),
                "UPLOAD_PATH", prefix));
    }
}
