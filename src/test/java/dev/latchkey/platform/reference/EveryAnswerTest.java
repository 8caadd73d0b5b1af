package dev.latchkey.platform.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.WholeRun;
import org.junit.jupiter.api.Test;

/// Some test saw every answer that the API's description lists: of each route each status, and each code of its
/// refusals. It is asked after all the others, and only of a run of all of them.
///
/// A line of the failure is an answer that nobody ever saw: either a test is missing, or the answer cannot happen and
/// does not belong into the description. Lines of what failed tests would have seen go with those.
@WholeRun.Afterwards
class EveryAnswerTest {
    @Test
    void everyListedAnswerWasSeen() {
        assumeTrue(WholeRun.happened(), "not all tests were run, or not on both engines");
        assertEquals("", String.join("\n", TestIdp.answersNobodySaw()));
    }
}
