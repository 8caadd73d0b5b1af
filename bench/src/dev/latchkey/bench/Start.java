package dev.latchkey.bench;

import java.util.Arrays;
import java.util.Map;

/// Time from starting the process to its first answer.
final class Start {
    private Start() {}

    static void run(int times) throws Exception {
        var empty = new double[times];
        var again = new double[times];
        var killed = new double[times];
        for (int i = 0; i < times; i++) {
            var directory = ServerUnderTest.newDirectory();
            int port = ServerUnderTest.freePort();
            try (var server = ServerUnderTest.start(directory, port, Map.of())) {
                empty[i] = server.startMillis();
                new Visitor(server.origin(), port).setUp().close();
            }
            var second = ServerUnderTest.start(directory, port, Map.of());
            again[i] = second.startMillis();
            second.kill();
            try (var third = ServerUnderTest.start(directory, port, Map.of())) {
                killed[i] = third.startMillis();
            }
            ServerUnderTest.delete(directory);
        }
        print("empty folder", empty, 600);
        print("data there", again, 400);
        print("after kill -9", killed, 400);
    }

    private static void print(String what, double[] millis, int budget) {
        Arrays.sort(millis);
        System.out.printf(
                "start, %-14s median %4.0f ms, fastest %4.0f, slowest %4.0f (budget %d)%n",
                what + ":", millis[millis.length / 2], millis[0], millis[millis.length - 1], budget);
    }
}
