package dev.latchkey.platform.http;

import dev.latchkey.platform.Refusal;
import java.util.Set;

/// Keeps other sites from acting in a person's name: what changes something must come from a page of ours, or from a
/// program that is no browser.
///
/// Every browser of the last years sends `Sec-Fetch-Site`; older ones send `Origin` with each POST. `SameSite=Lax`
/// on the cookies is the second lock, not the only one.
final class CsrfCheck {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final Set<String> ownOrigins;

    CsrfCheck(Set<String> ownOrigins) {
        this.ownOrigins = ownOrigins;
    }

    void check(Call call) {
        if (SAFE.contains(call.method())) {
            return;
        }
        var origin = call.header("Origin");
        boolean own = origin.map(ownOrigins::contains)
                .orElseGet(() -> call.header("Sec-Fetch-Site")
                        .map(site -> site.equals("same-origin") || site.equals("none"))
                        .orElse(true));
        if (!own) {
            throw new Refusal.Forbidden(
                            "cross_site_request", "This request came from another site, so nothing was changed")
                    .asException();
        }
    }
}
