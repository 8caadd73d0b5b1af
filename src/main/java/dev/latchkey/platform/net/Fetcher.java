package dev.latchkey.platform.net;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fetches what an address names, from the public internet only.
public final class Fetcher {
    private static final Logger LOG = LoggerFactory.getLogger(Fetcher.class);

    private final Internet internet;
    private final PublicAddresses allowed;

    /// @param internal networks of one's own, which nothing is fetched from either
    public Fetcher(Internet internet, List<Cidr> internal) {
        this.internet = internet;
        this.allowed = new PublicAddresses(internal);
    }

    /// @param agent how we introduce ourselves (RFC 9110 §10.1.5)
    /// @param accept the media types that are asked for (RFC 9110 §12.5.1)
    /// @param mostBytes how much is taken
    /// @param redirects how many are followed
    /// @param time how long everything may take, from the name to the last byte
    public record Terms(String agent, String accept, int mostBytes, int redirects, Duration time) {}

    /// Waits for it, in the calling thread.
    public Fetched get(String address, Terms terms) {
        var exchange = new Exchange(internet, allowed, terms);
        var task = new FutureTask<>(() -> exchange.run(address));
        Thread.ofVirtual().name("fetch").start(task);
        var fetched = outcome(exchange, task, terms.time());
        if (fetched instanceof Fetched.Failed(var why)) {
            LOG.info("fetch_failed host={} why=\"{}\"", exchange.host(), why);
        } else if (fetched instanceof Fetched.NotAllowed(var why)) {
            LOG.warn("fetch_refused host={} why=\"{}\"", exchange.host(), why);
        }
        return fetched;
    }

    private static Fetched outcome(Exchange exchange, FutureTask<Fetched> task, Duration time) {
        try {
            return task.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            exchange.close();
            return new Fetched.Failed("not done in " + time.toSeconds() + " seconds");
        } catch (InterruptedException _) {
            exchange.close();
            Thread.currentThread().interrupt();
            return new Fetched.Failed("interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("fetching", e.getCause());
        }
    }
}
