package dev.latchkey.platform.http;

import java.util.LinkedHashMap;
import java.util.Map;

/// Headers that every answer carries unless its handler set them: nothing is cached, framed, sniffed or loaded from
/// elsewhere, and no script or style stands inside a page.
final class SecurityHeaders {
    /// The policy of our pages. `form-action 'self'` means that a POST must not redirect to another origin: such a POST
    /// answers with a page that goes there by itself.
    static final String PAGE_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
                    + "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
                    + "frame-ancestors 'none'";

    private final Map<String, String> defaults = new LinkedHashMap<>();

    SecurityHeaders(boolean https) {
        defaults.put("Cache-Control", "private, no-store");
        defaults.put("Content-Security-Policy", PAGE_POLICY);
        defaults.put("X-Content-Type-Options", "nosniff");
        defaults.put("X-Frame-Options", "DENY");
        defaults.put("Referrer-Policy", "same-origin");
        defaults.put(
                "Permissions-Policy",
                "publickey-credentials-create=(self), publickey-credentials-get=(self), camera=(), microphone=(), "
                        + "geolocation=()");
        if (https) {
            defaults.put("Strict-Transport-Security", "max-age=31536000");
        }
    }

    Reply addTo(Reply reply) {
        defaults.forEach((name, value) -> {
            if (reply.headerValue(name) == null) {
                reply.header(name, value);
            }
        });
        return reply;
    }
}
