package dev.latchkey.testkit;

import dev.latchkey.platform.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A program that is no browser: an application's server, a script. It keeps no cookies. Each change makes a new one.
public final class Backchannel {
    private final Wire wire;
    private final List<Map.Entry<String, String>> headers;

    Backchannel(Wire wire, String clientAddress) {
        this(wire, List.of(Map.entry("X-Forwarded-For", clientAddress)));
    }

    private Backchannel(Wire wire, List<Map.Entry<String, String>> headers) {
        this.wire = wire;
        this.headers = headers;
    }

    public Backchannel header(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(Map.entry(name, value));
        return new Backchannel(wire, List.copyOf(more));
    }

    public Backchannel bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    /// With an API key (`X-API-Key`).
    public Backchannel apiKey(String key) {
        return header("X-API-Key", key);
    }

    public Answer get(String address) {
        return send("GET", address, new byte[0]);
    }

    public Answer post(String address, Form form) {
        return header("Content-Type", "application/x-www-form-urlencoded")
                .send("POST", address, form.encoded().getBytes(StandardCharsets.UTF_8));
    }

    public Answer postJson(String address, Object body) {
        return send("POST", address, body);
    }

    public Answer send(String method, String address, Object body) {
        return header("Content-Type", "application/json").send(method, address, Json.bytes(body));
    }

    public Answer send(String method, String address) {
        return send(method, address, new byte[0]);
    }

    public Answer send(String method, String address, byte[] body) {
        return wire.send(method, wire.resolve(address), headers, body);
    }
}
