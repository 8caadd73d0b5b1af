package dev.latchkey.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ComposedTest {
    @Test
    void lettersAndTheirMarksBecomeOne() {
        assertEquals("Zo\u00eb \u1eaf", Composed.of("Zoe\u0308 a\u0306\u0301"));
        assertEquals("e\u0316\u0315".repeat(1000), Composed.of("e\u0315\u0316".repeat(1000)));
        assertEquals("\ud55c", Composed.of("\u1112\u1161\u11ab"));
    }

    @Test
    void thirtyMarksInARowArePutInOrder() {
        assertEquals("x" + "\u0316".repeat(15) + "\u0315".repeat(15), Composed.of("x" + "\u0315\u0316".repeat(15)));
        var more = "x" + "\u0315\u0316".repeat(16);
        assertEquals(more, Composed.of(more));
    }

    @Test
    void aTextOfMarksCostsNoMoreThanAnyOther() {
        for (var marks : new String[] {"\u0315\u0316", "\u302e\u0315", "\ud834\udd6d\u0316", "\u0344\u0316"}) {
            var text = "x" + marks.repeat(250_000);
            assertTimeout(Duration.ofSeconds(30), () -> assertEquals(text, Composed.of(text)));
        }
    }
}
