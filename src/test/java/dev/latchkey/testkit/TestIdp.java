package dev.latchkey.testkit;

import dev.latchkey.platform.db.Dialect;
import dev.latchkey.platform.http.Route;
import dev.latchkey.platform.jobs.CleanUp;
import dev.latchkey.testkit.authenticator.SoftwareAuthenticator;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// The identity provider under test: a real server with a real database. Tests of a class share it, unless the class
/// wants a fresh one for each; what one test makes does not meet what another made.
public final class TestIdp implements AutoCloseable {
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
    ///
    /// @param test tells apart what several tests make there
    public static TestIdp on(ServerProcess server, int test) {
        return new TestIdp(server, test);
    }

    /// One on a database that the test has made.
    public static TestIdp on(TestDatabase database) {
        return new TestIdp(RunningServer.start(database, Map.of()), 1);
    }

    boolean sameServerAs(TestIdp other) {
        return server == other.server;
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

    /// A program at a known address.
    public Backchannel backchannel(String clientAddress) {
        return new Backchannel(wire, clientAddress);
    }

    /// A connection for who speaks HTTP by hand.
    public KeptConnection connection() {
        return new KeptConnection(wire, server.port());
    }

    /// The first administrator, who sets the server up should nobody have done it.
    public Person admin() {
        return server.people().administrator(this::setUp).at(this);
    }

    private Person setUp() {
        var browser = browser();
        var id = browser.fetch(
                        "POST",
                        "/api/signup/setup",
                        Map.of("username", "root", "firstName", "Ada", "lastName", "Root", "email", "root@example.com"))
                .expect(200)
                .member("id");
        var authenticator = SoftwareAuthenticator.at(issuer());
        Person.addsPasskey(browser, authenticator).expect(200);
        return new Person(this, id, "root", authenticator, browser);
    }

    /// Somebody to add. Every test has an `alice` of its own: from the second test on, her name ends in a number.
    public PersonDraft user(String username) {
        return new PersonDraft(this, test == 1 ? username : username + test);
    }

    /// An application to register.
    public AppDraft client(String name) {
        return new AppDraft(this, name);
    }

    /// Gives the server a database of places, and waits until it uses it.
    public void knows(PlacesFile places) {
        int before = uses();
        places.moveTo(Server.places(server.database()));
        for (int i = 0; i < 200; i++) {
            if (uses() > before) {
                return;
            }
            pause();
        }
        throw new AssertionError("the database of places is not used:\n" + log());
    }

    private int uses() {
        return log().split("places_file_used", -1).length;
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// An administrator disables somebody.
    public void disable(Person person) {
        setDisabled(person, true);
    }

    /// An administrator enables them again.
    public void enable(Person person) {
        setDisabled(person, false);
    }

    private void setDisabled(Person person, boolean disabled) {
        var record =
                admin().calls("GET", "/api/users/" + person.id()).expect(200).json();
        var body = ((ObjectNode) record).put("disabled", disabled);
        admin().calls("PUT", "/api/users/" + person.id(), body).expect(200);
    }

    /// A new group.
    ///
    /// @return its id
    public String group(String name) {
        var unique = test == 1 ? name : name + test;
        return admin().calls("POST", "/api/user-groups", Map.of("name", unique, "friendlyName", "The " + name))
                .expect(201)
                .member("id");
    }

    /// An administrator changes settings, and leaves the others as they are.
    public void settings(Map<String, String> changes) {
        var wanted = new HashMap<String, String>();
        admin().calls("GET", "/api/application-configuration/all")
                .expect(200)
                .json()
                .forEach(setting -> wanted.put(
                        setting.path("key").stringValue(), setting.path("value").stringValue()));
        wanted.putAll(changes);
        admin().calls("PUT", "/api/application-configuration", wanted).expect(200);
    }

    /// Mail goes out through this server, with further settings besides.
    public void mailsThrough(MailServer server, Map<String, String> more) {
        var changes = new HashMap<>(Map.of(
                "smtpHost", "localhost", "smtpPort", Integer.toString(server.port()), "smtpFrom", "id@example.com"));
        changes.putAll(more);
        settings(changes);
    }

    /// Every route that is mounted.
    public List<Route> routes() {
        return ((RunningServer) server).app().routes();
    }

    /// Answers that the API's description lists and that no test saw, as `METHOD path status code`.
    ///
    /// @param seen where the tests left what they saw
    public SortedSet<String> answersNobodySaw(Path seen) {
        var answers = Description.of(server).answers();
        answers.removeAll(SeenAnswers.left(seen));
        return answers;
    }

    /// The routes of the API once more, where every handler fails.
    ///
    /// @param failure what it throws
    public FailingRoutes failing(Supplier<RuntimeException> failure) {
        return FailingRoutes.start(server, routes(), failure);
    }

    /// What the server takes for the internet.
    public TestInternet internet() {
        return ((RunningServer) server).internet();
    }

    /// What removes expired rows now and then.
    public CleanUp cleanUp() {
        return ((RunningServer) server).app().cleanUp();
    }

    /// People are told of API keys that end soon, as they are every hour.
    public void remindsOfKeys() {
        ((RunningServer) server).app().keyReminders().run();
    }

    /// Everything that was logged since the server started.
    public String log() {
        return server.log();
    }

    private String nextAddress() {
        int next = addresses.incrementAndGet();
        return "10." + test + "." + next / 250 + "." + (next % 250 + 1);
    }

    @Override
    public void close() {
        server.close();
    }
}
