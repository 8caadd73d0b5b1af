package dev.latchkey.app.commands;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `latchkey healthcheck`: whether the server on this machine answers, for a container's health check.
@Command(name = "healthcheck", description = "Check that the server answers")
final class Healthcheck implements Callable<Integer> {
    @Option(
            names = {"-e", "--endpoint"},
            description = "The server's address; http://localhost:$PORT unless given")
    private @Nullable String endpoint;

    @Option(
            names = {"-v", "--verbose"},
            description = "Say so when all is well")
    private boolean verbose;

    @Override
    public Integer call() throws InterruptedException {
        var port = System.getenv().getOrDefault("PORT", "");
        var base = endpoint != null ? endpoint : "http://localhost:" + (port.isEmpty() ? "1411" : port);
        var request = HttpRequest.newBuilder(URI.create(base.replaceAll("/+$", "") + "/healthz"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status / 100 != 2) {
                System.err.println("Error: " + base + " answered " + status);
                return 1;
            }
        } catch (IOException e) {
            System.err.println("Error: " + base + " does not answer: " + e.getMessage());
            return 1;
        }
        if (verbose) {
            System.out.println("healthy");
        }
        return 0;
    }
}
