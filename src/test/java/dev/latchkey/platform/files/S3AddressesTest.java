package dev.latchkey.platform.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.platform.crypto.Secret;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3AddressesTest {
    @ParameterizedTest
    @CsvSource({
        "files, eu-central-1, '', false, https://files.s3.eu-central-1.amazonaws.com/a/b.png",
        "files, eu-central-1, '', true, https://s3.eu-central-1.amazonaws.com/files/a/b.png",
        "files, cn-north-1, '', false, https://files.s3.cn-north-1.amazonaws.com.cn/a/b.png",
        "files, auto, https://s3.example.com, false, https://files.s3.example.com/a/b.png",
        "files, auto, https://s3.example.com/, true, https://s3.example.com/files/a/b.png",
        "files, auto, http://minio:9000, false, http://files.minio:9000/a/b.png",
        "files, auto, https://example.com/storage/, true, https://example.com/storage/files/a/b.png",
        "files, auto, http://192.0.2.7:9000, false, http://192.0.2.7:9000/files/a/b.png",
        "files, auto, 'http://[2001:db8::7]:9000', false, 'http://[2001:db8::7]:9000/files/a/b.png'",
        "my.files, auto, https://s3.example.com, false, https://s3.example.com/my.files/a/b.png",
        "my.files, auto, http://s3.example.com, false, http://my.files.s3.example.com/a/b.png",
        "MyFiles, auto, https://s3.example.com, false, https://s3.example.com/MyFiles/a/b.png",
        "my_files, auto, https://s3.example.com, false, https://s3.example.com/my_files/a/b.png"
    })
    void theBucketStandsBeforeTheHostWhereItCan(
            String bucket, String region, String endpoint, boolean pathStyle, String address) {
        assertEquals(
                URI.create(address), of(bucket, region, endpoint, pathStyle, "").object("a/b.png"));
    }

    @Test
    void aPrefixIsEncodedByteByByte() {
        var addresses = of("files", "auto", "https://s3.example.com", true, "Büro 1/+x");
        assertEquals(
                "https://s3.example.com/files/B%C3%BCro%201/%2Bx/a.png",
                addresses.object("a.png").toString());
        assertEquals(
                "https://s3.example.com/files/?list-type=2&max-keys=1",
                addresses.firstObject().toString());
    }

    private static S3Addresses of(String bucket, String region, String endpoint, boolean pathStyle, String prefix) {
        return S3Addresses.of(new FileSettings.S3(
                bucket,
                region,
                Optional.of(endpoint).filter(text -> !text.isEmpty()).map(URI::create),
                "id",
                new Secret("secret"),
                pathStyle,
                prefix,
                true));
    }
}
