package dev.latchkey.bench;

import dev.latchkey.testkit.authenticator.SoftwareAuthenticator;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Somebody with a browser, a passkey and a connection of their own; and the back channel of apps.
final class Visitor implements AutoCloseable {
    private static final Pattern FORM = Pattern.compile("<form([^>]*)>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern ONWARD = Pattern.compile("href=\"(/authorize\\?interaction=[^\"]+)\"");
    private static final Pattern HIDDEN = Pattern.compile("<input[^>]*>");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String origin;
    private final Connection connection;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private SoftwareAuthenticator authenticator;
    private String id = "";

    Visitor(String origin, int port) throws IOException {
        this.origin = origin;
        this.connection = new Connection(port);
        this.authenticator = SoftwareAuthenticator.at(origin);
    }

    /// An app that was registered. Without a secret it is public.
    record App(String id, String secret, String callback) {
        String basic() {
            return secret.isEmpty()
                    ? ""
                    : "Authorization: Basic "
                            + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8))
                            + "\r\n";
        }
    }

    /// A code, and what redeems it.
    record Code(App app, String value, String verifier) {
        String form() {
            return "grant_type=authorization_code&code=" + value + "&code_verifier=" + verifier + "&client_id=" + app.id
                    + "&redirect_uri=" + encoded(app.callback);
        }
    }

    record Tokens(String access, String refresh, String id) {
        static Tokens of(Connection.Answer answer) {
            return new Tokens(
                    member(answer.body(), "access_token"),
                    member(answer.body(), "refresh_token"),
                    member(answer.body(), "id_token"));
        }
    }

    /// Becomes the first administrator.
    Visitor setUp() throws IOException {
        var made = fetch(
                        "POST",
                        "/api/signup/setup",
                        "{\"username\":\"root\",\"firstName\":\"Ada\",\"lastName\":\"Root\",\"email\":\"root@example.com\"}")
                .expect(200);
        id = member(made.body(), "id");
        addPasskey();
        return this;
    }

    /// As an administrator, adds somebody who is then signed in with a passkey on a connection of their own.
    Visitor add(String name) throws IOException {
        return add(name, connectionPort());
    }

    private int connectionPort() {
        return Integer.parseInt(origin.substring(origin.lastIndexOf(':') + 1));
    }

    private Visitor add(String name, int port) throws IOException {
        var person = new Visitor(origin, port);
        person.id = addAccount(name);
        person.fetch("POST", "/api/one-time-access-token/" + loginCode(person.id), "")
                .expect(200);
        person.addPasskey();
        return person;
    }

    String addAccount(String name) throws IOException {
        var made = fetch(
                        "POST",
                        "/api/users",
                        "{\"username\":\"%s\",\"firstName\":\"%s\",\"lastName\":\"Example\",\"displayName\":\"%s\",\"email\":\"%s@example.com\",\"emailVerified\":true}"
                                .formatted(name, name, name, name))
                .expect(201);
        return member(made.body(), "id");
    }

    String loginCode(String userId) throws IOException {
        return member(
                fetch("POST", "/api/users/" + userId + "/one-time-access-token", "{}")
                        .expect(201)
                        .body(),
                "token");
    }

    App register(String name, boolean isPublic) throws IOException {
        var callback = "https://" + name + ".example.org/callback";
        var made = fetch(
                        "POST",
                        "/api/oidc/clients",
                        "{\"name\":\"%s\",\"isPublic\":%s,\"pkceEnabled\":true,\"isGroupRestricted\":false,\"callbackURLs\":[\"%s\"],\"logoutCallbackURLs\":[]}"
                                .formatted(name, isPublic, callback))
                .expect(201);
        var clientId = member(made.body(), "id");
        var secret = isPublic
                ? ""
                : member(
                        fetch("POST", "/api/oidc/clients/" + clientId + "/secrets", "{}")
                                .expect(201)
                                .body(),
                        "secret");
        return new App(clientId, secret, callback);
    }

    private void addPasskey() throws IOException {
        var options = fetch("GET", "/api/webauthn/register/start", "").expect(200);
        fetch("POST", "/api/webauthn/register/finish", authenticator.create(options.body()))
                .expect(200);
    }

    void signIn() throws IOException {
        var options = fetch("GET", "/api/webauthn/login/start", "").expect(200);
        fetch("POST", "/api/webauthn/login/finish", authenticator.get(options.body()))
                .expect(200);
    }

    /// Asks for a code; allows the app what it asks, should a page ask.
    Code authorize(App app) throws IOException {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        var verifier = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var answer = navigate(
                "GET",
                "/authorize?response_type=code&scope=openid+profile+email+offline_access&state=s&nonce=n&client_id="
                        + app.id + "&redirect_uri=" + encoded(app.callback)
                        + "&code_challenge_method=S256&code_challenge=" + challenge(verifier),
                "");
        for (int page = 0; page < 6; page++) {
            var location = answer.header("location");
            var target = location.isEmpty() ? answer.body() : location;
            var code = Pattern.compile(Pattern.quote(app.callback) + "\\?[^\"' ]*?code=([^&\"' ]+)")
                    .matcher(target.replace("&amp;", "&"));
            if (code.find()) {
                return new Code(app, code.group(1), verifier);
            }
            var onward = ONWARD.matcher(answer.body());
            if (!location.isEmpty()) {
                answer = navigate("GET", path(location), "");
            } else if (onward.find()) {
                answer = navigate("GET", onward.group(1), "");
            } else {
                answer = allow(answer.body());
            }
        }
        throw new IllegalStateException("no way to a code: " + answer);
    }

    private Connection.Answer allow(String page) throws IOException {
        var form = FORM.matcher(page)
                .results()
                .filter(found -> found.group(2).contains("value=\"allow\""))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing to allow: " + page));
        var body = new StringBuilder("decision=allow");
        HIDDEN.matcher(form.group(2))
                .results()
                .forEach(input -> attribute(input.group(), "name")
                        .ifPresent(name -> body.append('&')
                                .append(name)
                                .append('=')
                                .append(encoded(
                                        attribute(input.group(), "value").orElse("")))));
        return navigate("POST", path(attribute(form.group(1), "action").orElseThrow()), body.toString());
    }

    Connection.Answer redeem(Code code) throws IOException {
        return token(code.app, code.form());
    }

    Connection.Answer refresh(App app, String token) throws IOException {
        return token(app, "grant_type=refresh_token&client_id=" + app.id + "&refresh_token=" + encoded(token));
    }

    Connection.Answer token(App app, String form) throws IOException {
        return post("/api/oidc/token", app.basic(), form);
    }

    Connection.Answer post(String path, String headers, String form) throws IOException {
        return connection.send("POST", path, headers + "Content-Type: application/x-www-form-urlencoded\r\n", form);
    }

    Connection.Answer userinfo(String accessToken) throws IOException {
        return connection.send("GET", "/api/oidc/userinfo", "Authorization: Bearer " + accessToken + "\r\n", "");
    }

    Connection.Answer introspect(App app, String accessToken) throws IOException {
        return post("/api/oidc/introspect", app.basic(), "token=" + encoded(accessToken));
    }

    /// What a script on a page sends.
    Connection.Answer fetch(String method, String path, String json) throws IOException {
        return withCookies(
                method,
                path,
                "Accept: application/json\r\nSec-Fetch-Site: same-origin\r\nOrigin: " + origin + "\r\n"
                        + (json.isEmpty() ? "" : "Content-Type: application/json\r\n"),
                json);
    }

    Connection.Answer navigate(String method, String path, String form) throws IOException {
        return withCookies(
                method,
                path,
                "Accept: text/html\r\nSec-Fetch-Mode: navigate\r\n"
                        + (method.equals("POST")
                                ? "Sec-Fetch-Site: same-origin\r\nOrigin: " + origin
                                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                                : "Sec-Fetch-Site: cross-site\r\n"),
                form);
    }

    private Connection.Answer withCookies(String method, String path, String headers, String body) throws IOException {
        var cookie = new StringBuilder();
        cookies.forEach((name, value) -> cookie.append(cookie.isEmpty() ? "Cookie: " : "; ")
                .append(name)
                .append('=')
                .append(value));
        var answer = connection.send(method, path, headers + (cookie.isEmpty() ? "" : cookie.append("\r\n")), body);
        for (var header : answer.headers()) {
            if (header.getKey().equals("set-cookie")) {
                var pair = header.getValue().split(";", 2)[0].split("=", 2);
                if (pair[1].isEmpty() || header.getValue().contains("Max-Age=0")) {
                    cookies.remove(pair[0]);
                } else {
                    cookies.put(pair[0], pair[1]);
                }
            }
        }
        return answer;
    }

    /// The same person on another connection, to this server or another one on the same data.
    Visitor on(int port) throws IOException {
        var other = new Visitor(origin, port);
        other.cookies.putAll(cookies);
        other.authenticator = authenticator;
        other.id = id;
        return other;
    }

    String id() {
        return id;
    }

    static String member(String json, String name) {
        var found = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
        return found.find() ? found.group(1) : "";
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String path(String address) {
        return address.startsWith(origin) ? address.substring(origin.length()) : address;
    }

    private static Optional<String> attribute(String element, String name) {
        var found = Pattern.compile("\\s" + name + "=\"([^\"]*)\"").matcher(element);
        return found.find() ? Optional.of(found.group(1).replace("&amp;", "&")) : Optional.empty();
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
