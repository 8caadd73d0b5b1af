package dev.latchkey.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// Carries requests for the server's public origin to the port it listens on, and remembers the secrets that pass.
final class Wire {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final Server server;

    Wire(Server server) {
        this.server = server;
    }

    URI origin() {
        return Server.ORIGIN;
    }

    TestClock clock() {
        return server.clock();
    }

    /// @param address absolute, or a path of the server's
    URI resolve(String address) {
        return URI.create(address.startsWith("/") ? Server.ORIGIN + address : address);
    }

    boolean ours(URI address) {
        return address.toString().startsWith(Server.ORIGIN + "/")
                || address.toString().equals(Server.ORIGIN.toString());
    }

    Answer send(String method, URI address, List<Map.Entry<String, String>> headers, byte[] body) {
        if (!ours(address)) {
            throw new IllegalArgumentException(address + " is not the server's");
        }
        var local = URI.create("http://127.0.0.1:" + server.port()
                + address.toString().substring(Server.ORIGIN.toString().length()));
        var request = HttpRequest.newBuilder(local)
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(header -> request.header(header.getKey(), header.getValue()));
        rememberRequest(address.toString(), headers, body);
        try {
            var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            var answer = new Answer(
                    method, address, response.statusCode(), response.headers().map(), response.body());
            received(method, address.getRawPath(), answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void rememberRequest(String address, List<Map.Entry<String, String>> headers, byte[] body) {
        var secrets = server.secrets();
        secrets.rememberParameters(address);
        var text = new String(body, StandardCharsets.UTF_8);
        secrets.rememberParameters(text);
        secrets.rememberMembers(text);
        for (var header : headers) {
            var value = header.getValue();
            switch (header.getKey()) {
                case "Cookie" -> {
                    for (var cookie : value.split("; ")) {
                        secrets.remember(cookie.substring(cookie.indexOf('=') + 1));
                    }
                }
                case "X-API-Key" -> secrets.remember(value);
                case "Authorization" -> {
                    var credential = value.substring(value.indexOf(' ') + 1);
                    secrets.remember(credential);
                    if (value.startsWith("Basic ")) {
                        rememberPassword(credential);
                    }
                }
                default -> {}
            }
        }
    }

    private void rememberPassword(String credential) {
        try {
            var login = new String(Base64.getDecoder().decode(credential), StandardCharsets.UTF_8);
            server.secrets().remember(login.substring(login.indexOf(':') + 1));
        } catch (IllegalArgumentException _) {
            // sent wrongly encoded on purpose
        }
    }

    /// Remembers what it gives away, and fails if the server never said that it could answer like this.
    ///
    /// @param path as it was sent, without the query
    void received(String method, String path, Answer answer) {
        rememberAnswer(answer);
        if (Description.covers(path)) {
            Description.of(server).check(method, path, answer);
        }
    }

    private void rememberAnswer(Answer answer) {
        var secrets = server.secrets();
        answer.headers("Set-Cookie").forEach(cookie -> {
            var pair = cookie.split(";", 2)[0];
            secrets.remember(pair.substring(pair.indexOf('=') + 1));
        });
        answer.headers("Location").forEach(secrets::rememberParameters);
        secrets.rememberMembers(answer.text());
    }
}
