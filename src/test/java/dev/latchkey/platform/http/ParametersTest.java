package dev.latchkey.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
    @Test
    void namesAndValuesAreDecodedAsForms() {
        var parameters = Parameters.parse("a%20b=c+d&%C3%A9=%E2%82%AC&plus=%2B");
        assertEquals(Optional.of("c d"), parameters.first("a b"));
        assertEquals(Optional.of("€"), parameters.first("é"));
        assertEquals(Optional.of("+"), parameters.first("plus"));
    }

    @Test
    void aParameterWithoutValueIsThereButHasNone() {
        var parameters = Parameters.parse("a&b=&&c=x");
        assertEquals(Optional.of(""), parameters.first("a"));
        assertEquals(Optional.empty(), parameters.value("a")); // RFC 6749 §3.1: as if omitted
        assertEquals(Optional.empty(), parameters.value("b"));
        assertEquals(Optional.of("x"), parameters.value("c"));
    }

    @Test
    void aRepeatedParameterIsNoticed() {
        var parameters = Parameters.parse("a=1&b=2&a=3");
        assertTrue(parameters.repeated("a"));
        assertFalse(parameters.repeated("b"));
        assertEquals(List.of("1", "3"), parameters.all("a"));
    }

    @Test
    void onlyTheFirstEqualsSignSeparates() {
        assertEquals(Optional.of("b=c"), Parameters.parse("a=b=c").first("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "%=a", "a=%ff", "a=%C3", "a=%ED%A0%80", "a=%00", "a\0=b", "a=€"})
    void whatCannotBeDecodedIsRefusedWhole(String encoded) {
        assertThrows(Parameters.Malformed.class, () -> Parameters.parse("good=1&" + encoded));
    }
}
