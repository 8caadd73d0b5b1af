package dev.latchkey.platform.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.stream.Collectors;

/// The description as a document (OpenAPI Specification 3.1.1).
public final class OpenApiDocument {
    private static final Map<String, Object> ERROR_DETAILS = Map.of(
            "type",
            "object",
            "description",
            "What more there is to say; `fields` where members of the body are wrong",
            "additionalProperties",
            true,
            "properties",
            Map.of(
                    "fields",
                    Schema.list(Schema.object()
                            .with("field", Schema.text())
                            .with("code", Schema.text())
                            .with("message", Schema.text())
                            .schema())));

    private final RecordSchemas records;
    private final Map<String, Object> responses = new LinkedHashMap<>();
    private final Map<String, Object> paths = new LinkedHashMap<>();
    private final Map<String, Object> topics = new LinkedHashMap<>();

    private OpenApiDocument(RecordSchemas records) {
        this.records = records;
    }

    /// What is said about the whole.
    ///
    /// @param securitySchemes by name, as the operations name them
    public record Info(
            String title, String version, String description, String server, Map<String, Object> securitySchemes) {}

    /// The document, ready to be written as JSON.
    public static Map<String, Object> of(Info info, Operations operations) {
        var document = new OpenApiDocument(new RecordSchemas(operations.fillings()));
        operations.all().forEach(document::add);
        return document.whole(info);
    }

    private Map<String, Object> whole(Info info) {
        var components = new LinkedHashMap<String, Object>();
        components.put("securitySchemes", info.securitySchemes());
        components.put("schemas", records.written());
        components.put("responses", responses);
        var whole = new LinkedHashMap<String, Object>();
        whole.put("openapi", "3.1.1");
        whole.put("info", Map.of("title", info.title(), "version", info.version(), "description", info.description()));
        whole.put("servers", List.of(Map.of("url", info.server())));
        whole.put("tags", List.copyOf(topics.values()));
        whole.put("paths", paths);
        whole.put("components", components);
        return whole;
    }

    private void add(Operation operation) {
        topics.putIfAbsent(operation.topic(), Map.of("name", operation.topic()));
        var written = new LinkedHashMap<String, Object>();
        written.put("operationId", id(operation));
        written.put("tags", List.of(operation.topic()));
        written.put("summary", operation.summary());
        if (!operation.details().isEmpty()) {
            written.put("description", operation.details());
        }
        written.put(
                "security",
                operation.callers().stream().map(OpenApiDocument::security).toList());
        var parameters = parameters(operation);
        if (!parameters.isEmpty()) {
            written.put("parameters", parameters);
        }
        operation.body().ifPresent(body -> written.put("requestBody", body(body)));
        written.put("responses", responses(operation));
        item(operation.path()).put(operation.method().toLowerCase(Locale.ROOT), written);
    }

    @SuppressWarnings("unchecked") // only this class puts anything there
    private Map<String, Object> item(String path) {
        return (Map<String, Object>) paths.computeIfAbsent(path, _ -> new LinkedHashMap<String, Object>());
    }

    /// `PUT /api/users/{id}/user-groups` is `putUsersByIdUserGroups`.
    private static String id(Operation operation) {
        var words = operation.path().replaceFirst("^/api", "").replaceAll("\\{(\\w+)}", "by-$1");
        var id = new StringBuilder(operation.method().toLowerCase(Locale.ROOT));
        for (var word : words.split("[^A-Za-z0-9]+", -1)) {
            if (!word.isEmpty()) {
                id.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
            }
        }
        return id.toString();
    }

    private static Map<String, Object> security(Operation.Credential credential) {
        return credential.equals(Operation.Credential.NONE)
                ? Map.of()
                : Map.of(credential.scheme(), credential.needs());
    }

    private List<Object> parameters(Operation operation) {
        var all = new ArrayList<Object>();
        for (var segment : operation.path().split("/", -1)) {
            if (segment.startsWith("{")) {
                var name = segment.substring(1, segment.indexOf('}'));
                all.add(Map.of("name", name, "in", "path", "required", true, "schema", Map.of("type", "string")));
            }
        }
        for (var parameter : operation.parameters()) {
            var written = new LinkedHashMap<String, Object>();
            written.put("name", parameter.name());
            written.put("in", parameter.in());
            written.put("description", parameter.description());
            written.put("schema", records.resolved(parameter.schema()));
            all.add(written);
        }
        return all;
    }

    private Map<String, Object> body(Operation.Body body) {
        var written = new LinkedHashMap<String, Object>();
        written.put("required", body.required());
        written.put("content", Map.of(body.type(), Map.of("schema", records.resolved(body.schema()))));
        return written;
    }

    private Map<String, Object> responses(Operation operation) {
        var all = new LinkedHashMap<String, Object>();
        operation.answers().forEach((status, answers) -> all.put(Integer.toString(status), answered(status, answers)));
        operation
                .refusals()
                .forEach((status, codes) -> all.compute(
                        Integer.toString(status),
                        (_, page) -> page == null
                                ? refused(operation.errorForm(), status, codes)
                                : both(
                                        status,
                                        operation.answers().getOrDefault(status, List.of()),
                                        operation.errorForm(),
                                        codes)));
        if (operation.path().contains("{")) {
            all.computeIfAbsent("400", _ -> unreadable());
        }
        return all;
    }

    /// What stands for an id in an address may be something that the server refuses before it knows what was meant.
    private Map<String, Object> unreadable() {
        responses.computeIfAbsent(
                "400.unreadable",
                _ -> Map.of(
                        "description",
                        "The address cannot be read: it holds a control character, say",
                        "content",
                        Map.of("text/plain", Map.of("schema", records.resolved(Schema.text())))));
        return Map.of("$ref", "#/components/responses/400.unreadable");
    }

    /// A page for people, and an error for programs.
    private Map<String, Object> both(
            int status, List<Operation.Answer> pages, Operation.ErrorForm form, SortedSet<String> codes) {
        var content = content(form, status, codes);
        pages.forEach(page -> content.put(page.type(), Map.of("schema", records.resolved(page.schema()))));
        return Map.of("description", spelled(codes) + ", or a page that says so", "content", content);
    }

    private Map<String, Object> answered(int status, List<Operation.Answer> answers) {
        var written = new LinkedHashMap<String, Object>();
        written.put("description", status < 300 ? "Done" : status == 304 ? "Not modified" : "See `Location`");
        var content = new LinkedHashMap<String, Object>();
        for (var answer : answers) {
            if (!answer.type().isEmpty()) {
                content.put(answer.type(), Map.of("schema", records.resolved(answer.schema())));
            }
        }
        if (!content.isEmpty()) {
            written.put("content", content);
        }
        return written;
    }

    /// Many operations refuse in the same way, so what they say is written once.
    private Map<String, Object> refused(Operation.ErrorForm form, int status, SortedSet<String> codes) {
        var name = (form == Operation.ErrorForm.REST ? "" : "oauth.") + status + "." + String.join(".", codes);
        responses.computeIfAbsent(name, _ -> {
            var written = new LinkedHashMap<String, Object>();
            written.put("description", spelled(codes));
            written.put("content", content(form, status, codes));
            return written;
        });
        return Map.of("$ref", "#/components/responses/" + name);
    }

    private static String spelled(SortedSet<String> codes) {
        return codes.stream().map(code -> "`" + code + "`").collect(Collectors.joining(", "));
    }

    /// An address that cannot be read is refused before it is known what was meant, in plain text.
    private SequencedMap<String, Object> content(Operation.ErrorForm form, int status, SortedSet<String> codes) {
        var code = Schema.oneOf(codes.toArray(String[]::new));
        var schema = switch (form) {
            case REST ->
                Schema.object()
                        .with("error", Schema.text())
                        .with("code", code)
                        .sometimes("details", new Schema.Plain(ERROR_DETAILS))
                        .with("request_id", Schema.uuid())
                        .schema();
            case OAUTH ->
                Schema.object()
                        .with("error", code)
                        .with("error_description", Schema.text())
                        .schema();
        };
        var content = new LinkedHashMap<String, Object>();
        content.put("application/json", Map.of("schema", records.resolved(schema)));
        if (status == 400) {
            content.put("text/plain", Map.of("schema", Map.of("type", "string")));
        }
        return content;
    }
}
