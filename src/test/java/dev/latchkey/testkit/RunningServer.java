package dev.latchkey.testkit;

import dev.latchkey.app.App;
import dev.latchkey.app.Config;
import dev.latchkey.app.Environment;
import dev.latchkey.app.Installation;
import dev.latchkey.platform.crypto.ServerKey;
import dev.latchkey.platform.db.Database;
import dev.latchkey.platform.db.Dialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;

/// The real server in this JVM, with a database of its own. The world knows it as `https://id.example.com`, as behind a
/// proxy; the testkit sends what is meant for that origin to the port it listens on.
final class RunningServer implements Server {
    private final TestDatabase database;
    private final TestClock clock;
    private final App app;
    private final TestInternet internet;
    private final Secrets secrets = new Secrets();
    private final People people = new People();
    private final int mark;

    private RunningServer(TestDatabase database, TestClock clock, App app, TestInternet internet, int mark) {
        this.database = database;
        this.clock = clock;
        this.app = app;
        this.internet = internet;
        this.mark = mark;
    }

    static RunningServer start(Dialect engine, Map<String, String> settings) {
        return start(TestDatabase.create(engine), settings);
    }

    static RunningServer start(TestDatabase database, Map<String, String> settings) {
        CapturedLog.begin();
        int mark = CapturedLog.mark();
        var clock = new TestClock();
        var random = new SecureRandom();
        var db = Database.open(database.address(), clock);
        var key = new ServerKey(Server.KEY.getBytes(StandardCharsets.UTF_8), random);
        var internet = new TestInternet();
        var app = new App(config(database, settings), new Installation(db, key, clock, random, internet));
        try {
            app.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RunningServer(database, clock, app, internet, mark);
    }

    private static Config config(TestDatabase database, Map<String, String> settings) {
        try {
            return Environment.read(Server.variables(database, settings)).config();
        } catch (Config.Mistakes e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public int port() {
        return app.port();
    }

    TestInternet internet() {
        return internet;
    }

    App app() {
        return app;
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
        return CapturedLog.since(mark);
    }

    @Override
    public void close() {
        app.close();
        database.close();
        secrets.areNotIn(log());
    }
}
