package dev.latchkey.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// The server as a process of its own, for tests that kill it or run two.
public final class ServerProcess implements Server {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern LISTENING = Pattern.compile("listening address=http://[^:]+:(\\d+)");

    private final TestDatabase database;
    private final Process process;
    private final Path output;
    private final Secrets secrets;
    private final People people;
    private final TestClock clock = new TestClock();
    private int port;

    private ServerProcess(TestDatabase database, Process process, Path output, Secrets secrets, People people) {
        this.people = people;
        this.database = database;
        this.process = process;
        this.output = output;
        this.secrets = secrets;
    }

    /// Starts it and waits until it listens. The database stays when the server goes.
    public static ServerProcess start(TestDatabase database, Map<String, String> settings) {
        var server = launch(database, settings, new Secrets(), new People());
        server.port = server.waitForPort();
        return server;
    }

    /// Starts it again on the same data, or a second one beside it; both together are searched for secrets.
    public ServerProcess another(Map<String, String> settings) {
        var server = launch(database, settings, secrets, people);
        server.port = server.waitForPort();
        return server;
    }

    /// Runs it until it ends by itself.
    ///
    /// @return its exit code and what it wrote
    public static Ended runToEnd(Map<String, String> variables, Path directory, String... arguments) {
        try {
            var output = Files.createTempFile(directory, "server", ".log");
            var process = process(variables, directory, output, arguments);
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("does not end:\n" + Files.readString(output));
            }
            return new Ended(process.exitValue(), Files.readString(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// How a process ended.
    public record Ended(int exit, String output) {}

    private static ServerProcess launch(
            TestDatabase database, Map<String, String> settings, Secrets secrets, People people) {
        try {
            var output = Files.createTempFile(database.directory(), "server", ".log");
            var process = process(Server.variables(database, settings), database.directory(), output);
            return new ServerProcess(database, process, output, secrets, people);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process process(Map<String, String> variables, Path directory, Path output, String... arguments)
            throws IOException {
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                "dev.latchkey.app.commands.Main"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(variables);
        return builder.start();
    }

    private int waitForPort() {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < until) {
            var found = LISTENING.matcher(log());
            if (found.find()) {
                return Integer.parseInt(found.group(1));
            }
            if (!process.isAlive()) {
                break;
            }
            pause();
        }
        process.destroyForcibly();
        throw new AssertionError("the server does not listen:\n" + log());
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The number of the process, for what is done to it from outside.
    public long pid() {
        return process.pid();
    }

    /// `kill -9`.
    public void kill() {
        process.destroyForcibly().onExit().join();
        secrets.areNotIn(log());
    }

    /// SIGTERM, and waits for the end.
    ///
    /// @return the exit code
    public int stop() {
        process.destroy();
        int exit = process.onExit().join().exitValue();
        secrets.areNotIn(log());
        return exit;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public TestDatabase database() {
        return database;
    }

    @Override
    public TestClock clock() {
        return clock;
    }

    @Override
    public People people() {
        return people;
    }

    @Override
    public Secrets secrets() {
        return secrets;
    }

    @Override
    public String log() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }
}
