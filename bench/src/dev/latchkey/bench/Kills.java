package dev.latchkey.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// `kill -9` under load, again and again: every start is clean, and all that was acknowledged is there.
final class Kills {
    private static final int WRITERS = 4;

    private Kills() {}

    /// One client that refreshes; what it holds is the last token it was given.
    private static final class Client {
        private String token;

        private Client(String token) {
            this.token = token;
        }
    }

    static boolean run(int times, Map<String, String> settings) throws Exception {
        var directory = ServerUnderTest.newDirectory();
        int port = ServerUnderTest.freePort();
        int lost = 0;
        int signedOut = 0;
        long written = 0;
        double slowest = 0;
        var server = ServerUnderTest.start(directory, port, settings);
        try {
            var root = new Visitor(server.origin(), port).setUp();
            var app = root.register("killed", true);
            var clients = new ArrayList<Client>();
            for (int i = 0; i < WRITERS; i++) {
                clients.add(new Client(
                        Visitor.Tokens.of(root.redeem(root.authorize(app)).expect(200))
                                .refresh()));
            }
            var number = new AtomicInteger();
            for (int round = 0; round < times; round++) {
                var acknowledged = new ConcurrentLinkedQueue<String>();
                load(server, root, app, clients, number, acknowledged);
                server = ServerUnderTest.start(directory, port, settings);
                slowest = Math.max(slowest, server.startMillis());
                root = root.on(port);
                for (var id : acknowledged) {
                    if (root.fetch("GET", "/api/users/" + id, "").status() != 200) {
                        lost++;
                    }
                }
                for (var client : clients) {
                    var answer = root.refresh(app, client.token);
                    if (answer.status() == 200) {
                        client.token = Visitor.Tokens.of(answer).refresh();
                    } else {
                        signedOut++;
                        client.token = Visitor.Tokens.of(
                                        root.redeem(root.authorize(app)).expect(200))
                                .refresh();
                    }
                }
                written += acknowledged.size();
            }
        } finally {
            server.close();
            ServerUnderTest.delete(directory);
        }
        System.out.printf(
                "kill -9, %d times under load: %d of %d acknowledged writes lost, %d clients signed out, slowest start %.0f ms%n",
                times, lost, written, signedOut, slowest);
        return lost == 0 && signedOut == 0;
    }

    /// Writes and refreshes until the server is killed.
    private static void load(
            ServerUnderTest server,
            Visitor root,
            Visitor.App app,
            Iterable<Client> clients,
            AtomicInteger number,
            Queue<String> acknowledged)
            throws Exception {
        var over = new AtomicBoolean();
        try (var executor = Executors.newCachedThreadPool()) {
            for (var client : clients) {
                executor.submit(() -> {
                    try (var visitor = root.on(server.port())) {
                        while (!over.get()) {
                            acknowledged.add(visitor.addAccount("somebody" + number.incrementAndGet()));
                            client.token = Visitor.Tokens.of(
                                            visitor.refresh(app, client.token).expect(200))
                                    .refresh();
                        }
                    } catch (IOException e) {
                        // killed in the middle: what was not answered may or may not be there
                    }
                    return null;
                });
            }
            ServerUnderTest.pause(ThreadLocalRandom.current().nextInt(100, 700));
            server.kill();
            over.set(true);
        }
    }
}
