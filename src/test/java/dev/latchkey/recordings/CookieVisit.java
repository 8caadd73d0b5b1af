package dev.latchkey.recordings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.Backchannel;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.authenticator.SoftwareAuthenticator;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// The first administrator's, who keeps cookies by hand: a browser of the testkit speaks `https` only.
final class CookieVisit {
    private final TestIdp idp;
    private final SoftwareAuthenticator device;
    private final Map<String, String> cookies = new HashMap<>();

    CookieVisit(TestIdp idp, String origin) {
        this.idp = idp;
        this.device = SoftwareAuthenticator.at(origin);
    }

    void replay(String area) {
        post(
                        "/api/signup/setup",
                        "{\"username\":\"ada\",\"firstName\":\"Ada\",\"lastName\":\"A\",\"email\":\"ada@example.com\"}")
                .expect(200);
        var options = get("/api/webauthn/register/start").expect(200).text();
        post("/api/webauthn/register/finish", device.create(options)).expect(200);
        configure(Map.of("emailOneTimeAccessAsUnauthenticatedEnabled", "true"));
        var challenge = "";
        var exchanges = Recording.all(area);
        assertEquals(7, exchanges.size());
        for (var exchange : exchanges) {
            if (exchange.name().equals("session cookie with another duration")) {
                configure(Map.of("sessionDuration", "5"));
                challenge = get("/api/webauthn/login/start").expect(200).text();
            }
            var answer = exchange.template().equals("/api/webauthn/login/finish")
                    ? post(exchange.template(), device.get(challenge))
                    : keep(exchange.send(caller(), UnaryOperator.identity(), UnaryOperator.identity()));
            challenge = answer.text();
            exchange.check(answer, json -> json.replace("\"localhost\"", "\"<random>\""));
        }
        Departures.allWereMet(area);
    }

    private void configure(Map<String, String> changes) {
        var wanted = new HashMap<String, Object>();
        get("/api/application-configuration/all")
                .expect(200)
                .json()
                .forEach(setting -> wanted.put(
                        setting.path("key").stringValue(), setting.path("value").stringValue()));
        wanted.putAll(changes);
        caller().send("PUT", "/api/application-configuration", wanted).expect(200);
    }

    private Answer get(String path) {
        return keep(caller().get(path));
    }

    private Answer post(String path, String json) {
        return keep(caller().header("Content-Type", "application/json")
                .send("POST", path, json.getBytes(StandardCharsets.UTF_8)));
    }

    private Backchannel caller() {
        var sent = cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        return sent.isEmpty() ? idp.backchannel() : idp.backchannel().header("Cookie", sent);
    }

    private Answer keep(Answer answer) {
        for (var cookie : answer.headers("Set-Cookie")) {
            int name = cookie.indexOf('=');
            cookies.put(cookie.substring(0, name), cookie.substring(name + 1, cookie.indexOf(';')));
        }
        return answer;
    }
}
