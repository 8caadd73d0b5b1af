package dev.latchkey.platform.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.platform.logs.LogSettings;
import dev.latchkey.testkit.CapturedLog;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.TestIdp;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/// Statements in the log: never what is bound to them.
@OnBothDatabases
class LoggedStatementsTest {
    @AfterEach
    void asBefore() {
        LogSettings.apply(Level.DEBUG, false, false, false);
    }

    @Test
    void typesAndLengthsAreWrittenDownAndNoValue(TestIdp idp) {
        var line = written(idp, true);
        assertTrue(line.contains("statement sql=\"select :text as text, :bytes as bytes where "), line);
        for (var kind : List.of(
                "text=text(14)", "bytes=bytes(3)", "many=list(2)", "number=long", "flag=boolean", "then=instant")) {
            assertTrue(line.contains(kind), kind + " in " + line);
        }
        assertTrue(line.contains("nothing=null"), line);
        assertFalse(line.contains("what-is-secret"), line);
    }

    @Test
    void nothingIsWrittenDownUnasked(TestIdp idp) {
        assertEquals("", written(idp, false));
    }

    private static String written(TestIdp idp, boolean statements) {
        int mark;
        try (var db = Database.open(idp.database().address(), idp.clock())) {
            LogSettings.apply(Level.DEBUG, false, false, statements);
            mark = CapturedLog.mark();
            db.read(tx -> tx.sql(
                            "select :text as text,\n   :bytes as bytes where 1 = 2 and 'x' in (:many) and 1 = :number"
                                    + " and true = :flag and 1 = :then and coalesce(:nothing, 'a') = 'a'")
                    .bind("text", "what-is-secret")
                    .bind("bytes", new byte[3])
                    .bind("many", List.of("a", "what-is-secret-too"))
                    .bind("number", 7L)
                    .bind("flag", true)
                    .bind("then", Instant.EPOCH)
                    .bind("nothing", null)
                    .exists());
            LogSettings.apply(Level.DEBUG, false, false, false);
        }
        return CapturedLog.since(mark)
                .lines()
                .filter(line -> line.contains("what-is-secret") || line.contains("select :text"))
                .findFirst()
                .orElse("");
    }
}
