package dev.latchkey.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.platform.http.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AssertionFailureBuilder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What the server answered to one request.
public final class Answer {
    private final String method;
    private final URI address;
    private final int status;
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final byte[] body;

    Answer(String method, URI address, int status, Map<String, List<String>> headers, byte[] body) {
        this.method = method;
        this.address = address;
        this.status = status;
        this.headers.putAll(headers);
        this.body = body;
    }

    /// What was asked for.
    public URI address() {
        return address;
    }

    public int status() {
        return status;
    }

    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    public List<String> headers(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /// The media type of the body, without parameters; empty if there is none.
    String mediaType() {
        return header("Content-Type").orElse("").replaceAll(";.*", "").strip();
    }

    public byte[] body() {
        return body;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        try {
            return Json.mapper().readTree(body);
        } catch (JacksonException e) {
            throw new AssertionError(this + " is not JSON", e);
        }
    }

    /// A text member of the JSON object; empty if there is none.
    public String member(String name) {
        return json().path(name).asString("");
    }

    /// Where a redirect leads.
    public URI location() {
        return URI.create(header("Location").orElseThrow(() -> new AssertionError(this + " does not redirect")));
    }

    /// Fails unless the status is this.
    public Answer expect(int expected) {
        if (status != expected) {
            AssertionFailureBuilder.assertionFailure()
                    .message(toString())
                    .expected(expected)
                    .actual(status)
                    .buildAndThrow();
        }
        return this;
    }

    /// Fails unless this is the REST API's refusal with that status and stable code.
    public Answer refused(int expected, String code) {
        expect(expected);
        assertEquals(code, member("code"), toString());
        return this;
    }

    /// Fails unless this refuses what a field says, and names that field first.
    public Answer refusedField(String field) {
        refused(400, "validation_failed");
        var first = json().path("details").path("fields").path(0);
        assertEquals(field, first.path("field").asString(""), toString());
        return this;
    }

    /// Fails unless this is an OAuth error (RFC 6749 §5.2) with that status and code.
    public Answer oauthError(int expected, String error) {
        expect(expected);
        assertEquals(error, member("error"), toString());
        return this;
    }

    @Override
    public String toString() {
        var text = text();
        return method + " " + address + " → " + status + " "
                + header("Location").map(to -> "Location: " + to + " ").orElse("")
                + header("WWW-Authenticate").orElse("") + "\n"
                + (text.length() > 1500 ? text.substring(0, 1500) + "…" : text);
    }
}
