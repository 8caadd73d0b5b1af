package dev.latchkey.platform.files;

import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// The addresses of a bucket and of the objects in it.
///
/// The bucket stands before the host, as Amazon wants it, or in the path. It stands in the path as well where it could
/// not be before the host: before an address that is a number, or with a dot under TLS, where no certificate would fit.
final class S3Addresses {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private final String bucket;
    private final String prefix;

    private S3Addresses(String bucket, String prefix) {
        this.bucket = bucket;
        this.prefix = prefix;
    }

    static S3Addresses of(FileSettings.S3 settings) {
        var endpoint = settings.endpoint().orElseGet(() -> amazon(settings.region()));
        var path = endpoint.getRawPath().replaceAll("/+$", "");
        var bucket = inPath(settings, endpoint)
                ? endpoint.getScheme() + "://" + endpoint.getRawAuthority() + path + "/" + settings.bucket()
                : endpoint.getScheme() + "://" + settings.bucket() + "." + endpoint.getRawAuthority() + path;
        return new S3Addresses(bucket, settings.prefix().isEmpty() ? "" : settings.prefix() + "/");
    }

    private static URI amazon(String region) {
        var domain = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
        return URI.create("https://s3." + region + "." + domain);
    }

    private static boolean inPath(FileSettings.S3 settings, URI endpoint) {
        var bucket = settings.bucket();
        boolean label = bucket.equals(bucket.toLowerCase(Locale.ROOT)) && !bucket.contains("_");
        boolean certificate = !bucket.contains(".") || !endpoint.getScheme().equals("https");
        return settings.pathStyle() || !label || !certificate || number(endpoint.getHost());
    }

    private static boolean number(String host) {
        try {
            InetAddress.ofLiteral(host);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    URI object(String path) {
        return URI.create(bucket + "/" + encoded(prefix + path));
    }

    /// A list of one object at most: whether the bucket can be used shows without changing anything.
    URI firstObject() {
        return URI.create(bucket + "/?list-type=2&max-keys=1");
    }

    /// As signatures want it: every byte that is not unreserved (RFC 3986 §2.1), but for slashes.
    private static String encoded(String text) {
        var encoded = new StringBuilder();
        for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) (value & 0xff);
            if (UNRESERVED.indexOf(letter) >= 0 || letter == '/') {
                encoded.append(letter);
            } else {
                encoded.append("%%%02X".formatted(value & 0xff));
            }
        }
        return encoded.toString();
    }
}
