package dev.latchkey.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A mail server on the loopback interface that follows RFC 5321 but for one step, at which it does what a test says.
/// Nothing that it is given is kept.
public final class StubbornMailServer implements AutoCloseable {
    private final ServerSocket server;
    private final Step step;
    private final Reaction reaction;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<Thread> visits = new CopyOnWriteArrayList<>();
    private final CountDownLatch reached = new CountDownLatch(1);

    /// Of a conversation, in order.
    public enum Step {
        GREETING("220 mail.test ready"),
        EHLO("250-mail.test\r\n250-SIZE 1000000\r\n250 HELP"),
        MAIL("250 ok"),
        RCPT("250 ok"),
        DATA("354 go on"),
        END("250 taken"),
        RSET("250 ok"),
        QUIT("221 bye");

        private final String usual;

        Step(String usual) {
            this.usual = usual;
        }
    }

    /// What happens instead of the usual answer.
    public sealed interface Reaction {
        /// Another answer.
        record Says(String answer) implements Reaction {}

        /// None, for ever.
        record Hangs() implements Reaction {}

        /// The connection ends.
        record HangsUp() implements Reaction {}

        /// One more line of an answer every now and then, for ever: nobody can say that it does not answer.
        record Drips() implements Reaction {}
    }

    public StubbornMailServer(Step step, Reaction reaction) {
        this.step = step;
        this.reaction = reaction;
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("stubborn").start(this::serve);
    }

    public int port() {
        return server.getLocalPort();
    }

    /// The commands it was sent, in order; of those that it knows only the verb.
    public List<String> heard() {
        return List.copyOf(heard);
    }

    /// Waits until somebody is at the step at which it does as it likes.
    public void reached() {
        try {
            if (!reached.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody came to " + step + "; heard " + heard);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                visits.add(Thread.ofVirtual().name("visit").start(() -> visit(socket)));
            } catch (IOException _) {
                return; // closed
            }
        }
    }

    private void visit(Socket socket) {
        try (socket) {
            var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            var out = socket.getOutputStream();
            answer(Step.GREETING, out);
            boolean inLetter = false;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (inLetter && !line.equals(".")) {
                    continue;
                }
                var said = inLetter ? Optional.of(Step.END) : step(line);
                heard.add(said.map(Step::name).orElse(line));
                if (said.isPresent()) {
                    inLetter = answer(said.get(), out);
                } else {
                    write(out, "502 5.5.1 not here");
                }
            }
        } catch (IOException | InterruptedException _) {
            // the other side has gone, or the test is over
        }
    }

    private static Optional<Step> step(String line) {
        return Stream.of(Step.values())
                .filter(step -> line.toUpperCase(Locale.ROOT).startsWith(step.name()))
                .findFirst();
    }

    /// @return whether the letter follows
    private boolean answer(Step said, OutputStream out) throws IOException, InterruptedException {
        if (said != step) {
            write(out, said.usual);
            return said == Step.DATA;
        }
        reached.countDown();
        switch (reaction) {
            case Reaction.Says(var answer) -> write(out, answer);
            case Reaction.Hangs _ -> Thread.sleep(Long.MAX_VALUE);
            case Reaction.HangsUp _ -> throw new IOException("as the test wants it");
            case Reaction.Drips _ -> {
                while (true) {
                    write(out, said.usual.substring(0, 3) + "-wait");
                    Thread.sleep(50);
                }
            }
        }
        return false;
    }

    private static void write(OutputStream out, String answer) throws IOException {
        out.write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        try {
            server.close();
            visits.forEach(Thread::interrupt); // which closes what they wait for
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
