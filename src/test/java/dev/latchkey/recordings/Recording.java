package dev.latchkey.recordings;

import dev.latchkey.platform.http.Json;
import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.Backchannel;
import dev.latchkey.testkit.Browser;
import dev.latchkey.testkit.Form;
import dev.latchkey.testkit.SampleImages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// One recorded exchange: a request to send again, and the answer ours is held against.
record Recording(String area, String name, JsonNode request, JsonNode response) {
    static List<Recording> all(String area) {
        try (var stream = Recording.class.getResourceAsStream("/recordings/" + area + ".json")) {
            if (stream == null) {
                throw new IllegalStateException("no recordings of " + area);
            }
            return Json.mapper()
                    .readTree(stream.readAllBytes())
                    .valueStream()
                    .map(one -> new Recording(
                            area, one.path("name").stringValue(), one.path("request"), one.path("response")))
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

    /// The same from a program, with the recorded headers.
    Answer send(Backchannel program, UnaryOperator<String> parameters, UnaryOperator<String> body) {
        var sender = program;
        for (var header : request.path("headers").properties()) {
            sender = sender.header(header.getKey(), header.getValue().stringValue());
        }
        var address = address(parameters);
        if (request.has("form")) {
            var form = Form.of();
            for (var field : request.path("form").properties()) {
                form = form.with(field.getKey(), field.getValue().stringValue());
            }
            return sender.post(address, form);
        }
        if (request.has("raw")) {
            return sender.send(
                    method(), address, request.path("raw").stringValue().getBytes(StandardCharsets.UTF_8));
        }
        return request.has("json")
                ? sender.header("Content-Type", "application/json")
                        .send(
                                method(),
                                address,
                                body.apply(request.path("json").toString()).getBytes(StandardCharsets.UTF_8))
                : sender.send(method(), address);
    }

    /// One that cannot be sent again, because it is about something that is not here.
    void isNotSent() {
        var exchange = area + "/" + name;
        Departures.areForeseen(List.of(new Departures.Difference(exchange, "answer", outcome(), "(none)")), exchange);
    }

    private String address(UnaryOperator<String> parameters) {
        var path = Pattern.compile("\\{(\\w+)}").matcher(template()).replaceAll(found -> {
            var recorded = request.path("parameters").path(found.group(1)).asString("<uuid>");
            return recorded.startsWith("<") ? parameters.apply(found.group(1)) : recorded.replace("/", "%2F");
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

    /// Fails unless the answer is the recorded one: status, headers, cookies, and every member in the recorded order;
    /// or differs as the list of [Departures] says.
    ///
    /// @param expected changes the recorded body where the test sent something else
    void check(Answer answer, UnaryOperator<String> expected) {
        Departures.areForeseen(new Comparison(this, expected).with(answer), answer);
    }

    /// The recorded status, and the code of an error.
    String outcome() {
        return outcome(status(), response.path("json"));
    }

    static String outcome(int status, JsonNode body) {
        var code = status < 400 ? "" : body.path("code").asString("");
        return code.isEmpty() ? Integer.toString(status) : status + " " + code;
    }
}
