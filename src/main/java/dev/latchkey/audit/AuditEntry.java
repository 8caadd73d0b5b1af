package dev.latchkey.audit;

import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Caller;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One thing that happened.
///
/// @param event what, in upper snake case: `SIGN_IN`, `CLIENT_UPDATED` …
/// @param userId whose account it concerns
/// @param actorId who did it, where that is somebody else or the thing is no account
/// @param clientId the app it concerns
/// @param ip where the request came from; empty for what the server or a command did by itself
/// @param data what else helps to understand it; never a secret
public record AuditEntry(
        String event,
        Optional<String> userId,
        Optional<String> actorId,
        Optional<String> clientId,
        String ip,
        String userAgent,
        Map<String, String> data) {
    public AuditEntry {
        data = Map.copyOf(data);
    }

    /// Something a request brought about; with the name of the API key, if it came with one.
    public static AuditEntry of(Call call, String event) {
        var entry = of(event, call.address().text(), call.userAgent());
        return call.caller()
                .flatMap(Caller::credential)
                .map(key -> entry.data("apiKey", key))
                .orElse(entry);
    }

    /// Something that was done at the server itself, by a command.
    public static AuditEntry local(String event) {
        return of(event, "", "");
    }

    private static AuditEntry of(String event, String ip, String userAgent) {
        return new AuditEntry(event, Optional.empty(), Optional.empty(), Optional.empty(), ip, userAgent, Map.of());
    }

    public AuditEntry user(String id) {
        return new AuditEntry(event, Optional.of(id), actorId, clientId, ip, userAgent, data);
    }

    public AuditEntry actor(String id) {
        return new AuditEntry(event, userId, Optional.of(id), clientId, ip, userAgent, data);
    }

    public AuditEntry client(String id) {
        return new AuditEntry(event, userId, actorId, Optional.of(id), ip, userAgent, data);
    }

    public AuditEntry data(String name, String value) {
        var more = new LinkedHashMap<>(data);
        more.put(name, value);
        return new AuditEntry(event, userId, actorId, clientId, ip, userAgent, more);
    }

    public AuditEntry changes(Changes changes) {
        var more = new LinkedHashMap<>(data);
        more.putAll(changes.data());
        return new AuditEntry(event, userId, actorId, clientId, ip, userAgent, more);
    }
}
