package dev.latchkey.platform;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A "no" to a caller of our own pages or REST API: what happened, under a stable code, and what to change.
///
/// Relying parties get an OAuth error instead. Each case has one HTTP status, decided in `platform.http`.
public sealed interface Refusal {
    /// Stable machine-readable code, such as `validation_failed`.
    String code();

    /// One sentence for a person.
    String message();

    /// One field of a request body that cannot be taken as it is.
    ///
    /// @param field the JSON member's name
    /// @param code what is wrong: `required`, `too_long`, `invalid_format` …
    /// @param message the end of a sentence that begins with the field's name
    record Field(String field, String code, String message) {}

    /// 400: the request was understood, and fields of it are wrong.
    record Invalid(List<Field> fields, String message) implements Refusal {
        public Invalid(String field, String code, String message) {
            this(List.of(new Field(field, code, message)), sentence(field + " " + message));
        }

        public Invalid(List<Field> fields) {
            this(
                    List.copyOf(fields),
                    sentence(String.join(
                            ", ",
                            fields.stream()
                                    .map(field -> field.field() + " " + field.message())
                                    .toList())));
        }

        @Override
        public String code() {
            return "validation_failed";
        }

        private static String sentence(String text) {
            return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
        }
    }

    /// 400: the request cannot be read, or a ceremony in it failed.
    record Bad(String code, String message) implements Refusal {
        /// The body is missing, malformed or of the wrong type.
        public static Bad body() {
            return new Bad("invalid_request_body", "Request body is invalid");
        }
    }

    /// 400: the request was understood, and one value in it cannot be used, for a reason with a code of its own.
    record Unusable(String code, String message, List<Field> fields, Map<String, String> details) implements Refusal {}

    /// 401: not signed in, or the proof that was offered does not count.
    record Unauthorized(String code, String message, Map<String, String> details) implements Refusal {
        public Unauthorized(String code, String message) {
            this(code, message, Map.of());
        }

        public static Unauthorized notSignedIn() {
            return new Unauthorized("not_signed_in", "You are not signed in");
        }

        /// A fresh passkey proof is needed first.
        public static Unauthorized reauthenticationRequired() {
            return new Unauthorized("reauthentication_required", "Reauthentication is required");
        }
    }

    /// 403: known, and not allowed.
    record Forbidden(String code, String message) implements Refusal {
        public static Forbidden administratorsOnly() {
            return new Forbidden("forbidden", "You don't have permission to perform this action");
        }

        public static Forbidden disabled() {
            return new Forbidden("user_disabled", "User account is disabled");
        }

        /// The request is made in the name of a person, and comes from another one.
        public static Forbidden anotherPerson() {
            return new Forbidden("signed_in_as_another", "Somebody else is signed in by now");
        }

        /// The route is for people in front of a browser.
        public static Forbidden noKeys() {
            return new Forbidden("api_key_auth_not_allowed", "API key authentication is not allowed for this endpoint");
        }

        /// The API key has scopes, and not the one that this takes; on some routes none is enough.
        public static Forbidden outOfScope(Optional<String> scope) {
            return new Forbidden(
                    "api_key_scope_missing",
                    scope.map(name -> "This API key does not have the scope " + name)
                            .orElse("An API key with scopes is not allowed for this endpoint"));
        }
    }

    /// 404. `resource` names what was looked for and is repeated in `details`.
    record NotFound(String code, String message, @Nullable String resource) implements Refusal {
        public static NotFound of(String resource) {
            return new NotFound("not_found", resource + " not found", resource);
        }

        public static NotFound user() {
            return new NotFound("user_not_found", "User not found", null);
        }
    }

    /// 409: true of the request, and at odds with what is stored.
    record Conflict(String code, String message, Map<String, String> details) implements Refusal {
        public static Conflict inUse(String property) {
            var name = property.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + property.substring(1);
            return new Conflict("already_in_use", name + " is already in use", Map.of("property", property));
        }
    }

    /// 412: what the request is based on is no longer what is stored.
    record Outdated(String code, String message) implements Refusal {}

    /// 413: longer than the route takes.
    record TooLarge(long limitBytes) implements Refusal {
        @Override
        public String code() {
            return "request_too_large";
        }

        @Override
        public String message() {
            return "The request is larger than " + limitBytes + " bytes";
        }
    }

    /// 413: a file that is longer than the route takes.
    record FileTooLarge(long limitBytes) implements Refusal {
        @Override
        public String code() {
            return "file_too_large";
        }

        @Override
        public String message() {
            return "File must not exceed " + limit();
        }

        /// The limit as it is shown, in units of 1024.
        public String limit() {
            return String.format(java.util.Locale.ROOT, "%.2f MB", limitBytes / 1024.0 / 1024.0);
        }
    }

    /// 415: a file of a kind that is not taken.
    ///
    /// @param expected the kinds that are; empty if they are the usual ones
    record FileType(String expected) implements Refusal {
        @Override
        public String code() {
            return "file_type_not_supported";
        }

        @Override
        public String message() {
            return expected.isEmpty() ? "File type is not supported" : "File must be of type " + expected;
        }
    }

    /// 422: what the request names elsewhere could not be had, or is not what was expected.
    record Unfetched(String code, String message, List<Field> fields, Map<String, String> details) implements Refusal {}

    /// 429: too many attempts; `retryAfterSeconds` is at least 1.
    record TooMany(long retryAfterSeconds) implements Refusal {
        @Override
        public String code() {
            return "rate_limited";
        }

        @Override
        public String message() {
            return "Too many requests";
        }
    }

    /// 503: the database or the disk cannot be used now; nothing was changed.
    record Unavailable() implements Refusal {
        @Override
        public String code() {
            return "unavailable";
        }

        @Override
        public String message() {
            return "Latchkey cannot reach its data right now. Nothing was changed, try again shortly";
        }
    }

    /// 503: the database would work on the answer for too long; nothing was changed.
    record TooSlow() implements Refusal {
        @Override
        public String code() {
            return "query_too_slow";
        }

        @Override
        public String message() {
            return "This takes too long. Ask for less: a shorter period, or fewer filters";
        }
    }

    /// 500: a fault of ours. What it was is in the log, under the request's id.
    record Failed() implements Refusal {
        @Override
        public String code() {
            return "internal_error";
        }

        @Override
        public String message() {
            return "Something went wrong";
        }
    }

    /// This refusal, ready to be thrown where all that is left is to answer.
    default RefusalException asException() {
        return new RefusalException(this);
    }
}
