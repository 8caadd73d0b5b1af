package dev.latchkey.platform.http;

import dev.latchkey.platform.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// How a [Refusal] is put for whoever asked: JSON for our API, a page for a person, an OAuth error for a relying
/// party.
@FunctionalInterface
public interface Refusals {
    /// A database that restarts is back by then.
    long UNAVAILABLE_SECONDS = 5;

    Reply answer(Call call, Refusal refusal);

    /// The error envelope of the REST API: `error`, `code`, `details`, `request_id`.
    static Reply json(Call call, Refusal refusal) {
        var body = new LinkedHashMap<String, Object>();
        body.put("error", refusal.message());
        body.put("code", refusal.code());
        var details = details(refusal);
        if (!details.isEmpty()) {
            body.put("details", details);
        }
        body.put("request_id", call.requestId());
        return Reply.json(status(refusal), body);
    }

    /// After how many seconds the same request may well be granted (RFC 9110 §10.2.3).
    static OptionalLong retryAfter(Refusal refusal) {
        return switch (refusal) {
            case Refusal.TooMany(var seconds) -> OptionalLong.of(seconds);
            case Refusal.Unavailable _ -> OptionalLong.of(UNAVAILABLE_SECONDS);
            case Refusal.Invalid _,
                    Refusal.Unusable _,
                    Refusal.Bad _,
                    Refusal.Unauthorized _,
                    Refusal.Forbidden _,
                    Refusal.NotFound _,
                    Refusal.Conflict _,
                    Refusal.Outdated _,
                    Refusal.TooLarge _,
                    Refusal.FileTooLarge _,
                    Refusal.FileType _,
                    Refusal.TooSlow _,
                    Refusal.Unfetched _,
                    Refusal.Failed _ -> OptionalLong.empty();
        };
    }

    /// The HTTP status of each kind of refusal.
    static int status(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Invalid _, Refusal.Unusable _, Refusal.Bad _ -> 400;
            case Refusal.Unauthorized _ -> 401;
            case Refusal.Forbidden _ -> 403;
            case Refusal.NotFound _ -> 404;
            case Refusal.Conflict _ -> 409;
            case Refusal.Outdated _ -> 412;
            case Refusal.TooLarge _, Refusal.FileTooLarge _ -> 413;
            case Refusal.FileType _ -> 415;
            case Refusal.Unfetched _ -> 422;
            case Refusal.TooMany _ -> 429;
            case Refusal.Unavailable _, Refusal.TooSlow _ -> 503;
            case Refusal.Failed _ -> 500;
        };
    }

    private static Map<String, Object> details(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Invalid(var fields, var _) when !fields.isEmpty() -> Map.of("fields", List.copyOf(fields));
            case Refusal.Unusable(var _, var _, var fields, var details) -> about(fields, details);
            case Refusal.Unfetched(var _, var _, var fields, var details) -> about(fields, details);
            case Refusal.Conflict(var _, var _, var details) -> Map.copyOf(details);
            case Refusal.Unauthorized(var _, var _, var details) -> Map.copyOf(details);
            case Refusal.FileTooLarge tooLarge -> Map.of("max_size", tooLarge.limit());
            case Refusal.FileType(var expected) when !expected.isEmpty() -> Map.of("expected_file_type", expected);
            case Refusal.NotFound(var _, var _, var resource) when resource != null -> Map.of("resource", resource);
            case Refusal.Invalid _,
                    Refusal.NotFound _,
                    Refusal.Bad _,
                    Refusal.Forbidden _,
                    Refusal.Outdated _,
                    Refusal.TooLarge _,
                    Refusal.FileType _,
                    Refusal.TooMany _,
                    Refusal.Unavailable _,
                    Refusal.TooSlow _,
                    Refusal.Failed _ -> Map.of();
        };
    }

    private static Map<String, Object> about(List<Refusal.Field> fields, Map<String, String> details) {
        var all = new LinkedHashMap<String, Object>();
        all.put("fields", List.copyOf(fields));
        all.putAll(details);
        return all;
    }
}
