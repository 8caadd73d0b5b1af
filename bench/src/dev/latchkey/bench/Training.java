package dev.latchkey.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The training run, last step of packaging: starts the packaged server on an empty database, uses it as people and
/// apps
/// do, stops it, and so has the Java machine write the cache. Then starts it once more with a cache that must be taken.
final class Training {
    private static final int ROUNDS = 40;

    private Training() {}

    static void main(String[] args) throws Exception {
        var image = Path.of(args[0]).toAbsolutePath();
        var cache = image.resolve("latchkey.aot");
        System.setProperty("latchkey.command", image.resolve("bin/latchkey").toString());
        var directory = ServerUnderTest.newDirectory();
        int port = ServerUnderTest.freePort();
        boolean good = false;
        try {
            var server = ServerUnderTest.start(
                    directory, port, Map.of("LATCHKEY_AOT", "-XX:AOTCacheOutput=" + cache, "LOG_LEVEL", "info"));
            try {
                use(server);
            } finally {
                server.close();
            }
            // A Java machine that fails writes a cache all the same, so what counts is whether it is taken.
            ServerUnderTest.start(
                            directory,
                            port,
                            Map.of("LATCHKEY_AOT", "-XX:AOTCache=" + cache, "LATCHKEY_JAVA_OPTIONS", "-XX:AOTMode=on"))
                    .close();
            good = true;
        } finally {
            if (!good) {
                Files.deleteIfExists(cache);
                System.err.println(Files.readString(directory.resolve("log")));
            }
            ServerUnderTest.delete(directory);
        }
    }

    private static void use(ServerUnderTest server) throws Exception {
        try (var root = new Visitor(server.origin(), server.port())) {
            for (var page : new String[] {"/setup", "/login", "/settings/account", "/nowhere"}) {
                root.navigate("GET", page, "");
            }
            root.setUp();
            var app = root.register("training", true);
            var person = root.add("person");
            for (int round = 0; round < ROUNDS; round++) {
                root.navigate("GET", "/login", "");
                person.signIn();
                person.fetch("GET", "/api/users/me", "").expect(200);
                person.navigate("GET", "/.well-known/openid-configuration", "").expect(200);
                person.navigate("GET", "/.well-known/jwks.json", "").expect(200);
                var tokens =
                        Visitor.Tokens.of(person.redeem(person.authorize(app)).expect(200));
                person.refresh(app, tokens.refresh()).expect(200);
                person.userinfo(tokens.access()).expect(200);
                person.refresh(app, "unknown").expect(400);
                root.fetch("GET", "/api/users", "").expect(200);
                root.fetch("GET", "/api/oidc/clients", "").expect(200);
            }
        }
    }
}
