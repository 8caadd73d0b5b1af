package dev.latchkey.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.authenticator.SoftwareAuthenticator;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Somebody with an account: their browser, and the authenticator that holds their passkeys.
public final class Person {
    /// What the cookie of a session is called.
    public static final String SESSION_COOKIE = "__Host-access_token";

    private final TestIdp idp;
    private final String id;
    private final String username;
    private final SoftwareAuthenticator authenticator;
    private final Browser browser;

    Person(TestIdp idp, String id, String username, SoftwareAuthenticator authenticator, Browser browser) {
        this.idp = idp;
        this.id = id;
        this.username = username;
        this.authenticator = authenticator;
        this.browser = browser;
    }

    /// The same person with a browser that talks to another server of the same database.
    Person at(TestIdp other) {
        return idp.sameServerAs(other) ? this : new Person(other, id, username, authenticator, other.browser());
    }

    /// The `sub` of their tokens.
    public String id() {
        return id;
    }

    public String username() {
        return username;
    }

    public SoftwareAuthenticator authenticator() {
        return authenticator;
    }

    /// Their usual browser, signed in; with the passkey, should the session have run out.
    public Browser browser() {
        if (browser.cookies().value(SESSION_COOKIE).isEmpty()) {
            signsIn(browser);
        }
        return browser;
    }

    /// Their usual browser as it is.
    public Browser browserAsItIs() {
        return browser;
    }

    /// Signs in with the passkey in another browser, which nobody else uses.
    public Browser signsInElsewhere() {
        var other = idp.browser();
        signsIn(other);
        return other;
    }

    /// Signs in with the passkey, as the sign-in page's script does.
    public Answer signsIn(Browser in) {
        return finishSignIn(in).expect(200);
    }

    /// As [#signsIn], whatever comes of it.
    public Answer finishSignIn(Browser in) {
        var options = in.fetch("GET", "/api/webauthn/login/start").expect(200).text();
        return in.fetch("POST", "/api/webauthn/login/finish", authenticator.get(options));
    }

    /// Proves once more that it is them (`/api/webauthn/reauthenticate`).
    public void provesPresence(Browser in) {
        var options = in.fetch("GET", "/api/webauthn/login/start").expect(200).text();
        in.fetch("POST", "/api/webauthn/reauthenticate", authenticator.get(options))
                .expect(204);
    }

    /// Adds a passkey to the account that is signed in there.
    public static Answer addsPasskey(Browser in, SoftwareAuthenticator on) {
        var options =
                in.fetch("GET", "/api/webauthn/register/start").expect(200).text();
        return in.fetch("POST", "/api/webauthn/register/finish", on.create(options));
    }

    /// Signs in to an application with whatever it takes, consent included.
    public SignIn signsInTo(RelyingParty app) {
        return signsInTo(app, app.request());
    }

    public SignIn signsInTo(RelyingParty app, AuthorizationRequest request) {
        return signsInTo(app, request, browser());
    }

    public SignIn signsInTo(RelyingParty app, AuthorizationRequest request, Browser in) {
        var sent = Pages.allow(this, in, in.openFrom(app.origin(), request.address()));
        assertTrue(sent.location().toString().startsWith(app.callback()), sent.toString());
        return new SignIn(app, request, Pages.parameters(sent.location()));
    }

    /// Goes to an application and says no there.
    ///
    /// @return what the application is told
    public Form refuses(RelyingParty app, AuthorizationRequest request) {
        var in = browser();
        var page = in.openFrom(app.origin(), request.address());
        var form = Pages.forms(page).stream()
                .filter(found -> found.has("decision", "deny"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing to refuse: " + page));
        var sent = Pages.allow(this, in, Pages.press(in, form, "deny"));
        return Pages.parameters(sent.location());
    }

    /// The REST API in their usual browser.
    public Answer calls(String method, String path, Object body) {
        return browser().fetch(method, path, body);
    }

    public Answer calls(String method, String path) {
        return browser().fetch(method, path);
    }

    /// An administrator makes a login code for somebody.
    public String makesLoginCodeFor(Person other) {
        return calls("POST", "/api/users/" + other.id() + "/one-time-access-token", Map.of())
                .expect(201)
                .member("token");
    }

    /// Makes an API key that lives a day.
    ///
    /// @param members of the request, besides the name and the end
    public String makesApiKey(Map<String, Object> members) {
        var body = new HashMap<>(members);
        body.put("name", "a program");
        body.put("expiresAt", idp.clock().instant().plus(Duration.ofDays(1)).toString());
        return calls("POST", "/api/api-keys", body).expect(201).member("token");
    }

    /// The passkey that was added last, as the list of passkeys shows it.
    public JsonNode newestPasskey() {
        var all = calls("GET", "/api/webauthn/credentials").expect(200).json();
        return all.path(all.size() - 1);
    }

    /// The value of their session's cookie.
    public Optional<String> sessionCookie() {
        return browser.cookies().value(SESSION_COOKIE);
    }
}
