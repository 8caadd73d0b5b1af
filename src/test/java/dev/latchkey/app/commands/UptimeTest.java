package dev.latchkey.app.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class UptimeTest {
    @Test
    void aNameWithBlanksAndParenthesesIsPassedOver() {
        var stat = "4711 (a (b) c) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 123456 20 21\n";
        assertEquals(440, Uptime.of(stat, "1235.00 99.00\n"));
    }

    @Test
    void whatTheProcessWasBeforeDoesNotCount() {
        assertEquals(540, Uptime.of(540, 510));
        assertEquals(510, Uptime.of(180_540, 510));
    }

    @Test
    void thisProcessRunsForAWhile() throws InterruptedException {
        long before = Uptime.millis();
        Thread.sleep(30);
        assertTrue(Uptime.millis() >= before + 20, "it goes on");
        assertTrue(before < 24 * 3_600_000, "it began today");
    }
}
