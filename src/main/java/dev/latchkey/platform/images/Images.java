package dev.latchkey.platform.images;

import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.RefusalException;
import dev.latchkey.platform.db.DbUnavailable;
import dev.latchkey.platform.files.FileStore;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Reply;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps pictures, and answers requests for them.
///
/// A picture has a name that stays, such as `application-images/background`, and each upload a version. Its owner
/// remembers in a row which version counts, so that one transaction replaces a picture, and whoever asks meanwhile
/// gets the former one or the new one, whole.
public final class Images {
    private static final Logger LOG = LoggerFactory.getLogger(Images.class);

    /// Nothing in a picture may run or load anything, also when somebody opens its address by itself.
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";

    private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");

    private final FileStore files;
    private final SecureRandom random;

    public Images(FileStore files, SecureRandom random) {
        this.files = files;
        this.random = random;
    }

    /// Stores a picture, and then whatever names it.
    ///
    /// @param write runs the transaction; if it refuses, the picture is removed again
    public <T> T store(String name, ImageFile file, Function<StoredImage, T> write) {
        var image = new StoredImage(HexFormat.of().formatHex(bytes()), file.format());
        files.write(path(name, image), file.content());
        try {
            return write.apply(image);
        } catch (RefusalException e) {
            remove(name, image);
            throw e;
        }
    }

    /// Removes what is named no longer. If that fails, a file too many is left, and a line in the log.
    public void remove(String name, StoredImage image) {
        try {
            files.delete(path(name, image));
        } catch (RefusalException | DbUnavailable e) {
            LOG.warn("image_not_removed path={}", path(name, image), e);
        }
    }

    /// Answers with a picture.
    ///
    /// @param found what counts now; asked again if the picture was replaced in between
    /// @param stale how long caches may show an old one while they ask for the new one
    /// @return empty if there is none
    public Optional<Reply> answer(Call call, String name, Supplier<Optional<StoredImage>> found, Duration stale) {
        for (int attempt = 0; attempt < 2; attempt++) {
            var image = found.get();
            if (image.isEmpty()) {
                return Optional.empty();
            }
            var version = image.get().version();
            if (seen(call, version)) {
                return Optional.of(unchanged(call, version, stale));
            }
            var content = files.read(path(name, image.get()));
            if (content.isPresent()) {
                return Optional.of(answer(call, content::get, image.get().format(), version, stale));
            }
        }
        LOG.error("image_missing name={}", name);
        return Optional.empty();
    }

    /// Answers with a picture that the program itself has or makes.
    ///
    /// @param content asked only if the caller does not have it yet
    /// @param version changes when the picture does
    public static Reply answer(
            Call call, Supplier<byte[]> content, ImageFormat format, String version, Duration stale) {
        return seen(call, version)
                ? unchanged(call, version, stale)
                : cached(call, Reply.bytes(200, format.mediaType(), content.get()), version, stale)
                        .header("Content-Security-Policy", POLICY);
    }

    /// Which of two pictures is asked for: the one for light pages, unless the parameter `light` says otherwise.
    public static boolean light(Call call) {
        return call.query().first("light").map(TRUE::contains).orElse(true);
    }

    public static RuntimeException notFound() {
        return new Refusal.NotFound("image_not_found", "Image not found", null).asException();
    }

    private static Reply unchanged(Call call, String version, Duration stale) {
        return cached(call, Reply.empty(304), version, stale);
    }

    private static boolean seen(Call call, String version) {
        return call.header("If-None-Match")
                .filter(tags -> tags.contains(tag(version)))
                .isPresent();
    }

    private static String tag(String version) {
        return "\"" + version + "\"";
    }

    /// An address that names the version (`v`) will always mean this picture. `skipCache` asks for no caching at
    /// all.
    private static Reply cached(Call call, Reply reply, String version, Duration stale) {
        reply.header("ETag", tag(version));
        if (call.query().names().contains("skipCache")) {
            return reply;
        }
        boolean lasting = call.query().first("v").filter(version::equals).isPresent();
        return reply.header(
                "Cache-Control",
                lasting
                        ? "public, max-age=31536000, immutable"
                        : "public, max-age=900, stale-while-revalidate=" + stale.toSeconds());
    }

    private static String path(String name, StoredImage image) {
        return name + "-" + image.text();
    }

    private byte[] bytes() {
        var bytes = new byte[8];
        random.nextBytes(bytes);
        return bytes;
    }
}
