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
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The server's own description of its API (`/api/openapi.json`), held against every answer that a test gets: status,
/// media type, error code, and the shape of what is told.
final class Description {
    private static final String JSON = "application/json";
    private static @Nullable Description loaded;

    private final Shape shape;
    private final List<Template> templates = new ArrayList<>();

    /// @param segments of the path; those that begin with `{` stand for anything
    private record Template(String method, String path, List<String> segments, JsonNode operation) {
        String name() {
            return method + " " + path;
        }

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
                                path.getKey(),
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
        var template = find(method, path);
        var complaint = template.flatMap(found -> complaint(method, found.operation(), answer));
        if (complaint.isPresent()) {
            throw new AssertionError("The API's description says nothing of this: " + complaint.get() + "\n" + answer);
        }
        template.ifPresent(found -> SeenAnswers.add(told(found, answer)));
    }

    private static String told(Template template, Answer answer) {
        boolean coded = answer.status() >= 400 && answer.mediaType().equals(JSON) && answer.body().length > 0;
        return told(template, answer.status(), coded ? code(answer) : "");
    }

    /// REST has the code in `code`, OAuth in `error`.
    private static String code(Answer answer) {
        return answer.json().has("code") ? answer.member("code") : answer.member("error");
    }

    private static String told(Template template, int status, String code) {
        return (template.name() + " " + status + " " + code).strip();
    }

    /// Every answer that is described, as `METHOD path status code`.
    SortedSet<String> answers() {
        var answers = new TreeSet<String>();
        templates.forEach(template -> addAnswers(template, answers));
        return answers;
    }

    private void addAnswers(Template template, Set<String> all) {
        for (var response : template.operation().path("responses").properties()) {
            int status = Integer.parseInt(response.getKey());
            if (status < 400) {
                all.add(told(template, status, ""));
            } else {
                codes(response.getValue()).forEach(code -> all.add(told(template, status, code)));
            }
        }
    }

    /// The codes that a refusal may have.
    private List<String> codes(JsonNode response) {
        var schema =
                shape.resolve(shape.resolve(response).path("content").path(JSON).path("schema"));
        return Stream.of("code", "error")
                .flatMap(member ->
                        schema.path("properties").path(member).path("enum").valueStream())
                .map(JsonNode::stringValue)
                .toList();
    }

    private Optional<Template> find(String method, String path) {
        var asked = method.equals("HEAD") ? "GET" : method;
        var segments = segments(path);
        return templates.stream()
                .filter(template -> template.matches(asked, segments))
                .findFirst();
    }

    private Optional<String> complaint(String method, JsonNode operation, Answer answer) {
        var type = answer.mediaType();
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
        return type.equals(JSON) ? json(described.path("schema"), answer) : Optional.empty();
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
