package dev.latchkey.platform.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.platform.crypto.Hashes;
import dev.latchkey.platform.crypto.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The four examples of Amazon's reference for S3 (Authenticating requests: using the Authorization header).
class S3SignatureTest {
    private static final String HOST = "examplebucket.s3.amazonaws.com";
    private static final Instant NOW = Instant.parse("2013-05-24T00:00:00Z");
    private static final S3Signature SIGNATURE = new S3Signature(
            "AKIAIOSFODNN7EXAMPLE", new Secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"), "us-east-1");

    @Test
    void anObjectIsRead() {
        assertEquals(
                "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                        + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                        + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
                signed("GET", "/test.txt", "", Map.of("range", "bytes=0-9")));
    }

    @Test
    void anObjectIsWritten() {
        var signed = signed(
                "PUT",
                "/test%24file.text",
                "Welcome to Amazon S3.",
                Map.of("date", "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class", "REDUCED_REDUNDANCY"));
        assertTrue(
                signed.endsWith("Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"), signed);
    }

    @Test
    void aParameterMayHaveNoValue() {
        var signed = signed("GET", "/?lifecycle", "", Map.of());
        assertTrue(
                signed.endsWith("Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"), signed);
    }

    @Test
    void parametersAreSorted() {
        for (var query : new String[] {"/?max-keys=2&prefix=J", "/?prefix=J&max-keys=2"}) {
            var signed = signed("GET", query, "", Map.of());
            assertTrue(
                    signed.endsWith("Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
                    signed);
        }
    }

    @Test
    void aPortStandsInTheHostUnlessItIsTheUsualOne() {
        assertEquals("s3.example.com", S3Signature.host(URI.create("https://s3.example.com/a")));
        assertEquals("s3.example.com", S3Signature.host(URI.create("https://s3.example.com:443/a")));
        assertEquals("s3.example.com", S3Signature.host(URI.create("http://s3.example.com:80/a")));
        assertEquals("s3.example.com:9000", S3Signature.host(URI.create("https://s3.example.com:9000/a")));
    }

    @Test
    void itNeverPrintsTheSecret() {
        assertFalse(SIGNATURE.toString().contains("wJalr"));
    }

    private static String signed(String method, String path, String body, Map<String, String> more) {
        var headers = new TreeMap<>(more);
        headers.put("host", HOST);
        headers.put("x-amz-content-sha256", Hashes.sha256Hex(body));
        headers.put("x-amz-date", S3Signature.time(NOW));
        return SIGNATURE.authorization(
                method, URI.create("https://" + HOST + path), headers, Hashes.sha256Hex(body), NOW);
    }
}
