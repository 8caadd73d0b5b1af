package dev.latchkey.testkit;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// A server that tests talk to, in this JVM or in a process of its own.
sealed interface Server extends AutoCloseable permits RunningServer, ServerProcess {
    String KEY = "a server key for tests, 32 bytes";

    /// How the world knows it, as behind a proxy that speaks https.
    URI ORIGIN = URI.create("https://id.example.com");

    /// The port on the loopback interface.
    int port();

    TestDatabase database();

    TestClock clock();

    Secrets secrets();

    People people();

    /// Everything it logged.
    String log();

    @Override
    void close();

    /// Where a server looks for a database of places.
    static Path places(TestDatabase database) {
        return database.directory().resolve("places.mmdb");
    }

    /// The environment of a server, with settings of a test's own.
    static Map<String, String> variables(TestDatabase database, Map<String, String> settings) {
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
                KEY,
                "UPLOAD_PATH",
                database.directory().resolve("uploads").toString(),
                "GEOLITE_DB_PATH",
                places(database).toString()));
        variables.putAll(settings);
        return variables;
    }
}
