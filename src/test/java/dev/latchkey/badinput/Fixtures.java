package dev.latchkey.badinput;

import dev.latchkey.oidc.token.ForgedTokens;
import dev.latchkey.platform.http.Json;
import dev.latchkey.testkit.AuthorizationRequest;
import dev.latchkey.testkit.Browser;
import dev.latchkey.testkit.Pages;
import dev.latchkey.testkit.Person;
import dev.latchkey.testkit.RelyingParty;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.Tokens;
import dev.latchkey.testkit.authenticator.SoftwareAuthenticator;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What rows name in braces: people, apps, and what they hold, good and bad.
final class Fixtures {
    private static final Pattern NAME = Pattern.compile("\\{([a-z][a-zA-Z0-9 ':-]+)\\}");
    private static final String SIGNED_OUT = "https://app.example/signed-out";
    private static final String SCOPES = "openid profile offline_access";

    private final TestIdp idp;
    private final Person person;
    private final RelyingParty app;
    private final Map<String, String> values = new HashMap<>();
    private int fresh;

    Fixtures(TestIdp idp) throws GeneralSecurityException {
        this.idp = idp;
        idp.cleanUp().close(); // what expires meanwhile would seem to be changed by a row
        this.app = idp.client("app")
                .scopes(SCOPES)
                .with("accessTokenDurationMinutes", 1)
                .with("refreshTokenDurationMinutes", 1)
                .create();
        this.person = idp.user("alice").withPasskey().create();
        var expired = person.signsInTo(app).tokens();
        var waited = app.authorizesDevice().expect(200);
        idp.admin()
                .calls(
                        "PUT",
                        "/api/oidc/clients/" + app.id(),
                        Map.of(
                                "name",
                                "app",
                                "callbackURLs",
                                List.of(app.callback()),
                                "logoutCallbackURLs",
                                List.of(SIGNED_OUT)))
                .expect(200);
        idp.clock().advance(Duration.ofMinutes(16));
        person.signsIn(person.browser());
        tokens(expired);
        devices(waited.member("device_code"), waited.member("user_code"));
        things();
    }

    private void tokens(Tokens expired) throws GeneralSecurityException {
        var others = idp.client("other").scopes(SCOPES).create();
        var theirs = person.signsInTo(others).tokens();
        var revoked = person.signsInTo(app).tokens();
        app.revoke(revoked.refresh()).expect(200);
        var used = person.signsInTo(app);
        var good = used.tokens();
        put("access", good.access(), expired.access(), theirs.access(), revoked.access());
        put("refresh", good.refresh(), expired.refresh(), theirs.refresh(), revoked.refresh());
        put("id", good.id(), expired.id(), theirs.id(), revoked.id());
        forged("access", good.access());
        forged("id", good.id());
        values.put(
                "refresh: truncated", good.refresh().substring(0, good.refresh().length() - 2));
        var request = app.request();
        values.put("verifier", request.verifier());
        var code = person.signsInTo(app, request).code();
        values.put("code", code);
        values.put("code: truncated", code.substring(0, 20));
        values.put("code: of another app", person.signsInTo(others).code());
        values.put("other app", others.id());
        values.put("other app's Basic", others.basic());
    }

    private void put(String kind, String good, String expired, String theirs, String revoked) {
        values.put(kind, good);
        values.put(kind + ": expired", expired);
        values.put(kind + ": of another app", theirs);
        values.put(kind + ": revoked", revoked);
    }

    private void forged(String kind, String good) throws GeneralSecurityException {
        ForgedTokens.of(idp, good).forEach((how, token) -> values.put(kind + ": " + how, token));
    }

    private void devices(String expiredDevice, String expiredUser) {
        values.put("device code: expired", expiredDevice);
        values.put("user code: expired", expiredUser);
        var tv = idp.client("tv").publicClient().create();
        var theirs = tv.authorizesDevice().expect(200);
        values.put("device code: of another app", theirs.member("device_code"));
        var done = app.authorizesDevice().expect(200);
        person.calls("POST", "/api/oidc/device/verify?code=" + done.member("user_code"))
                .expect(204);
        values.put("user code: approved before", done.member("user_code"));
        var waiting = app.authorizesDevice().expect(200);
        values.put("device code", waiting.member("device_code"));
        values.put("user code", waiting.member("user_code"));
    }

    private void things() {
        values.put("person", person.id());
        values.put("administrator", idp.admin().id());
        var group = idp.group("staff");
        values.put("group", group);
        values.put("username", idp.admin().username());
        values.put(
                "group name",
                idp.admin().calls("GET", "/api/user-groups/" + group).member("name"));
        values.put("app", app.id());
        values.put("callback", app.callback());
        values.put("signed out", SIGNED_OUT);
        values.put("interaction: another browser's", interactionOf(idp.browser(), app.request()));
        answers("assertion", person.authenticator().get(begun(idp.browser(), "login")));
        answers("attestation", SoftwareAuthenticator.at(idp.issuer()).create(begun(person.browser(), "register")));
        values.put("passkey", first("/api/webauthn/credentials"));
        values.put("session", first("/api/users/me/sessions"));
        values.put(
                "secret id",
                idp.admin()
                        .calls("GET", "/api/oidc/clients/" + app.id() + "/secrets")
                        .json()
                        .path(0)
                        .path("id")
                        .stringValue());
    }

    private static String begun(Browser browser, String ceremony) {
        return browser.fetch("GET", "/api/webauthn/" + ceremony + "/start")
                .expect(200)
                .text();
    }

    /// The parts of an authenticator's answer, to a challenge that these rows do not have.
    private void answers(String kind, String answer) {
        var json = Json.mapper().readTree(answer);
        values.put(kind + " id", json.path("id").stringValue());
        values.put(kind + " response", json.path("response").toString());
    }

    private static String interactionOf(Browser browser, AuthorizationRequest request) {
        var waiting = browser.get(request.with("prompt", "consent").address());
        return Pages.parameters(waiting.location()).value("interaction").orElseThrow();
    }

    private String first(String list) {
        return person.calls("GET", list).json().path(0).path("id").stringValue();
    }

    /// The headers by which a caller is known.
    Map<String, String> credentials(Table.Caller caller) {
        var headers = new LinkedHashMap<String, String>();
        switch (caller) {
            case NOBODY -> {}
            case PERSON -> headers.put("Cookie", session(person) + "; " + interactionCookie());
            case ADMINISTRATOR -> headers.put("Cookie", session(idp.admin()));
            case APP -> headers.put("Authorization", app.basic());
        }
        return headers;
    }

    /// By which the person's browser is known that has interactions under way.
    private String interactionCookie() {
        var name = "__Host-browser";
        return name + "=" + person.browserAsItIs().cookies().value(name).orElseThrow();
    }

    /// Signed in anew should a row have ended the session.
    private static String session(Person somebody) {
        if (somebody.browserAsItIs().fetch("GET", "/api/users/me").status() != 200) {
            somebody.signsIn(somebody.browserAsItIs());
        }
        return "__Host-access_token=" + somebody.sessionCookie().orElseThrow();
    }

    /// A row's text with its braces filled in; `{fresh}` is another name each time.
    String fill(String text) {
        var found = NAME.matcher(text);
        var filled = new StringBuilder();
        while (found.find()) {
            var name = found.group(1);
            @Nullable
            String value = switch (name) {
                case "fresh" -> "n" + ++fresh;
                case "interaction" -> interactionOf(person.browser(), app.request());
                case "nobody" -> UUID.randomUUID().toString();
                case "session cookie" -> session(person);
                default -> values.get(name);
            };
            if (value == null) {
                throw new IllegalArgumentException(
                        "bad-input.txt names {" + name + "}, which is not among " + values.keySet());
            }
            found.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return found.appendTail(filled).toString();
    }
}
