package dev.latchkey.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/// The packaged server in a process of its own, and what it uses of the machine.
final class ServerUnderTest implements AutoCloseable {
    private static final Path COMMAND = Path.of(System.getProperty("latchkey.command", "target/image/bin/latchkey"))
            .toAbsolutePath();

    private final Path directory;
    private final int port;
    private final Process process;
    private final double startMillis;

    private ServerUnderTest(Path directory, int port, Process process, double startMillis) {
        this.directory = directory;
        this.port = port;
        this.process = process;
        this.startMillis = startMillis;
    }

    /// Starts it on a directory, where SQLite is unless the settings say otherwise, and waits for the first answer.
    static ServerUnderTest start(Path directory, int port, Map<String, String> settings) {
        var builder = new ProcessBuilder(COMMAND.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("log").toFile()));
        var environment = new HashMap<>(Map.of(
                "HOST", "127.0.0.1",
                "PORT", String.valueOf(port),
                "APP_URL", "http://localhost:" + port,
                "ENCRYPTION_KEY", "a key for measurements only",
                "LOG_LEVEL", "warn",
                "DISABLE_RATE_LIMITING", "true"));
        environment.putAll(settings);
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        builder.environment().putAll(environment);
        try {
            long begun = System.nanoTime();
            var process = builder.start();
            while (!answers(port)) {
                if (!process.isAlive()) {
                    throw new IllegalStateException("it ended: " + Files.readString(directory.resolve("log")));
                }
                if (System.nanoTime() - begun > 60e9) {
                    process.destroyForcibly();
                    throw new IllegalStateException("it does not answer");
                }
                Thread.onSpinWait();
            }
            return new ServerUnderTest(directory, port, process, (System.nanoTime() - begun) / 1e6);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean answers(int port) {
        try (var connection = new Connection(port)) {
            return connection.send("GET", "/healthz", "", "").status() == 204;
        } catch (IOException e) {
            pause(1);
            return false;
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path newDirectory() {
        try {
            return Files.createTempDirectory("latchkey-bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path directory) {
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    String origin() {
        return "http://localhost:" + port;
    }

    double startMillis() {
        return startMillis;
    }

    /// Seconds of processor time it has used.
    double cpuSeconds() {
        try {
            var stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    double rssMegabytes() {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow()
                    / 1024.0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    Path directory() {
        return directory;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
