package dev.latchkey.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.platform.RefusalException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {
    @Test
    void membersAreFoundInAnyCaseTheExactOneFirst() {
        assertEquals("x", body("{\"UserName\":\"x\"}").text("username"));
        assertEquals("y", body("{\"USERNAME\":\"x\",\"username\":\"y\"}").text("username"));
    }

    @Test
    void nullIsAsGoodAsAbsent() {
        var body = body("{\"a\":null,\"b\":null,\"c\":null,\"d\":null}");
        assertEquals(Optional.empty(), body.optionalText("a"));
        assertEquals(0, body.number("b"));
        assertTrue(body.texts("c").isEmpty() && body.object("d").isEmpty() && !body.flag("e"));
    }

    @Test
    void typedMembersAreRead() {
        var body = body("{\"n\":7,\"f\":true,\"t\":\"2026-03-01T10:15:00.5+01:00\",\"l\":[\"a\",\"b\"]}");
        assertEquals(7, body.number("n"));
        assertTrue(body.flag("f"));
        assertEquals(Optional.of(Instant.parse("2026-03-01T09:15:00.5Z")), body.instant("t"));
        assertEquals(Optional.of(List.of("a", "b")), body.texts("l"));
    }

    @Test
    void aListHasAnEnd() {
        assertEquals(
                50_000,
                body("{\"l\":[" + "\"a\",".repeat(49_999) + "\"a\"]}")
                        .texts("l")
                        .orElseThrow()
                        .size());
        refused(() -> body("{\"l\":[" + "\"a\",".repeat(50_000) + "\"a\"]}").texts("l"));
    }

    @Test
    void whatFollowsTheFirstValueIsIgnored() {
        assertEquals("x", body("{\"a\":\"x\"} trailing").text("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]", "\"a\"", "null", "{", "{\"a\"}", "{'a':1}", "\u0000{}", "{\"a\":1,}", "�("})
    void whatIsNoObjectIsRefused(String text) {
        refused(() -> body(text));
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        refused(() -> JsonBody.parse("{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void deepNestingIsRefused() {
        refused(() -> body("{\"a\":" + "[".repeat(100_000)));
    }

    @Test
    void aWrongTypeIsRefused() {
        refuses("{\"a\":1}", body -> body.text("a"));
        refuses("{\"a\":\"x\\u0000y\"}", body -> body.text("a"));
        refuses("{\"a\":\"true\"}", body -> body.flag("a"));
        refuses("{\"a\":1.5}", body -> body.number("a"));
        refuses("{\"a\":9223372036854775808}", body -> body.number("a"));
        refuses("{\"a\":\"yesterday\"}", body -> body.instant("a"));
        refuses("{\"a\":\"x\"}", body -> body.texts("a"));
        refuses("{\"a\":[1]}", body -> body.texts("a"));
        refuses("{\"a\":[1]}", body -> body.objects("a"));
        refuses("{\"a\":[]}", body -> body.object("a"));
    }

    private static void refuses(String text, Function<JsonBody, Object> read) {
        refused(() -> read.apply(body(text)));
    }

    private static void refused(org.junit.jupiter.api.function.Executable reading) {
        var thrown = assertThrows(RefusalException.class, reading);
        assertEquals("invalid_request_body", thrown.refusal().code());
    }

    private static JsonBody body(String text) {
        return JsonBody.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
