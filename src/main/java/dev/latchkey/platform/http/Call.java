package dev.latchkey.platform.http;

import dev.latchkey.platform.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One request, as a handler sees it. Nothing of the HTTP library shows.
public final class Call {
    private final Incoming incoming;
    private final String requestId;
    private final ClientAddress address;
    private final Map<String, String> pathParameters;
    private final long bodyLimit;
    private @Nullable Caller caller;
    private byte @Nullable [] body;
    private @Nullable Parameters query;
    private @Nullable Parameters form;

    Call(
            Incoming incoming,
            String requestId,
            ClientAddress address,
            Map<String, String> pathParameters,
            long bodyLimit) {
        this.incoming = incoming;
        this.requestId = requestId;
        this.address = address;
        this.pathParameters = pathParameters;
        this.bodyLimit = bodyLimit;
    }

    /// What the HTTP library has to give.
    interface Incoming {
        String method();

        /// The decoded path.
        String path();

        /// The query as sent, without `?`; empty if there is none.
        String rawQuery();

        List<String> headers(String name);

        /// At most `limit` + 1 bytes of the body.
        byte[] body(long limit);
    }

    public String method() {
        return incoming.method();
    }

    /// The path, percent-decoded.
    public String path() {
        return incoming.path();
    }

    public String rawQuery() {
        return incoming.rawQuery();
    }

    /// A `{name}` of the route's path.
    public String path(String name) {
        var value = pathParameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no {" + name + "}");
        }
        return value;
    }

    /// The first header of that name, in any case.
    public Optional<String> header(String name) {
        return incoming.headers(name).stream().findFirst();
    }

    public List<String> headers(String name) {
        return incoming.headers(name);
    }

    public Optional<String> cookie(String name) {
        return Cookie.read(incoming.headers("Cookie"), name);
    }

    /// The parameters of the address.
    ///
    /// @throws Parameters.Malformed if they cannot be decoded
    public Parameters query() {
        if (query == null) {
            query = Parameters.parse(incoming.rawQuery());
        }
        return query;
    }

    /// The parameters of an `application/x-www-form-urlencoded` body; none for any other type.
    ///
    /// @throws Parameters.Malformed if they cannot be decoded
    public Parameters form() {
        if (form == null) {
            form = hasForm() ? Parameters.parse(new String(body(), StandardCharsets.ISO_8859_1)) : Parameters.NONE;
        }
        return form;
    }

    /// Whether the body says that it is a form.
    public boolean hasForm() {
        return mediaType().equals("application/x-www-form-urlencoded");
    }

    /// The body as a JSON object.
    ///
    /// @throws dev.latchkey.platform.RefusalException `invalid_request_body` if it is anything else
    public JsonBody json() {
        refuseUnlessJson();
        return JsonBody.parse(body());
    }

    /// The body as a JSON array of objects; none for `null`.
    ///
    /// @throws dev.latchkey.platform.RefusalException `invalid_request_body` if it is anything else
    public List<JsonBody> jsonArray() {
        refuseUnlessJson();
        return JsonBody.parseArray(body());
    }

    private void refuseUnlessJson() {
        var type = mediaType();
        if (!type.equals("application/json") && !(type.startsWith("application/") && type.endsWith("+json"))) {
            throw Refusal.Bad.body().asException();
        }
    }

    /// The body, whole.
    ///
    /// @throws dev.latchkey.platform.RefusalException if it is longer than the route takes
    public byte[] body() {
        if (body == null) {
            var read = incoming.body(bodyLimit);
            if (read.length > bodyLimit) {
                throw new Refusal.TooLarge(bodyLimit).asException();
            }
            body = read;
        }
        return body;
    }

    /// The one file of a `multipart/form-data` body, in the part named `file`.
    ///
    /// @throws dev.latchkey.platform.RefusalException `file_too_large`, `invalid_request_body`, or
    ///     `validation_failed`
    ///     where there is no such part
    public Upload upload() {
        if (body == null) {
            var read = incoming.body(bodyLimit);
            if (read.length > bodyLimit) {
                throw new Refusal.FileTooLarge(bodyLimit).asException();
            }
            body = read;
        }
        return Multipart.file(header("Content-Type").orElse(""), body);
    }

    private String mediaType() {
        var type = header("Content-Type").orElse("");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(java.util.Locale.ROOT);
    }

    public String requestId() {
        return requestId;
    }

    /// Where the request came from, through trusted proxies.
    public ClientAddress address() {
        return address;
    }

    /// The `User-Agent`, at most 512 characters.
    public String userAgent() {
        var agent = header("User-Agent").orElse("");
        return agent.length() > 512 ? agent.substring(0, 512) : agent;
    }

    /// Who is calling, if anybody is known.
    public Optional<Caller> caller() {
        return Optional.ofNullable(caller);
    }

    /// Who is calling, if by a credential of that kind.
    public <T extends Caller> Optional<T> callerIf(Class<T> kind) {
        return caller().filter(kind::isInstance).map(kind::cast);
    }

    /// Who is calling, on routes that only a known caller reaches.
    public <T extends Caller> T caller(Class<T> kind) {
        return caller().map(kind::cast)
                .orElseThrow(() -> Refusal.Unauthorized.notSignedIn().asException());
    }

    void caller(Caller found) {
        caller = found;
    }
}
