package dev.latchkey.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Requests per second of the server's processor time, and how long the slowest ones took, at 1 and 16 connections.
///
/// Pocket ID's figures for one connection and 16 were measured on another machine; [#peer] tells how this one compares.
final class Load {
    private static final double WARM_UP = 0.3;

    private final ServerUnderTest server;
    private final double seconds;
    private final List<Visitor> people;
    private final Visitor.App app;
    private final Visitor.App confidential;
    private final String only;
    private int errors;

    private Load(
            ServerUnderTest server,
            double seconds,
            String only,
            List<Visitor> people,
            Visitor.App app,
            Visitor.App confidential) {
        this.only = only;
        this.server = server;
        this.seconds = seconds;
        this.people = people;
        this.app = app;
        this.confidential = confidential;
    }

    @FunctionalInterface
    interface Operation {
        void run() throws Exception;
    }

    /// Makes one connection's operation, before the clock runs.
    @FunctionalInterface
    interface Preparation {
        Operation prepare(Visitor visitor) throws Exception;
    }

    /// @param only the name of one operation, or empty for all
    static void run(double seconds, String only, Map<String, String> settings) throws Exception {
        var directory = ServerUnderTest.newDirectory();
        try (var server = ServerUnderTest.start(directory, ServerUnderTest.freePort(), settings)) {
            ServerUnderTest.pause(5_000);
            System.out.printf("memory, idle after start: %.0f MB (budget 105)%n", server.rssMegabytes());
            var root = new Visitor(server.origin(), server.port()).setUp();
            var people = new ArrayList<Visitor>();
            for (int i = 0; i < 16; i++) {
                people.add(root.add("person" + i));
            }
            var load = new Load(
                    server, seconds, only, people, root.register("public", true), root.register("confidential", false));
            load.all();
            System.out.printf("memory, after load: %.0f MB (budget 150)%n", server.rssMegabytes());
            System.out.printf("answers that were not as expected: %d (budget 0)%n", load.errors);
        } finally {
            ServerUnderTest.delete(directory);
        }
    }

    /// How this machine compares with the one that the other figures come from: oidc-provider, which keeps all in
    /// memory
    /// and signs once for an answer, was measured there at 16 connections, and is measured here.
    static void peer(double seconds) throws Exception {
        var directory = ServerUnderTest.newDirectory();
        try (var server = ServerUnderTest.start(directory, ServerUnderTest.freePort(), Map.of())) {
            System.out.printf("start, empty folder: %.0f ms (there 445)%n", server.startMillis());
            var people = new ArrayList<Visitor>();
            for (int i = 0; i < 16; i++) {
                people.add(new Visitor(server.origin(), server.port()));
            }
            var app = new Visitor.App("public", "", "https://public.example.org/callback");
            var load = new Load(server, seconds, "", people, app, app);
            heading("there per CPU-s");
            load.codes(0, 1_155);
            load.measure("refresh", 0, 1_183, load::refreshing);
            load.measure("userinfo", 0, 5_488, load::userinfo);
            System.out.printf("answers that were not as expected: %d%n", load.errors);
        } finally {
            ServerUnderTest.delete(directory);
        }
    }

    private static void heading(String other) {
        System.out.printf(
                "%-16s %11s %8s %12s %8s %9s   %s%n",
                "operation", "connections", "per s", "per CPU-s", "p50 ms", "p99 ms", other);
    }

    private void all() throws Exception {
        heading("Pocket ID per CPU-s");
        measure("sign-in", 262, 172, visitor -> visitor::signIn);
        measure("authorize", 314, 253, visitor -> {
            visitor.authorize(app);
            return () -> visitor.authorize(app);
        });
        double code = only.isEmpty() || only.equals("code") ? codes(154, 132) : 0;
        measure("refresh", 193, 176, this::refreshing);
        measure("userinfo", 953, 916, this::userinfo);
        measure("introspection", 604, 572, visitor -> {
            var access = tokens(visitor, confidential).access();
            return () -> visitor.introspect(confidential, access).expect(200);
        });
        measure(
                "discovery",
                16_200,
                16_200,
                visitor -> () -> visitor.navigate("GET", "/.well-known/openid-configuration", "")
                        .expect(200));
        var raw = System.getProperty("latchkey.signatures");
        if (raw != null && code > 0) {
            // An access token and an ID token: two signatures an exchange.
            System.out.printf(
                    "token endpoint: %.0f %% of what its signatures alone allow (%s a second; budget 60 %%)%n",
                    200 * code / Double.parseDouble(raw), raw);
        }
    }

    private Operation refreshing(Visitor visitor) throws Exception {
        var token = new String[] {tokens(visitor, app).refresh()};
        return () -> token[0] =
                Visitor.Tokens.of(visitor.refresh(app, token[0]).expect(200)).refresh();
    }

    private Operation userinfo(Visitor visitor) throws Exception {
        var access = tokens(visitor, app).access();
        return () -> visitor.userinfo(access).expect(200);
    }

    private Visitor.Tokens tokens(Visitor visitor, Visitor.App of) throws Exception {
        return Visitor.Tokens.of(visitor.redeem(visitor.authorize(of)).expect(200));
    }

    /// @param otherAtOne the other server's figure for one connection, or 0 where there is none
    private void measure(String name, int otherAtOne, int otherAtMany, Preparation preparation) throws Exception {
        if (!only.isEmpty() && !only.equals(name)) {
            return;
        }
        measureAt(1, name, otherAtOne, preparation);
        measureAt(16, name, otherAtMany, preparation);
    }

    private void measureAt(int connections, String name, int other, Preparation preparation) throws Exception {
        var operations = new ArrayList<Operation>();
        for (var visitor : people.subList(0, connections)) {
            operations.add(preparation.prepare(visitor));
        }
        var begin = new CyclicBarrier(connections + 1);
        var threads = new ArrayList<Future<long[]>>();
        try (var executor = Executors.newFixedThreadPool(connections)) {
            for (var operation : operations) {
                threads.add(executor.submit(() -> {
                    repeat(operation, seconds * WARM_UP);
                    begin.await();
                    return repeat(operation, seconds);
                }));
            }
            begin.await();
            double cpu = server.cpuSeconds();
            long begun = System.nanoTime();
            var all = new ArrayList<long[]>();
            for (var thread : threads) {
                all.add(thread.get());
            }
            report(name, connections, other, all, (System.nanoTime() - begun) / 1e9, server.cpuSeconds() - cpu);
        }
    }

    /// Codes live a minute, so they are made first and redeemed at once.
    private double codes(int otherAtOne, int otherAtMany) throws Exception {
        double rate = 0;
        for (int connections : new int[] {1, 16}) {
            var codes = new ConcurrentLinkedQueue<Visitor.Code>();
            try (var executor = Executors.newFixedThreadPool(16)) {
                var making = people.stream()
                        .map(person -> executor.submit(() -> {
                            repeat(() -> codes.add(person.authorize(app)), Math.min(seconds, 15));
                            return null;
                        }))
                        .toList();
                for (var thread : making) {
                    thread.get();
                }
                double cpu = server.cpuSeconds();
                long begun = System.nanoTime();
                var redeeming = people.subList(0, connections).stream()
                        .map(person -> executor.submit(() -> {
                            var times = new long[codes.size()];
                            int count = 0;
                            for (var code = codes.poll(); code != null; code = codes.poll()) {
                                long since = System.nanoTime();
                                count(person.redeem(code).status() == 200);
                                times[count++] = System.nanoTime() - since;
                            }
                            return Arrays.copyOf(times, count);
                        }))
                        .toList();
                var all = new ArrayList<long[]>();
                for (var thread : redeeming) {
                    all.add(thread.get());
                }
                rate = report(
                        "code",
                        connections,
                        connections == 1 ? otherAtOne : otherAtMany,
                        all,
                        (System.nanoTime() - begun) / 1e9,
                        server.cpuSeconds() - cpu);
            }
        }
        return rate;
    }

    /// @return how many were not good by now
    private synchronized int count(boolean good) {
        if (!good) {
            errors++;
        }
        return errors;
    }

    private long[] repeat(Operation operation, double seconds) {
        var times = new long[1024];
        int count = 0;
        long until = System.nanoTime() + (long) (seconds * 1e9);
        for (long now = System.nanoTime(); now < until; ) {
            try {
                operation.run();
            } catch (Exception e) {
                if (count(false) == 1) {
                    System.err.println("the first answer that was not as expected: " + e);
                }
            }
            long after = System.nanoTime();
            if (count == times.length) {
                times = Arrays.copyOf(times, count * 2);
            }
            times[count++] = after - now;
            now = after;
        }
        return Arrays.copyOf(times, count);
    }

    private static double report(
            String name, int connections, int other, List<long[]> threads, double elapsed, double cpu) {
        var times = threads.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        double rate = times.length / cpu;
        System.out.printf(
                "%-16s %11d %8.0f %12.0f %8.1f %9.1f   %s%n",
                name,
                connections,
                times.length / elapsed,
                rate,
                times[times.length / 2] / 1e6,
                times[(int) (times.length * 0.99)] / 1e6,
                other == 0 ? "" : "%d (%.2f times)".formatted(other, rate / other));
        return rate;
    }
}
