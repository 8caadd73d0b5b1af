package dev.latchkey.testkit;

import dev.latchkey.platform.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The server's own description of its API (`/api/openapi.json`), held against every answer that a test gets: status,
/// media type, error code, and the shape of what is told.
final class Description {
    private static @Nullable Description loaded;

    private final Shape shape;
    private final List<Template> templates = new ArrayList<>();

    /// @param segments of the path; those that begin with `{` stand for anything
    private record Template(String method, List<String> segments, JsonNode operation) {
        boolean matches(String asked, List<String> path) {
            if (!asked.equals(method) || path.size() != segments.size()) {
                return false;
            }
            for (int i = 0; i < path.size(); i++) {
                boolean fits = segments.get(i).startsWith("{")
                        ? !path.get(i).isEmpty()
                        : segments.get(i).equals(path.get(i));
                if (!fits) {
                    return false;
                }
            }
            return true;
        }

        long parameters() {
            return segments.stream().filter(segment -> segment.startsWith("{")).count();
        }
    }

    private Description(JsonNode document) {
        this.shape = new Shape(document);
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> templates.add(new Template(
                                operation.getKey().toUpperCase(Locale.ROOT),
                                segments(path.getKey()),
                                operation.getValue()))));
        templates.sort(Comparator.comparingLong(Template::parameters)); // a literal segment wins over a parameter
    }

    /// All servers of a run are of one version, so it is read once.
    static synchronized Description of(Server server) {
        if (loaded == null) {
            var address = URI.create("http://127.0.0.1:" + server.port() + "/api/openapi.json");
            try (var http = HttpClient.newHttpClient()) {
                var answer =
                        http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
                loaded = new Description(Json.mapper().readTree(answer.body()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return loaded;
    }

    /// Whether an answer below this path is described at all.
    static boolean covers(String path) {
        return path.startsWith("/api/") || path.startsWith("/.well-known/");
    }

    /// Fails if the description does not foresee this answer.
    ///
    /// @param path as it was sent, without the query
    void check(String method, String path, Answer answer) {
        var complaint = find(method, path).flatMap(operation -> complaint(method, operation, answer));
        if (complaint.isPresent()) {
            throw new AssertionError("The API's description says nothing of this: " + complaint.get() + "\n" + answer);
        }
    }

    private Optional<JsonNode> find(String method, String path) {
        var asked = method.equals("HEAD") ? "GET" : method;
        var segments = segments(path);
        return templates.stream()
                .filter(template -> template.matches(asked, segments))
                .map(Template::operation)
                .findFirst();
    }

    private Optional<String> complaint(String method, JsonNode operation, Answer answer) {
        var type =
                answer.header("Content-Type").orElse("").replaceAll(";.*", "").strip();
        if (answer.status() >= 400 && type.equals("text/plain")) {
            return Optional.empty(); // refused before it was known what was asked
        }
        boolean asKeyWants = method.equals("DELETE")
                && answer.status() == 200
                && answer.text().equals("{}");
        if (asKeyWants) {
            return Optional.empty();
        }
        var response = shape.resolve(operation.path("responses").path(Integer.toString(answer.status())));
        if (response.isMissingNode()) {
            return Optional.of("status " + answer.status());
        }
        var content = response.path("content");
        if (content.isMissingNode() || method.equals("HEAD")) {
            return answer.body().length == 0 ? Optional.empty() : Optional.of("a body");
        }
        var described = content.path(type);
        if (described.isMissingNode()) {
            return Optional.of("media type " + type);
        }
        return type.equals("application/json") ? json(described.path("schema"), answer) : Optional.empty();
    }

    private Optional<String> json(JsonNode schema, Answer answer) {
        try {
            return shape.complaint(schema, Json.mapper().readTree(answer.body()), "$");
        } catch (JacksonException e) {
            return Optional.of("JSON that cannot be read: " + e.getMessage());
        }
    }

    private static List<String> segments(String path) {
        return Arrays.asList(path.split("/", -1));
    }
}
