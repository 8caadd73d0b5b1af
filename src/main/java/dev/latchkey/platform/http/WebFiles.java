package dev.latchkey.platform.http;

import dev.latchkey.platform.crypto.Hashes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/// The web UI's built files, from the jar's `web/` folder: precompressed, with an `ETag`, kept in memory once asked
/// for.
public final class WebFiles {
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "json", "application/json; charset=utf-8",
            "webmanifest", "application/manifest+json",
            "txt", "text/plain; charset=utf-8",
            "woff2", "font/woff2");

    private final ConcurrentMap<String, File> files = new ConcurrentHashMap<>();

    private record File(byte[] plain, byte @Nullable [] brotli, byte @Nullable [] gzip, String etag) {}

    /// The file at the request's path, if there is one.
    Optional<Reply> serve(Call call) {
        var path = call.path();
        var type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null || path.contains("..")) {
            return Optional.empty();
        }
        // What is not there is not remembered: anybody may ask for any number of names.
        return Optional.ofNullable(files.computeIfAbsent(path, WebFiles::load)).map(file -> answer(call, file, type));
    }

    /// A file of the jar as text, for who builds a page around it.
    ///
    /// @throws IllegalStateException if the web UI was not built into the jar
    public String text(String path) {
        var file = read(path);
        if (file == null) {
            throw new IllegalStateException("web" + path + " is missing: the web UI was not built");
        }
        return new String(file, StandardCharsets.UTF_8);
    }

    private static Reply answer(Call call, File file, String type) {
        boolean hashed = call.path().startsWith("/assets/");
        var caching = hashed ? "public, max-age=31536000, immutable" : "public, max-age=86400";
        if (call.header("If-None-Match")
                .filter(tags -> tags.contains(file.etag()))
                .isPresent()) {
            return Reply.empty(304).header("ETag", file.etag()).header("Cache-Control", caching);
        }
        var accepted = call.header("Accept-Encoding").orElse("");
        var reply = Reply.bytes(200, type, file.plain());
        if (file.brotli() != null && accepted.contains("br")) {
            reply = Reply.bytes(200, type, file.brotli()).header("Content-Encoding", "br");
        } else if (file.gzip() != null && accepted.contains("gzip")) {
            reply = Reply.bytes(200, type, file.gzip()).header("Content-Encoding", "gzip");
        }
        return reply.header("ETag", file.etag())
                .header("Cache-Control", caching)
                .header("Vary", "Accept-Encoding");
    }

    private static @Nullable File load(String path) {
        var plain = read(path);
        if (plain == null) {
            return null;
        }
        var tag = "\"" + HexFormat.of().formatHex(Hashes.sha256(plain), 0, 8) + "\"";
        return new File(plain, read(path + ".br"), read(path + ".gz"), tag);
    }

    private static byte @Nullable [] read(String path) {
        try (var stream = WebFiles.class.getResourceAsStream("/web" + path)) {
            return stream == null ? null : stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
