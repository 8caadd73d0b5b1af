package dev.latchkey.directory.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.platform.http.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomClaimsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3                | 3
            3.50             | 3.50
            true             | true
            ["a","b"]        | ["a","b"]
            {"a":{"b":1}}    | {"a":{"b":1}}
            "quoted"         | "quoted"
            Sales            | "Sales"
            12 Main Street   | "12 Main Street"
            007              | "007"
            [1,2             | "[1,2"
            true false       | "true false"
            null             | "null"
            NaN              | "NaN"
            1e400            | 1E+400
            """)
    void valuesThatAreJsonAreReleasedAsJson(String stored, String released) {
        assertEquals(released, Json.text(CustomClaims.value(stored)));
    }
}
