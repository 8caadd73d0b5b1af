package dev.latchkey.oidc;

import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Caller;
import dev.latchkey.platform.http.RateLimits;
import java.time.Duration;

/// Limits what this server keeps for people who have not signed in yet, or not finished: authorization requests, posted
/// sign-outs, devices that wait. A request may be 64 kB and is kept for up to an hour, so what counts is its size: the
/// rows of one address, or one person, stay below 30 MB whatever they send, and an office of some hundred people who
/// all sign in at once is not held up.
public final class PendingRequestLimit {
    private static final RateLimits.Policy EACH = new RateLimits.Policy("kept-requests", Duration.ofMillis(500), 300);
    private static final int BYTES = 4096;

    private final RateLimits limits;

    public PendingRequestLimit(RateLimits limits) {
        this.limits = limits;
    }

    /// Counts one that is about to be kept: once, and once more for each full 4 kB of it.
    ///
    /// @throws dev.latchkey.platform.RefusalException if there were too many
    public void count(Call call, String kept) {
        var key = call.caller()
                .map(Caller::limitKey)
                .orElseGet(() -> call.address().limitKey());
        for (int bytes = kept.length(); bytes >= 0; bytes -= BYTES) {
            limits.take(EACH, key);
        }
    }
}
