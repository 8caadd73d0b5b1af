package dev.latchkey.platform.http;

import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.RefusalException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads `multipart/form-data` (RFC 7578, RFC 2046 §5.1.1) for the one file that an upload consists of. A body
/// without its last delimiter was cut off, and is refused.
final class Multipart {
    /// It never goes back on what it has taken, so that a name may be as long as the body.
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*+([A-Za-z]++)\\s*+=\\s*+(?:\"((?:[^\"\\\\]++|\\\\.)*+)\"|([^;\\s\"]++))");
    private static final byte[] LINE = ascii("\r\n");
    private static final byte[] EMPTY_LINE = ascii("\r\n\r\n");
    private static final int MOST_PARTS = 20;

    private final byte[] body;
    private final byte[] delimiter;

    private Multipart(byte[] body, String boundary) {
        this.body = body;
        this.delimiter = ascii("--" + boundary);
    }

    /// @throws RefusalException `invalid_request_body`, or `validation_failed` if no part is a file named `file`
    static Upload file(String contentType, byte[] body) {
        if (!contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            throw malformed();
        }
        var boundary = parameter(contentType, "boundary")
                .filter(text -> !text.isEmpty() && text.length() <= 70)
                .orElseThrow(Multipart::malformed);
        return new Multipart(body, boundary)
                .find()
                .orElseThrow(() -> new Refusal.Invalid(
                                List.of(new Refusal.Field("file", "required", "is required")), "File is required")
                        .asException());
    }

    private Optional<Upload> find() {
        Optional<Upload> found = Optional.empty();
        int at = indexOf(delimiter, 0);
        for (int parts = 0; at >= 0 && parts < MOST_PARTS; parts++) {
            int begin = at + delimiter.length;
            if (startsWith("--", begin)) {
                return found;
            }
            if (!startsWith("\r\n", begin)) {
                throw malformed();
            }
            int headersEnd = indexOf(EMPTY_LINE, begin);
            at = headersEnd < 0 ? -1 : nextDelimiter(headersEnd + EMPTY_LINE.length);
            if (at >= 0 && found.isEmpty()) {
                found = upload(begin, headersEnd, at - LINE.length);
            }
        }
        throw malformed();
    }

    /// The delimiter belongs to the line break before it.
    private int nextDelimiter(int from) {
        for (int at = indexOf(delimiter, from); at >= 0; at = indexOf(delimiter, at + 1)) {
            if (at >= from + LINE.length && startsWith("\r\n", at - LINE.length)) {
                return at;
            }
        }
        return -1;
    }

    private Optional<Upload> upload(int begin, int headersEnd, int end) {
        var headers = new String(body, begin, headersEnd - begin, StandardCharsets.UTF_8);
        for (var header : headers.split("\r\n")) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-disposition:")
                    && parameter(header, "name").filter("file"::equals).isPresent()) {
                var content = Arrays.copyOfRange(body, headersEnd + EMPTY_LINE.length, end);
                return parameter(header, "filename").map(name -> new Upload(name, content));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> parameter(String header, String name) {
        var found = PARAMETER.matcher(header);
        while (found.find()) {
            if (found.group(1).equalsIgnoreCase(name)) {
                var quoted = found.group(2);
                return Optional.of(quoted == null ? found.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
            }
        }
        return Optional.empty();
    }

    private int indexOf(byte[] wanted, int from) {
        for (int at = from; at <= body.length - wanted.length; at++) {
            if (body[at] == wanted[0] && Arrays.equals(body, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }

    private boolean startsWith(String text, int at) {
        var wanted = ascii(text);
        return at + wanted.length <= body.length
                && Arrays.equals(body, at, at + wanted.length, wanted, 0, wanted.length);
    }

    private static RefusalException malformed() {
        return Refusal.Bad.body().asException();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
