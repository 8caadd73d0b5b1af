package dev.latchkey.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.platform.db.Dialect;
import dev.latchkey.testkit.Race;
import dev.latchkey.testkit.ServerProcess;
import dev.latchkey.testkit.TestDatabase;
import dev.latchkey.testkit.TestIdp;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The server as a process: started, refused, stopped, killed.
class ProcessTest {
    private static final int KILLS = 3;
    private static final int WRITERS = 8;

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void whateverWasAcknowledgedSurvivesAKill(Dialect engine) throws Exception {
        try (var database = TestDatabase.create(engine)) {
            var server = ServerProcess.start(database, Map.of("DISABLE_RATE_LIMITING", "true"));
            TestIdp.on(server, 1).admin();
            Set<String> acknowledged = ConcurrentHashMap.newKeySet();
            for (int kill = 0; kill < KILLS; kill++) {
                writeUntilKilled(server, acknowledged, kill);
                server = server.another(Map.of("DISABLE_RATE_LIMITING", "true"));
            }
            assertTrue(acknowledged.size() > KILLS * WRITERS, "there was a load");
            for (var name : acknowledged) {
                assertEquals(1, database.number("select count(*) from user_groups where name = '" + name + "'"), name);
            }
            TestIdp.on(server, 1).admin().calls("GET", "/api/user-groups").expect(200);
            assertEquals(143, server.stop(), "SIGTERM");
        }
    }

    private static void writeUntilKilled(ServerProcess server, Set<String> acknowledged, int kill) throws Exception {
        var admin = TestIdp.on(server, 1).admin();
        var browser = admin.browser();
        var running = new AtomicBoolean(true);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < WRITERS; writer++) {
                var prefix = "k" + kill + "w" + writer + "n";
                threads.execute(() -> {
                    for (int i = 0; running.get(); i++) {
                        var name = prefix + i;
                        var body = Map.of("name", name, "friendlyName", name);
                        try {
                            if (browser.fetch("POST", "/api/user-groups", body).status() == 201) {
                                acknowledged.add(name);
                            }
                        } catch (UncheckedIOException e) {
                            return; // killed before it answered
                        }
                    }
                });
            }
            Thread.sleep(700);
            server.kill();
            running.set(false);
        }
    }

    @Test
    void aSecondServerOnTheSameFileIsRefused() {
        try (var database = TestDatabase.create(Dialect.SQLITE)) {
            var server = ServerProcess.start(database, Map.of());
            var second = ServerProcess.runToEnd(variables(database), database.directory());
            assertEquals(1, second.exit());
            assertTrue(second.output().contains("Another Latchkey already runs"), second.output());
            server.stop();
            var third = server.another(Map.of());
            third.stop();
        }
    }

    @Test
    void aMisconfiguredServerSaysEverythingAtOnce() {
        try (var database = TestDatabase.create(Dialect.SQLITE)) {
            var variables = variables(database);
            variables.put("PORT", "x");
            variables.put("APP_URL", "nonsense");
            var ended = ServerProcess.runToEnd(variables, database.directory());
            assertEquals(1, ended.exit());
            assertTrue(ended.output().contains("PORT") && ended.output().contains("APP_URL"), ended.output());
        }
    }

    @Test
    void twoServersOnOnePostgresqlShareWhatMayBeUsedOnce() {
        try (var database = TestDatabase.create(Dialect.POSTGRESQL)) {
            var first = ServerProcess.start(database, Map.of());
            var second = first.another(Map.of());
            for (int round = 1; round <= 2; round++) {
                Race.forCode(both(first, second, 4 * round));
                Race.forRefreshToken(both(first, second, 4 * round + 1));
                Race.forLoginCode(both(first, second, 4 * round + 2));
                Race.forDeviceCode(both(first, second, 4 * round + 3));
            }
            first.stop();
            second.stop();
        }
    }

    private static List<TestIdp> both(ServerProcess first, ServerProcess second, int test) {
        return List.of(TestIdp.on(first, test), TestIdp.on(second, test));
    }

    private static Map<String, String> variables(TestDatabase database) {
        return new HashMap<>(Map.of(
                "APP_URL", "https://id.example.com",
                "HOST", "127.0.0.1",
                "PORT", "0",
                "DB_CONNECTION_STRING", database.address(),
                "ENCRYPTION_KEY", "a server key for tests, 32 bytes"));
    }
}
