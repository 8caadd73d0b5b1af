package dev.latchkey.app;

import static dev.latchkey.app.Environment.quoted;

import dev.latchkey.audit.places.PlaceSettings;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.db.Database;
import dev.latchkey.platform.files.FileSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Where files are kept, and where the database of places is.
///
/// @param database that the installation runs on; files of its own lie beside it, unless another place is named
record StorageVariables(Environment environment, String database) {
    /// `%s` stands for the licence key.
    private static final String MAXMIND = "https://download.maxmind.com/app/geoip_download?edition_id=GeoLite2-City"
            + "&license_key=%s&suffix=tar.gz";

    /// Where files are kept; on disk they lie beside the SQLite file, unless another place is named.
    FileSettings files() {
        var uploads = environment.text("UPLOAD_PATH", false);
        var disk = new FileSettings.Disk(uploads.map(Path::of).orElseGet(() -> beside().resolve("uploads")));
        var backend =
                environment.text("FILE_BACKEND", false).orElse("filesystem").toLowerCase(Locale.ROOT);
        return switch (backend) {
            case "filesystem" -> disk;
            case "database" -> new FileSettings.InDatabase();
            case "s3" -> s3(uploads.orElse(""));
            default -> {
                environment.mistake("FILE_BACKEND is " + quoted(backend) + ". Write filesystem, database or s3.");
                yield disk;
            }
        };
    }

    private FileSettings.S3 s3(String prefix) {
        var endpoint = environment.text("S3_ENDPOINT", false).flatMap(this::endpoint);
        // Services other than Amazon's seldom mind what the region is, but it is part of every signature.
        var region = environment
                .text("S3_REGION", false)
                .or(() -> endpoint.map(_ -> "us-east-1"))
                .orElseGet(() -> needed("S3_REGION"));
        var bucket = environment.text("S3_BUCKET", false).orElseGet(() -> needed("S3_BUCKET"));
        if (!bucket.isEmpty() && !bucket.matches("[A-Za-z0-9][A-Za-z0-9._-]{1,254}")) {
            environment.mistake(
                    "S3_BUCKET is " + quoted(bucket) + ", which is no name of a bucket. Write the name alone.");
        }
        if (!region.matches("[A-Za-z0-9-]*")) {
            environment.mistake("S3_REGION is " + quoted(region) + ", which is no region. Write it like eu-central-1.");
        }
        var names = Arrays.stream(prefix.split("/", -1))
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .toList();
        if (names.contains("..")) {
            environment.mistake("UPLOAD_PATH is " + quoted(prefix)
                    + ". Write what the names in the bucket begin with, such as " + "latchkey/uploads.");
        }
        return new FileSettings.S3(
                bucket,
                region,
                endpoint,
                keyId(),
                new Secret(
                        environment.text("S3_SECRET_ACCESS_KEY", true).orElseGet(() -> needed("S3_SECRET_ACCESS_KEY"))),
                environment.flag("S3_FORCE_PATH_STYLE", false),
                String.join("/", names),
                !environment.flag("S3_DISABLE_DEFAULT_INTEGRITY_CHECKS", false));
    }

    private String keyId() {
        var id = environment.text("S3_ACCESS_KEY_ID", false).orElseGet(() -> needed("S3_ACCESS_KEY_ID"));
        if (!id.matches("[A-Za-z0-9._+=@-]*")) {
            environment.mistake("S3_ACCESS_KEY_ID has characters that no key has. Write the key's id, without quotes.");
        }
        return id;
    }

    private String needed(String name) {
        environment.mistake(
                name + " is not set, and FILE_BACKEND=s3 needs it. Set it, or choose filesystem or database.");
        return "";
    }

    private Optional<URI> endpoint(String value) {
        try {
            var uri = new URI(value);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawQuery() == null) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException _) {
            // told below
        }
        environment.mistake(
                "S3_ENDPOINT is no web address. Write it like https://s3.example.com, without bucket and keys.");
        return Optional.of(URI.create("https://s3.example.com"));
    }

    private Path beside() {
        var directory = Database.isPostgresql(database)
                ? null
                : Database.file(database).toAbsolutePath().getParent();
        return directory == null ? Path.of("data") : directory;
    }

    /// Where the database of places is, and where it comes from.
    PlaceSettings places() {
        var file = environment
                .text("GEOLITE_DB_PATH", false)
                .map(Path::of)
                .orElseGet(() -> beside().resolve("GeoLite2-City.mmdb"));
        return new PlaceSettings(file, placesDownload().filter(_ -> !environment.underTest()));
    }

    /// An address of one's own needs no licence key, unless it has a place for one.
    private Optional<Secret> placesDownload() {
        var key = environment.text("MAXMIND_LICENSE_KEY", true);
        var own = environment.text("GEOLITE_DB_URL", false);
        if (key.isEmpty() && own.isEmpty()) {
            return Optional.empty();
        }
        var address = own.orElse(MAXMIND);
        if (address.contains("%s") && key.isEmpty()) {
            environment.mistake(
                    "GEOLITE_DB_URL has %s in it, where the licence key goes. Set MAXMIND_LICENSE_KEY, or remove "
                            + "the %s.");
            return Optional.empty();
        }
        var whole = address.replace("%s", URLEncoder.encode(key.orElse(""), StandardCharsets.UTF_8));
        try {
            var uri = new URI(whole);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null) {
                return Optional.of(new Secret(whole));
            }
        } catch (URISyntaxException _) {
            // told below, without the address: it holds the key
        }
        environment.mistake("GEOLITE_DB_URL is no web address. Write it like https://example.com/GeoLite2-City.mmdb.");
        return Optional.empty();
    }
}
