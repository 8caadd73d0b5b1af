package dev.latchkey.bench;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// SQL statements of one request, counted in the log of a PostgreSQL server that writes down each. Beginning and ending
/// a transaction are not counted.
final class Statements {
    private final Path log;
    private boolean good = true;

    private Statements(Path log) {
        this.log = log;
    }

    static boolean run(Map<String, String> settings, Path log) throws Exception {
        var statements = new Statements(log);
        var directory = ServerUnderTest.newDirectory();
        try (var server = ServerUnderTest.start(directory, ServerUnderTest.freePort(), settings)) {
            var root = new Visitor(server.origin(), server.port()).setUp();
            var app = root.register("counted", true);
            var before = Visitor.Tokens.of(root.redeem(root.authorize(app)).expect(200));
            var code = root.authorize(app);
            var tokens = new Visitor.Tokens[] {before};
            statements.count(
                    "session check, passkeys",
                    2,
                    () -> root.fetch("GET", "/api/webauthn/credentials", "").expect(200));
            statements.count(
                    "code exchange",
                    5,
                    () -> tokens[0] = Visitor.Tokens.of(root.redeem(code).expect(200)));
            statements.count(
                    "refresh", 4, () -> root.refresh(app, before.refresh()).expect(200));
            statements.count(
                    "userinfo", 2, () -> root.userinfo(tokens[0].access()).expect(200));
            return statements.good;
        } finally {
            ServerUnderTest.delete(directory);
        }
    }

    private void count(String what, int budget, Load.Operation operation) throws Exception {
        ServerUnderTest.pause(500);
        long before = Files.size(log);
        operation.run();
        ServerUnderTest.pause(500);
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            var written = new byte[(int) (file.length() - before)];
            file.seek(before);
            file.readFully(written);
            long count = new String(written, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.contains(" execute "))
                    .filter(line -> !line.matches(".*: (BEGIN|COMMIT|ROLLBACK).*"))
                    .count();
            good &= count <= budget;
            System.out.printf("statements, %-24s %d (budget %d)%n", what + ":", count, budget);
        }
    }
}
