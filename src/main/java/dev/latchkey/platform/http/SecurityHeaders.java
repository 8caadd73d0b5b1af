package dev.latchkey.platform.http;

import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.PreEncodedHttpField;

/// Headers that every answer carries unless its handler set them: nothing is cached, framed, sniffed or loaded from
/// elsewhere, and no script or style stands inside a page.
final class SecurityHeaders {
    /// The policy of our pages. `form-action 'self'` means that a POST must not redirect to another origin: such a POST
    /// answers with a page that goes there by itself.
    static final String PAGE_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
                    + "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
                    + "frame-ancestors 'none'";

    private final List<HttpField> defaults;

    SecurityHeaders(boolean https) {
        defaults = Stream.of(
                        "Cache-Control: private, no-store",
                        "Content-Security-Policy: " + PAGE_POLICY,
                        "X-Content-Type-Options: nosniff",
                        "X-Frame-Options: DENY",
                        "Referrer-Policy: same-origin",
                        "Permissions-Policy: publickey-credentials-create=(self), publickey-credentials-get=(self), "
                                + "camera=(), microphone=(), geolocation=()",
                        https ? "Strict-Transport-Security: max-age=31536000" : "")
                .filter(line -> !line.isEmpty())
                .map(line -> line.split(": ", 2))
                // Encoded once, not for each answer.
                .<HttpField>map(parts -> new PreEncodedHttpField(parts[0], parts[1]))
                .toList();
    }

    Reply addTo(Reply reply) {
        for (var header : defaults) {
            reply.otherwise(header);
        }
        return reply;
    }
}
