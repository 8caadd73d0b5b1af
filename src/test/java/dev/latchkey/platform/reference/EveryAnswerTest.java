package dev.latchkey.platform.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.platform.db.Dialect;
import dev.latchkey.testkit.TestDatabase;
import dev.latchkey.testkit.TestIdp;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Some test saw every answer that the API's description lists: of each route each status, and each code of its
/// refusals. `./test` asks this once all the others ran on both engines: the system property `latchkey.answers.of` then
/// names the directory where they left what they saw. In any other run there is nothing to look back on.
///
/// A line of the failure is an answer that nobody ever saw: either a test is missing, or the answer cannot happen and
/// does not belong into the description.
class EveryAnswerTest {
    @Test
    void everyListedAnswerWasSeen() {
        var seen = System.getProperty("latchkey.answers.of");
        assumeTrue(seen != null, "only ./test knows when all the others ran");
        try (var idp = TestIdp.on(TestDatabase.create(Dialect.SQLITE))) {
            assertEquals("", String.join("\n", idp.answersNobodySaw(Path.of(seen))));
        }
    }
}
