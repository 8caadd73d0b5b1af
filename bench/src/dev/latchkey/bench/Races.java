package dev.latchkey.bench;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;

/// Many at once with the same code, refresh token, login code or device code: exactly one wins, nothing breaks, and
/// what
/// was won stays good. On PostgreSQL half of them ask another process.
final class Races implements AutoCloseable {
    private static final int THREADS = 64;

    private final int rounds;
    private final List<ServerUnderTest> servers = new ArrayList<>();
    private final java.nio.file.Path directory = ServerUnderTest.newDirectory();
    private final List<Visitor> runners = new ArrayList<>();
    private final Visitor root;
    private final Visitor alice;
    private final Visitor.App app;

    private Races(int rounds, Map<String, String> settings, int processes) throws Exception {
        this.rounds = rounds;
        int port = ServerUnderTest.freePort();
        servers.add(ServerUnderTest.start(directory, port, settings));
        for (int i = 1; i < processes; i++) {
            var more = new java.util.HashMap<>(settings);
            more.put("APP_URL", "http://localhost:" + port);
            servers.add(ServerUnderTest.start(directory, ServerUnderTest.freePort(), more));
        }
        root = new Visitor(servers.getFirst().origin(), port).setUp();
        alice = root.add("alice");
        app = root.register("racing", true);
        for (int i = 0; i < THREADS; i++) {
            runners.add(new Visitor(
                    servers.getFirst().origin(), servers.get(i % processes).port()));
        }
    }

    @FunctionalInterface
    interface Try {
        Connection.Answer by(Visitor runner) throws Exception;
    }

    /// What is raced for in one round, and what must hold of the answers of those who got something.
    interface Round {
        Try prepare() throws Exception;

        /// @return whether all is as it must be
        boolean holds(List<Connection.Answer> won) throws Exception;
    }

    static boolean run(int rounds, String database, Map<String, String> settings, int processes) throws Exception {
        try (var races = new Races(rounds, settings, processes)) {
            boolean good = races.race(database, "code", races.codes());
            good &= races.race(database, "refresh token", races.refreshTokens());
            good &= races.race(database, "login code", races.loginCodes());
            good &= races.race(database, "device code", races.deviceCodes());
            return good;
        }
    }

    private Round codes() {
        return new Round() {
            @Override
            public Try prepare() throws Exception {
                var code = alice.authorize(app);
                return runner -> runner.redeem(code);
            }

            @Override
            public boolean holds(List<Connection.Answer> won) {
                return won.size() == 1;
            }
        };
    }

    private Round refreshTokens() throws Exception {
        var token = new String[] {
            Visitor.Tokens.of(alice.redeem(alice.authorize(app)).expect(200)).refresh()
        };
        return new Round() {
            @Override
            public Try prepare() {
                return runner -> runner.refresh(app, token[0]);
            }

            /// The others may be given the winner's token, within the grace for lost answers; the next round uses it.
            @Override
            public boolean holds(List<Connection.Answer> won) throws Exception {
                var successors = new HashSet<String>();
                for (var answer : won) {
                    successors.add(Visitor.Tokens.of(answer).refresh());
                }
                if (successors.size() != 1) {
                    return false;
                }
                token[0] = successors.iterator().next();
                return alice.userinfo(Visitor.Tokens.of(won.getFirst()).access())
                                .status()
                        == 200;
            }
        };
    }

    private Round loginCodes() {
        return new Round() {
            @Override
            public Try prepare() throws Exception {
                var code = root.loginCode(alice.id());
                return runner -> runner.fetch("POST", "/api/one-time-access-token/" + code, "");
            }

            @Override
            public boolean holds(List<Connection.Answer> won) throws Exception {
                if (won.size() != 1) {
                    return false;
                }
                var cookie = won.getFirst().headers().stream()
                        .filter(header -> header.getKey().equals("set-cookie"))
                        .map(header -> header.getValue().split(";", 2)[0])
                        .toList();
                try (var connection = new Connection(servers.getLast().port())) {
                    return connection
                                    .send("GET", "/api/users/me", "Cookie: " + String.join("; ", cookie) + "\r\n", "")
                                    .status()
                            == 200;
                }
            }
        };
    }

    private Round deviceCodes() {
        return new Round() {
            @Override
            public Try prepare() throws Exception {
                var begun = root.post(
                                "/api/oidc/device/authorize", "", "client_id=" + app.id() + "&scope=openid+profile")
                        .expect(200);
                var userCode = Visitor.member(begun.body(), "user_code");
                alice.fetch("POST", "/api/oidc/device/verify?code=" + Visitor.encoded(userCode), "")
                        .expect(204);
                var form = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&client_id=" + app.id()
                        + "&device_code=" + Visitor.encoded(Visitor.member(begun.body(), "device_code"));
                return runner -> runner.token(app, form);
            }

            @Override
            public boolean holds(List<Connection.Answer> won) throws Exception {
                return won.size() == 1
                        && alice.userinfo(Visitor.Tokens.of(won.getFirst()).access())
                                        .status()
                                == 200;
            }
        };
    }

    private boolean race(String database, String kind, Round round) throws Exception {
        int wrong = 0;
        int broken = 0;
        long begun = System.nanoTime();
        try (var executor = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < rounds; i++) {
                var attempt = round.prepare();
                var line = new CyclicBarrier(THREADS);
                var answers = runners.stream()
                        .map(runner -> executor.submit(() -> {
                            line.await();
                            return attempt.by(runner);
                        }))
                        .toList();
                var won = new ArrayList<Connection.Answer>();
                for (var future : answers) {
                    var answer = future.get();
                    if (answer.status() < 300) {
                        won.add(answer);
                    } else if (answer.status() >= 500) {
                        broken++;
                    }
                }
                if (!round.holds(won)) {
                    wrong++;
                }
            }
        }
        System.out.printf(
                "race, %-10s %-13s %d threads x %d rounds: %d rounds not as they must be, %d answers of 5xx (%.0f s)%n",
                database, kind, THREADS, rounds, wrong, broken, (System.nanoTime() - begun) / 1e9);
        return wrong == 0 && broken == 0;
    }

    @Override
    public void close() throws Exception {
        for (var runner : runners) {
            runner.close();
        }
        servers.forEach(ServerUnderTest::close);
        ServerUnderTest.delete(directory);
    }
}
