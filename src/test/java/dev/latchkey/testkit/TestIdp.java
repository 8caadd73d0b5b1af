package dev.latchkey.testkit;

import dev.latchkey.platform.db.Dialect;
import java.util.concurrent.atomic.AtomicInteger;

/// The identity provider under test: a real server with a real database. Tests of a class share it, unless the class
/// wants a fresh one for each; what one test makes does not meet what another made.
public final class TestIdp {
    private final Server server;
    private final Wire wire;
    private final int test;
    private final AtomicInteger addresses = new AtomicInteger();

    TestIdp(Server server, int test) {
        this.server = server;
        this.wire = new Wire(server);
        this.test = test;
    }

    /// One in a process of its own.
    public static TestIdp on(ServerProcess server) {
        return new TestIdp(server, 1);
    }

    /// The issuer, `https://id.example.com`.
    public String issuer() {
        return Server.ORIGIN.toString();
    }

    /// The port on the loopback interface, for who speaks HTTP by hand.
    public int port() {
        return server.port();
    }

    public Dialect engine() {
        return server.database().engine();
    }

    public TestDatabase database() {
        return server.database();
    }

    public TestClock clock() {
        return server.clock();
    }

    /// A browser that was never here, at an address of its own.
    public Browser browser() {
        return browser(nextAddress());
    }

    /// A browser at a known address.
    public Browser browser(String clientAddress) {
        return new Browser(wire, clientAddress);
    }

    /// A program that is no browser, at an address of its own.
    public Backchannel backchannel() {
        return new Backchannel(wire, nextAddress());
    }

    /// Everything that was logged since the server started.
    public String log() {
        return server.log();
    }

    private String nextAddress() {
        int next = addresses.incrementAndGet();
        return "10." + test + "." + next / 250 + "." + (next % 250 + 1);
    }
}
