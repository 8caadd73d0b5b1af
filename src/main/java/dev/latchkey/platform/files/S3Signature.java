package dev.latchkey.platform.files;

import dev.latchkey.platform.crypto.Hashes;
import dev.latchkey.platform.crypto.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs requests as AWS Signature Version 4 has it, with a header, for the service `s3`.
///
/// @param region that the bucket is in
record S3Signature(String accessKeyId, Secret secretAccessKey, String region) {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);

    /// A moment, as the header `x-amz-date` has it.
    static String time(Instant now) {
        return TIME.format(now);
    }

    /// A host, as the header `Host` has it: with its port where that is not the scheme's own.
    static String host(URI address) {
        int port = address.getPort();
        boolean usual = port < 0 || port == (address.getScheme().equals("https") ? 443 : 80);
        return usual ? address.getHost() : address.getHost() + ":" + port;
    }

    /// The header `Authorization`.
    ///
    /// @param address its path and query are encoded as they are sent
    /// @param headers all that are signed, by their names in lower case; `host` and `x-amz-date` among them
    /// @param payload SHA-256 of the body, in hex
    String authorization(String method, URI address, SortedMap<String, String> headers, String payload, Instant now) {
        var signed = String.join(";", headers.keySet());
        // Task 1 of the specification: the canonical request.
        var canonical = String.join(
                "\n",
                method,
                address.getRawPath().isEmpty() ? "/" : address.getRawPath(),
                query(address),
                headers.entrySet().stream()
                        .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
                        .collect(Collectors.joining()),
                signed,
                payload);
        // Task 2: what is signed.
        var scope = String.join("/", DAY.format(now), region, "s3", "aws4_request");
        var toSign = String.join("\n", ALGORITHM, time(now), scope, Hashes.sha256Hex(canonical));
        // Task 3: with a key for that day, region and service alone.
        var key = hmac(("AWS4" + secretAccessKey.reveal()).getBytes(StandardCharsets.UTF_8), DAY.format(now));
        for (var part : new String[] {region, "s3", "aws4_request"}) {
            key = hmac(key, part);
        }
        return ALGORITHM + " Credential=" + accessKeyId + "/" + scope + ",SignedHeaders=" + signed + ",Signature="
                + HexFormat.of().formatHex(hmac(key, toSign));
    }

    /// Sorted, and with a value each.
    private static String query(URI address) {
        var query = address.getRawQuery();
        return query == null
                ? ""
                : Arrays.stream(query.split("&", -1))
                        .map(parameter -> parameter.contains("=") ? parameter : parameter + "=")
                        .sorted()
                        .collect(Collectors.joining("&"));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
