package dev.latchkey.testkit;

import dev.latchkey.app.App;
import dev.latchkey.app.Config;
import dev.latchkey.app.Environment;
import dev.latchkey.app.Installation;
import dev.latchkey.platform.crypto.ServerKey;
import dev.latchkey.platform.db.Database;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Dialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;

/// The real server in this JVM, with a database of its own. The world knows it as `https://id.example.com`, as behind a
/// proxy; the testkit sends what is meant for that origin to the port it listens on.
final class RunningServer implements AutoCloseable {
    static final URI ORIGIN = URI.create("https://id.example.com");

    private static final String KEY = "a server key for tests, 32 bytes";

    private final TestDatabase database;
    private final TestClock clock;
    private final Db db;
    private final App app;
    private final Secrets secrets = new Secrets();
    private final Map<String, Object> installed = new HashMap<>();
    private final int mark;

    private RunningServer(TestDatabase database, TestClock clock, Db db, App app, int mark) {
        this.database = database;
        this.clock = clock;
        this.db = db;
        this.app = app;
        this.mark = mark;
    }

    static RunningServer start(Dialect engine, Map<String, String> settings) {
        CapturedLog.begin();
        int mark = CapturedLog.mark();
        var database = TestDatabase.create(engine);
        var clock = new TestClock();
        var random = new SecureRandom();
        var db = Database.open(database.address(), clock);
        var key = new ServerKey(KEY.getBytes(StandardCharsets.UTF_8), random);
        var app = new App(config(database, settings), new Installation(db, key, clock, random));
        try {
            app.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RunningServer(database, clock, db, app, mark);
    }

    private static Config config(TestDatabase database, Map<String, String> settings) {
        var variables = new HashMap<>(Map.of(
                "APP_URL",
                ORIGIN.toString(),
                "HOST",
                "127.0.0.1",
                "PORT",
                "0",
                "TRUST_PROXY",
                "true",
                "DB_CONNECTION_STRING",
                database.address(),
                "ENCRYPTION_KEY",
                KEY));
        variables.putAll(settings);
        try {
            return Environment.read(variables).config();
        } catch (Config.Mistakes e) {
            throw new IllegalArgumentException(e);
        }
    }

    URI origin() {
        return ORIGIN;
    }

    int port() {
        return app.port();
    }

    App app() {
        return app;
    }

    Db db() {
        return db;
    }

    TestDatabase database() {
        return database;
    }

    TestClock clock() {
        return clock;
    }

    Secrets secrets() {
        return secrets;
    }

    /// What tests of one class share, such as the first administrator.
    Map<String, Object> installed() {
        return installed;
    }

    String log() {
        return CapturedLog.since(mark);
    }

    @Override
    public void close() {
        app.close();
        database.close();
        secrets.areNotIn(log());
    }
}
