package dev.latchkey.app.commands;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/// How long this program runs. Linux tells without the Java machine's management, which takes a tenth of a start to
/// load.
final class Uptime {
    private static final Path PROCESS = Path.of("/proc/self/stat");
    private static final Path THREAD = Path.of("/proc/thread-self/stat");
    private static final Path MACHINE = Path.of("/proc/uptime");
    /// The 22nd value of `stat`; the second is the command's name in parentheses and may hold blanks.
    private static final int START_TIME = 22;

    private static final int AFTER_NAME = 3;
    /// Linux counts a process's times in hundredths of a second towards programs, whatever its own clock does.
    private static final long TICK_MILLIS = 10;

    /// The Java machine's first thread begins that long after its process at most.
    private static final long LOADING_MILLIS = 5_000;

    private Uptime() {}

    /// Asked by the Java machine's first thread.
    ///
    /// @return milliseconds, to ten of them
    static long millis() {
        try {
            var machine = Files.readString(MACHINE);
            return of(of(Files.readString(PROCESS), machine), of(Files.readString(THREAD), machine));
        } catch (IOException e) {
            return ManagementFactory.getRuntimeMXBean().getUptime();
        }
    }

    /// Since the process began, unless it was another program for a while: `./run` builds, and then becomes the server.
    static long of(long process, long thread) {
        return process - thread > LOADING_MILLIS ? thread : process;
    }

    /// @param stat the text of `/proc/self/stat`, or of a thread's
    /// @param uptime the text of `/proc/uptime`: seconds since the machine started, to a hundredth, first
    static long of(String stat, String uptime) {
        var afterName = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        long started = Long.parseLong(afterName[START_TIME - AFTER_NAME]) * TICK_MILLIS;
        return Math.round(Double.parseDouble(uptime.substring(0, uptime.indexOf(' '))) * 1000) - started;
    }
}
