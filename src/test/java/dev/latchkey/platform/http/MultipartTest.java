package dev.latchkey.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.RefusalException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartTest {
    private static final String TYPE = "multipart/form-data; boundary=line";

    private static Upload read(String part) {
        var body = "--line\r\nContent-Disposition: form-data; " + part + "\r\n\r\ncontent\r\n--line--\r\n";
        return Multipart.file(TYPE, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aNameMayHaveQuotationMarks() {
        var upload = read("name=\"file\"; filename=\"a \\\"small\\\" picture.png\"");
        assertEquals("a \"small\" picture.png", upload.name());
        assertEquals("content", new String(upload.content(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\\\"", "a\\\""})
    void aNameMayBeOfAnyLength(String piece) {
        var name = piece.repeat(100_000);
        assertEquals(
                name.replace("\\", ""),
                read("name=\"file\"; filename=\"" + name + "\"").name());
        var refused = assertThrows(RefusalException.class, () -> read("name=\"" + name + "\"; filename=\"a.png\""));
        assertEquals("validation_failed", refused.refusal().code());
        assertThrows(RefusalException.class, () -> read("name=\"file\"; filename=\"" + name));
        assertThrows(RefusalException.class, () -> Multipart.file(TYPE + "; name=\"" + name, new byte[0]));
    }

    @Test
    void aBodyThatWasCutOffIsRefused() {
        var body = "--line\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\ncontent\r\n--line";
        var refused =
                assertThrows(RefusalException.class, () -> Multipart.file(TYPE, body.getBytes(StandardCharsets.UTF_8)));
        assertEquals(Refusal.Bad.body(), refused.refusal());
    }
}
