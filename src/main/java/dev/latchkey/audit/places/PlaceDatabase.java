package dev.latchkey.audit.places;

import com.maxmind.db.Reader;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A database of places, in use until the file is another one.
///
/// A file that took the place of another is used once it has stayed the same from one look to the next, since it may
/// still be written; one that cannot be read is not used at all, and what was there before stays. That holds for files
/// that were moved into place. One that is overwritten where it stands takes its former content with it.
final class PlaceDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(PlaceDatabase.class);

    /// Whether a file is whole shows only when something is looked up in it: these are in every database of the world.
    private static final List<String> PROBES = List.of("1.1.1.1", "8.8.8.8", "193.0.6.139", "2001:4860:4860::8888");

    private final Path file;
    private final Object opening = new Object();
    private @Nullable FileState seen;
    private @Nullable FileState tried;
    private volatile boolean looked;
    private volatile @Nullable Reader reader;

    PlaceDatabase(Path file) {
        this.file = file;
    }

    /// What tells a file from the one that was there before.
    private record FileState(
            FileTime modified, long size, @Nullable Object key) {
        /// @return none, if there is no file
        static @Nullable FileState of(Path file) {
            try {
                var attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new FileState(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
            } catch (IOException _) {
                return null;
            }
        }
    }

    /// Where an address is; unknown, if the file does not say, or there is none.
    Place find(InetAddress address) {
        if (!looked) {
            look();
        }
        var used = reader;
        if (used == null) {
            return Place.UNKNOWN;
        }
        try {
            return place(used, address);
        } catch (IOException | RuntimeException | InternalError e) {
            // Also when somebody shortened the file while it is mapped: the JVM makes that an InternalError.
            drop(used, e);
            return Place.UNKNOWN;
        }
    }

    private void drop(Reader broken, Throwable cause) {
        synchronized (opening) {
            if (reader == broken) {
                reader = null;
                LOG.warn("places_file_damaged path={} note=\"places are unknown until it is replaced\"", file, cause);
            }
        }
    }

    /// Notices that the file is another one, or gone.
    void look() {
        synchronized (opening) {
            var now = FileState.of(file);
            boolean settled = !looked || Objects.equals(now, seen);
            seen = now;
            if (settled && !Objects.equals(now, tried)) {
                use(now);
            }
            looked = true;
        }
    }

    /// Uses the file that is there now, which is known to be whole.
    void replaced() {
        synchronized (opening) {
            seen = FileState.of(file);
            use(seen);
            looked = true;
        }
    }

    /// A reader that is no longer used is not closed: somebody may be asking it. It holds nothing but the mapping,
    /// which
    /// ends with it.
    private void use(@Nullable FileState state) {
        tried = state;
        if (state == null) {
            if (reader != null) {
                LOG.warn("places_file_gone path={}", file);
            }
            reader = null;
            return;
        }
        try {
            var opened = open(file);
            reader = opened;
            var about = opened.getMetadata();
            LOG.info("places_file_used path={} type={} built={}", file, about.databaseType(), about.buildTime());
        } catch (IOException e) {
            LOG.warn(
                    "places_file_refused path={} reason=\"{}\" note=\"{}\"",
                    file,
                    e.getMessage(),
                    reader == null ? "places are unknown" : "the former one stays in use");
        }
    }

    /// @throws IOException if it is no database, or a damaged one
    static Reader open(Path file) throws IOException {
        try {
            var reader = new Reader(file.toFile());
            for (var probe : PROBES) {
                place(reader, InetAddress.ofLiteral(probe));
            }
            return reader;
        } catch (RuntimeException | InternalError e) {
            throw new IOException("it is damaged: " + e, e);
        }
    }

    private static Place place(Reader reader, InetAddress address) throws IOException {
        if (reader.getMetadata().ipVersion() == 4 && !(address instanceof Inet4Address)) {
            return Place.UNKNOWN;
        }
        Map<?, ?> found = reader.get(address, Map.class);
        if (found == null) {
            return Place.UNKNOWN;
        }
        // Of an address whose country nobody knows, some databases tell where it is registered; nobody need be there.
        var country = member(found, "country");
        return new Place(
                country.map(PlaceDatabase::name).orElse(""),
                member(found, "city").map(PlaceDatabase::name).orElse(""),
                country.map(PlaceDatabase::code).orElse(""));
    }

    private static Optional<Map<?, ?>> member(Map<?, ?> of, String name) {
        return of.get(name) instanceof Map<?, ?> member ? Optional.of(member) : Optional.empty();
    }

    private static String name(Map<?, ?> of) {
        return member(of, "names")
                .map(names -> names.get("en") instanceof String text ? text : "")
                .orElse("");
    }

    private static String code(Map<?, ?> country) {
        return country.get("iso_code") instanceof String code ? code : "";
    }
}
