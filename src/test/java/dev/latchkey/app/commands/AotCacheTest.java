package dev.latchkey.app.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotCacheTest {
    private static final List<String> GIVEN = List.of("-Xmx96m", "-XX:AOTCache=/opt/latchkey/latchkey.aot");

    @TempDir
    private Path folder;

    @Test
    void aCacheThatIsMappedIsUsed() throws IOException {
        var maps = maps("57001000-59062000 rw-p 00001000 fe:00 10045226    /opt/latchkey/latchkey.aot\n");
        assertEquals(AotCache.USED, AotCache.of(GIVEN, maps));
    }

    @Test
    void aCacheThatIsNotMappedWasRejected() throws IOException {
        var maps = maps("7faa957ed000-7faa95859000 r--p 0 fe:00 1    /opt/latchkey/runtime/lib/modules\n");
        assertEquals(AotCache.REJECTED, AotCache.of(GIVEN, maps));
    }

    @Test
    void withoutTheOptionThereIsNone() throws IOException {
        assertEquals(AotCache.NONE, AotCache.of(List.of("-Xmx96m"), maps("")));
    }

    @Test
    void aSystemWithoutTheListLeavesItUnknown() {
        assertEquals(AotCache.UNKNOWN, AotCache.of(GIVEN, folder.resolve("missing")));
    }

    private Path maps(String text) throws IOException {
        return Files.writeString(folder.resolve("maps"), text);
    }
}
