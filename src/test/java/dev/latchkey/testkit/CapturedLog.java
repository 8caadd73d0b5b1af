package dev.latchkey.testkit;

import dev.latchkey.platform.logs.LogSettings;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.event.Level;

/// Everything this JVM writes to standard output and standard error, down to the level `debug`, kept to be searched.
/// Only warnings and errors are shown.
public final class CapturedLog {
    private static final ByteArrayOutputStream WRITTEN = new ByteArrayOutputStream();

    private CapturedLog() {}

    static {
        System.setOut(new PrintStream(new Tee(System.out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new Tee(System.err), true, StandardCharsets.UTF_8));
    }

    /// Captures from here on.
    static void begin() {
        LogSettings.apply(Level.DEBUG, false, false, false);
    }

    /// A place in the log, for [#since].
    public static int mark() {
        return WRITTEN.size();
    }

    public static String since(int mark) {
        var all = WRITTEN.toByteArray();
        return new String(all, mark, all.length - mark, StandardCharsets.UTF_8);
    }

    private static final class Tee extends OutputStream {
        private final PrintStream shown;

        Tee(PrintStream shown) {
            this.shown = shown;
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            WRITTEN.write(bytes, offset, length);
            var text = new String(bytes, offset, length, StandardCharsets.UTF_8);
            if (!text.matches("(?s)\\S+ (DEBUG|INFO) .*")) {
                shown.write(bytes, offset, length);
            }
        }

        @Override
        public void flush() {
            shown.flush();
        }
    }
}
