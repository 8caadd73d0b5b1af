package dev.latchkey.app;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditLog;
import dev.latchkey.audit.RefusedAttempts;
import dev.latchkey.audit.places.Places;
import dev.latchkey.clients.ClientAdministration;
import dev.latchkey.clients.Clients;
import dev.latchkey.directory.Directory;
import dev.latchkey.directory.EmailVerification;
import dev.latchkey.directory.UserView;
import dev.latchkey.directory.claims.CustomClaims;
import dev.latchkey.directory.groups.Groups;
import dev.latchkey.directory.users.EmailVerifications;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.directory.users.Users;
import dev.latchkey.overview.Overview;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.files.FileStore;
import dev.latchkey.platform.http.Callers;
import dev.latchkey.platform.http.HttpServer;
import dev.latchkey.platform.http.RateLimits;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Route;
import dev.latchkey.platform.http.Router;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.http.WebFiles;
import dev.latchkey.platform.images.Images;
import dev.latchkey.platform.jobs.CleanUp;
import dev.latchkey.platform.jobs.Jobs;
import dev.latchkey.platform.jobs.Repeated;
import dev.latchkey.platform.mail.Mail;
import dev.latchkey.platform.net.Fetcher;
import dev.latchkey.platform.pages.Pages;
import dev.latchkey.platform.reference.ApiReference;
import dev.latchkey.settings.Settings;
import dev.latchkey.signin.SignInPages;
import dev.latchkey.signin.apikeys.ExpiryReminders;
import dev.latchkey.signin.sessions.Device;
import dev.latchkey.signin.sessions.SignInCookies;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/// The object graph: every object of the server, built in order of dependency.
public final class App implements AutoCloseable {
    private static final Duration CLOCK_MEASURED_EVERY = Duration.ofMinutes(10);

    private static final Duration UNFINISHED_AFTER = Duration.ofHours(1);

    private final Db db;
    private final SignIn signIn;
    private final Protocol protocol;
    private final CleanUp cleanUp;
    private final Repeated clockMeasurement;
    private final RefusedAttempts refusedAttempts;
    private final Places places;
    private final List<Route> routes;
    private final HttpServer server;
    private final Settings settings;
    private final FileStore storedFiles;
    private final Jobs jobs;
    private final SignInPages signInPages;
    private final Pages pages;

    /// @param installation closed with this
    public App(Config config, Installation installation) {
        this.db = installation.db();
        var clock = installation.clock();
        var files = new WebFiles();
        var limits = new RateLimits(clock, config.rateLimits());
        var random = installation.random();
        var internet = installation.internet();
        places = Places.of(config.internalRanges(), config.places(), internet::tls, clock, random);
        var audit = new Audit(random, places);
        refusedAttempts = new RefusedAttempts(db, audit);
        storedFiles = FileStore.open(config.files(), db, internet::tls, clock);
        var images = new Images(storedFiles, random);
        settings = new Settings(db, installation.serverKey(), audit, images, config.settings());
        this.pages = new Pages(
                () -> settings.now().appName(),
                settings.branding()::address,
                settings.images()::favicon,
                () -> settings.now().footerLinks(),
                files,
                config.https());
        var users = new Users(random);
        var groups = new Groups(random);
        var customClaims = new CustomClaims();
        var clients = new Clients(random);
        var directory =
                new Directory(db, limits, users, groups, customClaims, settings, images, audit, clients::allowing);
        var fetcher = new Fetcher(internet, config.internalRanges());
        var clientAdministration = new ClientAdministration(db, clients, groups, directory, images, fetcher, audit);

        jobs = new Jobs(db, installation.serverKey(), random);
        var mail = new Mail(
                db,
                jobs,
                random,
                () -> settings.now().mail(),
                internet::tls,
                config.appUrl(),
                settings.images()::mailLogo,
                pages,
                (tx, id) -> EmailVerification.recipient(users.get(tx, new UserId(id))));
        var verifications = new EmailVerifications(installation.serverKey(), random);
        var emailVerification = new EmailVerification(db, limits, users, verifications, mail, audit, pages);

        signIn = new SignIn(
                config,
                installation,
                new SignIn.Parts(
                        audit, refusedAttempts, limits, settings, users, groups, directory, jobs, mail, pages));
        protocol = new Protocol(
                config,
                installation,
                new Protocol.Parts(audit, refusedAttempts, limits, users, groups, clients, signIn, pages));
        signInPages = signIn.pages(redirect -> protocol.appBehind(redirect.value()));

        var webApp = new WebApp(
                files,
                config,
                settings,
                pages,
                caller -> UserView.of(db.read(tx -> users.get(tx, new UserId(caller.userId())))));

        var routes = new Routes();
        routes.open().unlimited().get("/healthz", _ -> Reply.empty(204));
        settings.routes(routes);
        mail.routes(routes);
        emailVerification.routes(routes);
        directory.routes(routes, signIn.mailedCodes());
        clientAdministration.routes(routes);
        protocol.routes(routes);

        new Overview(db, mail, Release.version()).routes(routes);

        clockMeasurement = new Repeated("clock", CLOCK_MEASURED_EVERY, CLOCK_MEASURED_EVERY, db::measureTime);
        var auditLog = new AuditLog(
                db,
                audit,
                new AuditedPeople(users),
                agent -> Device.of(agent).sentence(),
                config.auditRetention(),
                limits);
        auditLog.routes(routes);
        cleanUp = new CleanUp(db);
        auditLog.cleanUp(cleanUp);
        signIn.cleanUp(cleanUp);
        protocol.cleanUp(cleanUp);
        cleanUp.add("email_verifications", EmailVerifications::removeExpired).add("jobs", jobs::removeGivenUp);

        signIn.routes(routes);
        signInPages.routes(routes);
        pages.routes(routes);
        webApp.routes(routes);
        new Versions().routes(routes);

        var sessionCookie = signIn.cookies().name(SignInCookies.Kind.SESSION);
        new ApiReference(routes, new ApiReference.Site(config.appUrl().toString(), Release::version, sessionCookie))
                .routes(routes);

        this.routes = routes.all();
        var origins = new HashSet<>(config.relatedOrigins());
        origins.add(config.appUrl().toString());
        var router = new Router(
                routes, files, new Callers(signIn.sessions(), signIn.apiKeys(), limits), pages, limits, origins);
        this.server = new HttpServer(config.host(), config.port(), router, config.proxies());
    }

    /// Starts to listen.
    ///
    /// @throws IOException if the address cannot be listened on
    public void start() throws IOException {
        signIn.apiKeys().start();
        signInPages.warnIfNobodyCanAdminister();
        server.start();
        Thread.ofPlatform().daemon().name("pages").start(pages::prepare);
        Thread.ofVirtual().name("files").start(() -> {
            storedFiles.check();
            storedFiles.removeLeftovers(db.now().minus(UNFINISHED_AFTER));
        });
        settings.start();
        protocol.start();
        cleanUp.start();
        clockMeasurement.start();
        signIn.keyReminders().start();
        refusedAttempts.start();
        places.start();
        jobs.start();
    }

    public int port() {
        return server.port();
    }

    /// Whether there is nobody yet, so that the first visitor of `/setup` becomes the administrator.
    public boolean awaitsSetUp() {
        return db.read(signIn.setUp()::open);
    }

    /// Every route that is mounted.
    public List<Route> routes() {
        return routes;
    }

    /// What removes expired rows.
    public CleanUp cleanUp() {
        return cleanUp;
    }

    /// What tells people of API keys that end soon.
    public ExpiryReminders keyReminders() {
        return signIn.keyReminders();
    }

    @Override
    public void close() {
        server.stop();
        settings.close();
        cleanUp.close();
        clockMeasurement.close();
        signIn.keyReminders().close();
        refusedAttempts.close();
        places.close();
        jobs.close();
        db.close();
    }
}
