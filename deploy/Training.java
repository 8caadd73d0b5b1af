import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The training run, last step of packaging: starts the packaged server on an empty database, sends it real requests,
/// stops it, and so has the Java machine write the cache. Then starts it once more with a cache that must be accepted.
class Training {
    private final Path image;
    private final Path data;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private Training(Path image, Path data, int port) {
        this.image = image;
        this.data = data;
        this.port = port;
    }

    static void main(String[] args) throws Exception {
        var image = Path.of(args[0]).toAbsolutePath();
        var cache = image.resolve("latchkey.aot");
        var data = Files.createTempDirectory("latchkey-training");
        boolean good = false;
        try (var free = new ServerSocket(0)) {
            int port = free.getLocalPort();
            free.close();
            var training = new Training(image, data, port);
            training.serve("-XX:AOTCacheOutput=" + cache, 60);
            // A Java machine that fails writes a cache all the same, so what counts is whether it is taken.
            training.serve("-XX:AOTCache=" + cache, 1);
            good = true;
        } finally {
            if (!good) {
                Files.deleteIfExists(cache);
            }
            delete(data);
        }
    }

    private void serve(String aot, int rounds) throws Exception {
        var builder = new ProcessBuilder(image.resolve("bin/latchkey").toString());
        builder.directory(data.toFile());
        var log = data.resolve("log").toFile();
        builder.redirectErrorStream(true).redirectOutput(log);
        var environment = builder.environment();
        environment.keySet().removeIf(name -> !List.of("PATH", "HOME", "LANG").contains(name));
        environment.put("LATCHKEY_AOT", aot);
        if (!aot.contains("Output")) {
            environment.put("LATCHKEY_JAVA_OPTIONS", "-XX:AOTMode=on");
        }
        environment.put("HOST", "127.0.0.1");
        environment.put("PORT", String.valueOf(port));
        environment.put("APP_URL", "http://localhost:" + port);
        environment.put("DISABLE_RATE_LIMITING", "true");
        var server = builder.start();
        try {
            await(server);
            for (int round = 0; round < rounds; round++) {
                visit();
            }
            server.destroy();
            if (!server.waitFor(5, TimeUnit.MINUTES) || server.exitValue() != 143) {
                throw new IllegalStateException("the server ended with " + server.exitValue());
            }
        } catch (IllegalStateException e) {
            System.err.println(Files.readString(log.toPath()));
            throw e;
        } finally {
            server.destroyForcibly();
        }
    }

    private void await(Process server) throws Exception {
        for (int attempt = 0; attempt < 600; attempt++) {
            if (!server.isAlive()) {
                throw new IllegalStateException("the server ended with " + server.exitValue());
            }
            try {
                get("/healthz");
                return;
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
        throw new IllegalStateException("the server does not answer");
    }

    private void visit() throws Exception {
        get("/healthz");
        get("/login");
        get("/setup");
        get("/.well-known/openid-configuration");
        get("/.well-known/jwks.json");
        get("/settings/account");
        get("/api/users/me");
        get("/authorize?client_id=training&response_type=code&scope=openid&redirect_uri=https%3A%2F%2Fexample.com");
    }

    private void get(String path) throws Exception {
        send(request(path).GET());
    }

    private void form(String path, String body) throws Exception {
        send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(30));
    }

    private void send(HttpRequest.Builder builder) throws Exception {
        var request = builder.build();
        var response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 500) {
            throw new IllegalStateException(request.uri() + " answered " + response.statusCode());
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
