package dev.latchkey.platform.files;

import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.RefusalException;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Files as objects in a bucket. An object is replaced as a whole, and once it is written everybody reads it.
final class S3Files implements FileStore {
    private static final Logger LOG = LoggerFactory.getLogger(S3Files.class);

    private final S3Addresses addresses;
    private final S3Client client;

    S3Files(FileSettings.S3 settings, Supplier<SSLContext> tls, InstantSource clock) {
        this(settings, tls, clock, S3Client.Patience.USUAL);
    }

    S3Files(FileSettings.S3 settings, Supplier<SSLContext> tls, InstantSource clock, S3Client.Patience patience) {
        this.addresses = S3Addresses.of(settings);
        this.client = new S3Client(settings, tls, clock, patience);
    }

    @Override
    public Optional<byte[]> read(String path) {
        var answer = send("GET", path, new byte[0]);
        if (answer.status() == 200) {
            return Optional.of(answer.body());
        }
        if (missing(answer)) {
            return Optional.empty();
        }
        throw refused("GET", path, answer);
    }

    @Override
    public void write(String path, byte[] content) {
        var answer = send("PUT", path, content);
        if (answer.status() != 200) {
            throw refused("PUT", path, answer);
        }
    }

    @Override
    public void delete(String path) {
        var answer = send("DELETE", path, new byte[0]);
        if (answer.status() != 204 && answer.status() != 200 && !missing(answer)) {
            throw refused("DELETE", path, answer);
        }
    }

    /// An upload that was cut off is no object.
    @Override
    public void removeLeftovers(Instant before) {}

    /// A missing bucket is no missing file: nothing could be kept in it.
    private static boolean missing(S3Client.Answer answer) {
        return answer.status() == 404 && !answer.code().equals("NoSuchBucket");
    }

    @Override
    public void check() {
        var address = addresses.firstObject();
        try {
            var answer = client.send("GET", address, new byte[0]);
            if (answer.status() != 200) {
                LOG.error(
                        "files_unavailable store=s3 host={} status={} code={} note=\"{}\"",
                        address.getHost(),
                        answer.status(),
                        answer.code(),
                        advice(answer));
            }
        } catch (IOException e) {
            LOG.error(
                    "files_unavailable store=s3 host={} reason=\"{}\" note=\"check S3_ENDPOINT and the way there\"",
                    address.getHost(),
                    e.getMessage());
        }
    }

    private static String advice(S3Client.Answer answer) {
        return switch (answer.code()) {
            case "NoSuchBucket" -> "there is no such bucket; check S3_BUCKET, and S3_FORCE_PATH_STYLE";
            case "InvalidAccessKeyId" -> "check S3_ACCESS_KEY_ID";
            case "SignatureDoesNotMatch" -> "check S3_SECRET_ACCESS_KEY";
            case "RequestTimeTooSkewed" -> "set this machine's clock";
            case "AuthorizationHeaderMalformed", "PermanentRedirect" -> "check S3_REGION and S3_ENDPOINT";
            case "AccessDenied" ->
                "the key needs s3:ListBucket for the bucket, and s3:GetObject, s3:PutObject, s3:DeleteObject for what "
                        + "is in it";
            default -> "check S3_ENDPOINT, S3_REGION and S3_BUCKET";
        };
    }

    private S3Client.Answer send(String method, String path, byte[] body) {
        URI address = addresses.object(FileStore.checked(path));
        try {
            return client.send(method, address, body);
        } catch (IOException e) {
            LOG.error("file_unavailable attempt={} path={} reason=\"{}\"", method, path, e.getMessage());
            throw new Refusal.Unavailable().asException();
        }
    }

    private static RefusalException refused(String method, String path, S3Client.Answer answer) {
        LOG.error(
                "file_unavailable attempt={} path={} status={} code={} note=\"{}\"",
                method,
                path,
                answer.status(),
                answer.code(),
                advice(answer));
        return new Refusal.Unavailable().asException();
    }
}
