package dev.latchkey.audit.places;

import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.files.OwnerOnly;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fetches a newer database: at once if there is none, else two weeks after the last, and after a failure every hour.
/// It is checked before it takes the former one's place.
final class PlaceDownload {
    private static final Logger LOG = LoggerFactory.getLogger(PlaceDownload.class);
    private static final Duration GOOD_FOR = Duration.ofDays(14);
    private static final Duration AGAIN_AFTER = Duration.ofHours(1);

    /// So that not all installations of the world come at once.
    private static final Duration SPREAD = Duration.ofMinutes(30);

    private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(20);
    private static final Duration WITHIN = Duration.ofMinutes(10);
    private static final long MOST_BYTES = 300L << 20;
    private static final String UNFINISHED = "-tmp";

    private final Secret address;
    private final Path file;
    private final PlaceDatabase database;
    private final Supplier<SSLContext> tls;
    private final InstantSource clock;
    private final Duration spread;
    private Instant notBefore = Instant.MIN;

    PlaceDownload(
            Secret address,
            Path file,
            PlaceDatabase database,
            Supplier<SSLContext> tls,
            InstantSource clock,
            SecureRandom random) {
        this.address = address;
        this.file = file.toAbsolutePath();
        this.database = database;
        this.tls = tls;
        this.clock = clock;
        this.spread = Duration.ofSeconds(random.nextLong(-SPREAD.toSeconds(), SPREAD.toSeconds()));
    }

    void fetchIfDue() {
        var now = clock.instant();
        if (now.isBefore(notBefore) || now.isBefore(due())) {
            return;
        }
        try {
            fetch(now);
        } catch (IOException e) {
            notBefore = now.plus(AGAIN_AFTER);
            // An exception may name the address, which holds the licence key.
            LOG.warn(
                    "places_download_failed host={} again_at={} reason=\"{}\"",
                    URI.create(address.reveal()).getHost(),
                    notBefore,
                    String.valueOf(e.getMessage()).replace(address.reveal(), "…"));
        }
    }

    private Instant due() {
        try {
            return Files.getLastModifiedTime(file).toInstant().plus(GOOD_FOR).plus(spread);
        } catch (IOException _) {
            return Instant.MIN;
        }
    }

    private void fetch(Instant now) throws IOException {
        var directory = Optional.ofNullable(file.getParent())
                .orElseThrow(() -> new NoSuchFileException("GEOLITE_DB_PATH names no file"));
        Files.createDirectories(directory, OwnerOnly.attributes(directory));
        removeLeftovers(directory, now);
        var packed = Files.createTempFile(directory, prefix(), UNFINISHED);
        var unpacked = Files.createTempFile(directory, prefix(), UNFINISHED);
        try {
            download(packed);
            Packed.unpack(packed, unpacked, MOST_BYTES);
            try (var checked = PlaceDatabase.open(unpacked)) {
                LOG.debug("places_downloaded type={}", checked.getMetadata().databaseType());
            }
            force(unpacked);
            Files.move(unpacked, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(packed);
            Files.deleteIfExists(unpacked);
        }
        database.replaced();
    }

    private void download(Path into) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(address.reveal()))
                .header("User-Agent", "Latchkey")
                .build();
        BodyHandler<Path> handler = answer -> answer.statusCode() == 200
                ? BodyHandlers.limiting(BodyHandlers.ofFile(into), MOST_BYTES).apply(answer)
                : BodySubscribers.replacing(into);
        try (var client = HttpClient.newBuilder()
                .sslContext(tls.get())
                .connectTimeout(CONNECTS_WITHIN)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            try {
                int status = client.sendAsync(request, handler)
                        .get(WITHIN.toSeconds(), TimeUnit.SECONDS)
                        .statusCode();
                if (status != 200) {
                    throw new IOException("the server answered " + status);
                }
            } catch (ExecutionException e) {
                throw new IOException(String.valueOf(e.getCause()), e);
            } catch (TimeoutException e) {
                throw new IOException("it took longer than " + WITHIN.toMinutes() + " minutes", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("the server stops", e);
            } finally {
                client.shutdownNow();
            }
        }
    }

    private String prefix() {
        return file.getFileName() + ".";
    }

    /// What a process that was killed meanwhile has left.
    private void removeLeftovers(Path directory, Instant now) throws IOException {
        try (var there = Files.newDirectoryStream(directory, this::unfinished)) {
            for (var left : there) {
                if (Files.getLastModifiedTime(left).toInstant().isBefore(now.minus(AGAIN_AFTER))) {
                    Files.deleteIfExists(left);
                }
            }
        }
    }

    private boolean unfinished(Path left) {
        var name = String.valueOf(left.getFileName());
        return name.startsWith(prefix()) && name.endsWith(UNFINISHED);
    }

    private static void force(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
