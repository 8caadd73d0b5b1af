package dev.latchkey.app;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.RefusedAttempts;
import dev.latchkey.directory.Directory;
import dev.latchkey.directory.groups.Groups;
import dev.latchkey.directory.users.Users;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.http.RateLimits;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.jobs.CleanUp;
import dev.latchkey.platform.jobs.Jobs;
import dev.latchkey.platform.mail.Mail;
import dev.latchkey.platform.pages.Pages;
import dev.latchkey.settings.Settings;
import dev.latchkey.signin.LoginContext;
import dev.latchkey.signin.NewDeviceNotice;
import dev.latchkey.signin.SetUpPasskey;
import dev.latchkey.signin.SignInPages;
import dev.latchkey.signin.apikeys.ApiKeys;
import dev.latchkey.signin.apikeys.ExpiryReminders;
import dev.latchkey.signin.codes.Codes;
import dev.latchkey.signin.codes.LoginCodes;
import dev.latchkey.signin.codes.MailedCodes;
import dev.latchkey.signin.passkeys.Passkeys;
import dev.latchkey.signin.qr.QrSignIn;
import dev.latchkey.signin.qr.RemoteSignIns;
import dev.latchkey.signin.sessions.Sessions;
import dev.latchkey.signin.sessions.SignInCookies;
import dev.latchkey.signin.signup.PasskeyOffer;
import dev.latchkey.signin.signup.SetUp;
import dev.latchkey.signin.signup.SignUp;

/// The objects of `signin`. Most of them only know each other; [App] and [Protocol] need some.
final class SignIn {
    private final Db db;
    private final Parts parts;
    private final SignInCookies cookies;
    private final Sessions sessions;
    private final ApiKeys apiKeys;
    private final ExpiryReminders keyReminders;
    private final Passkeys passkeys;
    private final SetUp setUp;
    private final SignUp signUp;
    private final PasskeyOffer passkeyOffer;
    private final MailedCodes mailedCodes;
    private final Codes codes;
    private final RemoteSignIns remoteSignIns;
    private final QrSignIn qrSignIn;

    /// What they need from below.
    record Parts(
            Audit audit,
            RefusedAttempts refusedAttempts,
            RateLimits limits,
            Settings settings,
            Users users,
            Groups groups,
            Directory directory,
            Jobs jobs,
            Mail mail,
            Pages pages) {}

    SignIn(Config config, Installation installation, Parts parts) {
        this.db = installation.db();
        this.parts = parts;
        var random = installation.random();
        var serverKey = installation.serverKey();
        var issuer = config.appUrl().toString();
        var audit = parts.audit();
        var refusedAttempts = parts.refusedAttempts();
        var limits = parts.limits();
        var settings = parts.settings();
        var users = parts.users();
        var jobs = parts.jobs();
        var mail = parts.mail();

        cookies = new SignInCookies(config.https());
        sessions =
                new Sessions(db, random, audit, cookies, () -> settings.now().sessionDuration(), config.sessionIdle());
        apiKeys = new ApiKeys(db, random, audit, users, config.staticApiKey());
        keyReminders = new ExpiryReminders(db, users, settings, mail);
        passkeys = new Passkeys(
                db,
                random,
                limits,
                audit,
                refusedAttempts,
                users,
                sessions,
                cookies,
                new Passkeys.Identity(issuer, config.rpId(), config.relatedOrigins(), settings::now));
        var firstPasskey = new SetUpPasskey(passkeys);
        var defaults = parts.directory().defaults();
        setUp = new SetUp(db, random, audit, users, defaults, sessions, firstPasskey, parts.pages());
        signUp = new SignUp(
                db,
                serverKey,
                random,
                limits,
                settings,
                new SignUp.Parts(users, parts.groups(), defaults, sessions, firstPasskey, audit, parts.pages()));
        passkeyOffer = new PasskeyOffer(cookies, parts.pages());
        var loginCodes = new LoginCodes(serverKey, random, config.rateLimits());
        mailedCodes = new MailedCodes(
                db, random, limits, audit, users, settings, cookies, loginCodes, jobs, mail, parts.pages());
        parts.directory().onAdded(mailedCodes::welcome);
        codes = new Codes(db, audit, refusedAttempts, users, sessions, cookies, loginCodes, parts.pages(), mailedCodes);
        remoteSignIns = new RemoteSignIns(serverKey, random);
        qrSignIn = new QrSignIn(
                db, issuer, limits, remoteSignIns, new QrSignIn.Parts(users, sessions, cookies, audit, parts.pages()));
        new NewDeviceNotice(settings, users, audit, mail).listen(sessions);
    }

    /// The pages above all of them.
    ///
    /// @param loginContext known to those who send people here
    SignInPages pages(LoginContext loginContext) {
        return new SignInPages(
                db, parts.users(), sessions, passkeys, mailedCodes, setUp, signUp, loginContext, parts.pages());
    }

    void routes(Routes routes) {
        sessions.routes(routes);
        apiKeys.routes(routes);
        passkeys.routes(routes);
        setUp.routes(routes);
        signUp.routes(routes);
        passkeyOffer.routes(routes);
        codes.routes(routes);
        qrSignIn.routes(routes);
    }

    void cleanUp(CleanUp cleanUp) {
        sessions.cleanUp(cleanUp);
        passkeys.cleanUp(cleanUp);
        codes.cleanUp(cleanUp);
        signUp.cleanUp(cleanUp);
        qrSignIn.cleanUp(cleanUp);
    }

    SignInCookies cookies() {
        return cookies;
    }

    Sessions sessions() {
        return sessions;
    }

    ApiKeys apiKeys() {
        return apiKeys;
    }

    ExpiryReminders keyReminders() {
        return keyReminders;
    }

    Passkeys passkeys() {
        return passkeys;
    }

    SetUp setUp() {
        return setUp;
    }

    MailedCodes mailedCodes() {
        return mailedCodes;
    }

    RemoteSignIns remoteSignIns() {
        return remoteSignIns;
    }
}
