package dev.latchkey.audit.places;

import dev.latchkey.platform.jobs.Repeated;
import dev.latchkey.platform.net.Cidr;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/// Where addresses are.
public final class Places implements AutoCloseable {
    private static final Cidr TAILSCALE = Cidr.parse("100.64.0.0/10");
    private static final List<Cidr> INSIDE = Stream.of(
                    "10.0.0.0/8",
                    "172.16.0.0/12",
                    "192.168.0.0/16",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "0.0.0.0",
                    "::",
                    "::1",
                    "fc00::/7",
                    "fe80::/10")
            .map(Cidr::parse)
            .toList();

    /// Nothing is opened while the server starts.
    private static final Duration FIRST_LOOK = Duration.ofSeconds(1);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final Duration FIRST_DOWNLOAD = Duration.ofSeconds(5);
    private static final Duration DOWNLOAD_LOOK_EVERY = Duration.ofMinutes(1);

    private final List<Cidr> local;
    private final Optional<PlaceDatabase> database;
    private final List<Repeated> work;

    private Places(List<Cidr> local, Optional<PlaceDatabase> database, List<Repeated> work) {
        this.local = local;
        this.database = database;
        this.work = work;
    }

    /// @param local networks that are inside, beside those that always are
    public static Places of(
            List<Cidr> local,
            PlaceSettings settings,
            Supplier<SSLContext> tls,
            InstantSource clock,
            SecureRandom random) {
        var database = new PlaceDatabase(settings.database());
        var looking = new Repeated("places", FIRST_LOOK, LOOK_EVERY, database::look);
        var downloading = settings.download()
                .map(address -> new PlaceDownload(address, settings.database(), database, tls, clock, random))
                .map(download ->
                        new Repeated("places_download", FIRST_DOWNLOAD, DOWNLOAD_LOOK_EVERY, download::fetchIfDue));
        return new Places(
                local,
                Optional.of(database),
                Stream.concat(Stream.of(looking), downloading.stream()).toList());
    }

    /// Tells what is inside, and nothing else.
    public static Places withoutDatabase() {
        return new Places(List.of(), Optional.empty(), List.of());
    }

    /// @param ip an address, or nothing
    public Place of(String ip) {
        if (ip.isEmpty()) {
            return Place.UNKNOWN;
        }
        var address = InetAddress.ofLiteral(ip);
        if (within(local, address)) {
            return Place.LAN;
        }
        if (TAILSCALE.contains(address)) {
            return Place.TAILSCALE;
        }
        if (within(INSIDE, address)) {
            return Place.LAN;
        }
        return database.map(names -> names.find(address)).orElse(Place.UNKNOWN);
    }

    private static boolean within(List<Cidr> networks, InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    /// Begins to look after the file.
    public void start() {
        work.forEach(Repeated::start);
    }

    @Override
    public void close() {
        work.forEach(Repeated::close);
    }
}
