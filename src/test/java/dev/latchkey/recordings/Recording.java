package dev.latchkey.recordings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.platform.http.Json;
import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.Backchannel;
import dev.latchkey.testkit.Browser;
import dev.latchkey.testkit.SampleImages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// One recorded exchange: a request to send again, and the answer ours is held against.
record Recording(String name, JsonNode request, JsonNode response) {
    /// Members that only we have.
    private static final Set<String> OUR_OWN = Set.of(
            "idTokenClaims",
            "pictureUrl",
            "logo",
            "darkLogo",
            "scopes",
            "addressRanges",
            "okAfterDelete",
            "mailLoginCode",
            "number",
            "lastUsedIp",
            "aaguid",
            "authenticatorName",
            "icon",
            "lastUsedAt",
            "lastUsedFrom",
            "counterWarning",
            "usedForThisSession");

    static List<Recording> all(String area) {
        try (var stream = Recording.class.getResourceAsStream("/recordings/" + area + ".json")) {
            if (stream == null) {
                throw new IllegalStateException("no recordings of " + area);
            }
            return Json.mapper()
                    .readTree(stream.readAllBytes())
                    .valueStream()
                    .map(one ->
                            new Recording(one.path("name").stringValue(), one.path("request"), one.path("response")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String as() {
        return request.path("as").stringValue();
    }

    String method() {
        return request.path("method").stringValue();
    }

    /// The path as a template.
    String template() {
        return request.path("path").stringValue();
    }

    int status() {
        return response.path("status").intValue();
    }

    /// Sends it.
    ///
    /// @param parameters what to put for `{name}` in the path where the recording has a placeholder
    /// @param body what to put for placeholders in the JSON body
    Answer send(Browser browser, UnaryOperator<String> parameters, UnaryOperator<String> body) {
        var address = address(parameters);
        if (request.has("json")) {
            return browser.fetch(
                    method(), address, body.apply(request.path("json").toString()));
        }
        if (request.has("file")) {
            var file = request.path("file");
            var named = file.path("name").stringValue();
            return browser.upload(
                    method(), address, named, content(named, file.path("bytes").intValue()));
        }
        if (request.has("raw")) {
            var type = request.path("headers").path("content-type").asString("");
            var raw = request.path("raw").stringValue().getBytes(StandardCharsets.UTF_8);
            return browser.fetch(method(), address, type, raw);
        }
        return browser.fetch(method(), address);
    }

    /// What the recorded file may have been: of that name's format, or of that many bytes where it was not to be
    /// one.
    private static byte[] content(String name, int bytes) {
        return bytes < 20 || bytes > 10_000 ? new byte[bytes] : SampleImages.named(name.toLowerCase(Locale.ROOT));
    }

    /// The same from a program.
    Answer send(Backchannel program, UnaryOperator<String> parameters, UnaryOperator<String> body) {
        var json = body.apply(request.has("json") ? request.path("json").toString() : "");
        return json.isEmpty()
                ? program.send(method(), address(parameters))
                : program.header("Content-Type", "application/json")
                        .send(method(), address(parameters), json.getBytes(StandardCharsets.UTF_8));
    }

    private String address(UnaryOperator<String> parameters) {
        var path = Pattern.compile("\\{(\\w+)}").matcher(template()).replaceAll(found -> {
            var recorded = request.path("parameters").path(found.group(1)).asString("<uuid>");
            return recorded.startsWith("<") ? parameters.apply(found.group(1)) : recorded;
        });
        var query = new StringBuilder();
        request.path("query")
                .properties()
                .forEach(entry -> query.append(query.isEmpty() ? '?' : '&')
                        .append(encoded(entry.getKey()))
                        .append('=')
                        .append(encoded(entry.getValue().stringValue())));
        return path + query;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// Fails unless the answer is the recorded one: status, and every member in the recorded order.
    ///
    /// @param expected changes the recorded body where ours is meant to differ
    void check(Answer answer, UnaryOperator<String> expected) {
        assertEquals(status(), answer.status(), name + ": " + answer);
        for (var header : Set.of("cache-control", "content-type")) {
            if (response.path("headers").path(header).isString()) {
                var wanted = response.path("headers").path(header).stringValue();
                assertEquals(wanted, answer.header(header).orElse(""), name + ": " + header);
            }
        }
        if (response.has("json")) {
            var wanted =
                    Json.mapper().readTree(expected.apply(response.path("json").toString()));
            compare(name, wanted, answer.json(), answer);
        }
    }

    private static void compare(String where, JsonNode wanted, JsonNode actual, Answer answer) {
        if (wanted.isObject()) {
            var ours = actual.propertyStream()
                    .map(java.util.Map.Entry::getKey)
                    .filter(member -> wanted.has(member) || !OUR_OWN.contains(member))
                    .toList();
            var theirs = List.copyOf(wanted.propertyNames());
            // Of some long lists only the envelope is recorded, of others only what is in it.
            if (!theirs.equals(List.of("pagination")) && !theirs.equals(List.of("data"))) {
                assertEquals(theirs, ours, where + ": " + answer);
            }
            wanted.propertyStream()
                    .forEach(member -> compare(
                            where + "." + member.getKey(), member.getValue(), actual.path(member.getKey()), answer));
        } else if (wanted.isArray()) {
            assertEquals(wanted.size(), actual.size(), where + ": " + answer);
            for (int i = 0; i < wanted.size(); i++) {
                compare(where + "[" + i + "]", wanted.get(i), actual.get(i), answer);
            }
        } else if (wanted.isString() && wanted.stringValue().startsWith("<")) {
            assertTrue(form(wanted.stringValue()).matcher(actual.asString("")).matches(), where + ": " + answer);
        } else {
            assertEquals(wanted, actual, where + ": " + answer);
        }
    }

    private static Pattern form(String placeholder) {
        return Pattern.compile(
                switch (placeholder) {
                    case "<uuid>" -> "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
                    case "<random>" -> ".+";
                    case "<rfc3339>" -> "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z";
                    default -> ".{" + placeholder.replaceAll("\\D", "") + "}";
                });
    }
}
