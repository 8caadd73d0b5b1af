package dev.latchkey.recordings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.Browser;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Person;
import dev.latchkey.testkit.TestIdp;
import dev.latchkey.testkit.authenticator.Ceremony;
import dev.latchkey.testkit.authenticator.SoftwareAuthenticator;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// The recorded exchanges about passkeys and login codes, in the recorded order. What a recorded browser sent
/// cannot be sent again: a passkey signs anew, with the same lie.
@OnBothDatabases(fresh = true)
class RecordedSignInTest {
    private static final UUID APPLE = UUID.fromString("fbfc3007-154e-4ecc-8c0b-6e020557d7bd");
    /// What recorded browsers did that cannot be sent again as it was.
    private static final Set<String> LATER = Set.of(
            "registration of a synced passkey under that policy",
            "sign-in options under that policy",
            "a disabled user's session",
            "sign-in of a disabled user",
            "logout",
            "after logout",
            "logout by API key");

    private static final String REGISTER = "/api/webauthn/register/finish";
    private static final String SIGN_IN = "/api/webauthn/login/finish";
    private static final String PROVE = "/api/webauthn/reauthenticate";

    @AfterAll
    static void nothingIsForeseenInVain() {
        Departures.allWereMet("webauthn");
        Departures.allWereMet("device_login");
    }

    @Test
    void loginCodes(TestIdp idp) {
        var kim = kim(idp);
        var visitor = idp.browser();
        var code = "";
        var exchanges = Recording.all("login_codes").stream()
                .filter(exchange -> !exchange.name().contains("mail"))
                .filter(exchange -> !exchange.method().equals("JWT"))
                .toList();
        assertEquals(15, exchanges.size());
        for (var exchange : exchanges) {
            if (exchange.name().startsWith("use") && !exchange.name().equals("use again")) {
                code = idp.admin().makesLoginCodeFor(kim);
            }
            if (exchange.name().equals("use for a disabled user")) {
                idp.disable(kim);
            }
            var token = token(exchange, code);
            var answer = exchange.send(
                    browser(idp, exchange, kim, visitor),
                    parameter -> parameter.equals("token")
                            ? token
                            : exchange.name().contains("unknown")
                                    ? UUID.randomUUID().toString()
                                    : kim.id(),
                    UnaryOperator.identity());
            exchange.check(answer, json -> ofOurs(json, kim));
        }
    }

    @Test
    void fromAnotherDevice(TestIdp idp) {
        var kim = idp.user("kim").with("locale", "en").withPasskey().create();
        var waiting = idp.browser();
        var code = "";
        for (var exchange : Recording.all("device_login")) {
            if (exchange.method().equals("JWT")) {
                exchange.isNotSent();
                continue;
            }
            if (exchange.name().equals("deny")) {
                waiting = idp.browser();
                code = waiting.fetch("POST", "/api/device-login/requests")
                        .expect(201)
                        .member("id");
            }
            var sent = exchange.name().contains("unknown") ? "P0000000" : code;
            var browser = switch (exchange.as()) {
                case "waiting device" -> waiting;
                case "user" -> kim.browser();
                default -> idp.browser();
            };
            if (exchange.name().equals("reauthenticate")) {
                browser.fetch("GET", "/api/webauthn/login/start").expect(200); // by the sign-in a moment ago
            }
            var answer = exchange.send(browser, _ -> sent, body -> body.replaceAll("<random:\\d>", sent));
            exchange.check(
                    answer,
                    json -> ofOurs(json, kim)
                            .replace("<base>", idp.issuer())
                            .replace("Firefox on Linux x86_64", "Chrome on Linux x86_64")
                            .replace("\"127.0.0.1\"", "\"<random>\"")
                            .replace("<random:8>", exchange.name().equals("start") ? "<random:8>" : sent));
            if (exchange.name().equals("start")) {
                code = answer.member("id");
            }
        }
    }

    private static String token(Recording exchange, String code) {
        return switch (exchange.name()) {
            case "use of an unknown code" -> "QQQQQQ";
            case "use in the wrong case" -> swapped(code);
            default -> code;
        };
    }

    /// A code that has no letters reads the same in either case: then it is another one.
    private static String swapped(String code) {
        var swapped = code.chars()
                .map(c -> Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return swapped.equals(code) ? "QQQQQQ" : swapped;
    }

    private static Browser browser(TestIdp idp, Recording exchange, Person kim, Browser visitor) {
        return switch (exchange.as()) {
            case "admin" -> idp.admin().browser();
            case "user" -> signedInByCode(idp, kim);
            case "visitor" -> visitor;
            default -> idp.browser();
        };
    }

    private static Person kim(TestIdp idp) {
        return idp.user("kim").with("emailVerified", false).with("locale", "en").create();
    }

    private static Browser signedInByCode(TestIdp idp, Person person) {
        var browser = idp.browser();
        browser.fetch("POST", "/api/one-time-access-token/" + idp.admin().makesLoginCodeFor(person))
                .expect(200);
        return browser;
    }

    /// A browser of theirs in which a passkey is about to be registered.
    private static Browser begun(TestIdp idp, Person person) {
        var browser = signedInByCode(idp, person);
        browser.fetch("GET", "/api/webauthn/register/start").expect(200);
        return browser;
    }

    /// A recorded body as it is here: Kim's name ends in a number from the second test on.
    private static String ofOurs(String json, Person kim) {
        var name = kim.username();
        return json.replace("\"kim\"", '"' + name + '"')
                .replace("kim@", name + "@")
                .replace("Kim", "K" + name.substring(1));
    }

    @Test
    void registration(TestIdp idp) {
        var stage = new Stage(idp);
        for (var exchange : Recording.all("webauthn").subList(0, 10)) {
            var answer = switch (exchange.name()) {
                case "registration without a challenge cookie" ->
                    signedInByCode(idp, stage.kim).fetch("POST", REGISTER, "{}");
                case "registration with an empty body" -> begun(idp, stage.kim).fetch("POST", REGISTER);
                case "registration with an empty object" ->
                    begun(idp, stage.kim).fetch("POST", REGISTER, "{}");
                case "registration of a foreign origin" -> stage.registers(lie -> lie.origin("https://evil.example"));
                case "registration of a wrong challenge" -> stage.registers(lie -> lie.challenge("d3Jvbmc"));
                case "registration without user verification" -> stage.registers(lie -> lie.userVerified(false));
                case "registration with an unknown challenge" -> {
                    var other = signedInByCode(idp, stage.kim);
                    var body = stage.device.create(
                            other.fetch("GET", "/api/webauthn/register/start").text());
                    other.cookies().plant("__Host-session", "n".repeat(43));
                    yield other.fetch("POST", REGISTER, body);
                }
                case "registration without content type" -> {
                    stage.body = stage.device.create(stage.begins());
                    yield stage.browser.fetch(
                            "POST", REGISTER, "text/plain", stage.body.getBytes(StandardCharsets.UTF_8));
                }
                case "registration, challenge used twice" -> stage.browser.fetch("POST", REGISTER, stage.body);
                case "registration of the same credential" ->
                    stage.registers(lie -> lie.despiteExclusions()
                            .credentialId(stage.device.passkeys().getLast().id()));
                default -> throw new AssertionError(exchange.name());
            };
            exchange.check(answer, UnaryOperator.identity());
        }
    }

    @Test
    void signingInAndProving(TestIdp idp) {
        var stage = new Stage(idp);
        stage.registers(_ -> {}).expect(200);
        for (var exchange : Recording.all("webauthn").subList(10, 27)) {
            if (exchange.method().equals("JWT")) {
                exchange.isNotSent();
                continue;
            }
            var answer = switch (exchange.name()) {
                case "sign-in options" -> idp.browser().fetch("GET", "/api/webauthn/login/start");
                case "sign-in without a challenge cookie" -> idp.browser().fetch("POST", SIGN_IN, "{}");
                case "sign-in with an empty object" -> {
                    stage.arrives();
                    yield stage.visitor.fetch("POST", SIGN_IN, "{}");
                }
                case "sign-in with a forged signature" -> stage.signsIn(Ceremony::alteredSignature);
                case "sign-in with the same challenge after a failure" ->
                    stage.visitor.fetch("POST", SIGN_IN, stage.device.get(stage.options));
                case "sign-in with an unknown credential" -> stage.signsIn(lie -> lie.credentialId(new byte[32]));
                case "sign-in of a foreign origin" -> stage.signsIn(lie -> lie.origin("https://evil.example"));
                case "sign-in without user verification" -> stage.signsIn(lie -> lie.userVerified(false));
                case "sign-in with a changed backup flag" -> stage.signsIn(lie -> lie.backup(false, false));
                case "sign-in" -> stage.signsIn(_ -> {});
                case "sign-in, challenge used twice" -> stage.visitor.fetch("POST", SIGN_IN, stage.body);
                case "reauthentication without a challenge cookie" -> {
                    var other = idp.browser();
                    other.cookies()
                            .plant(
                                    "__Host-access_token",
                                    stage.visitor
                                            .cookies()
                                            .value("__Host-access_token")
                                            .orElseThrow());
                    yield other.fetch("POST", PROVE);
                }
                case "reauthentication by a fresh session" -> stage.visitor.fetch("POST", PROVE);
                case "reauthentication by a login-code session" -> {
                    stage.visitor = signedInByCode(idp, stage.kim);
                    stage.options = stage.visitor
                            .fetch("GET", "/api/webauthn/login/start")
                            .text();
                    yield stage.visitor.fetch("POST", PROVE);
                }
                case "reauthentication with a forged passkey" ->
                    stage.visitor.fetch("POST", PROVE, stage.device.get(stage.options, Ceremony::alteredSignature));
                case "reauthentication with a passkey" -> {
                    var options = stage.visitor
                            .fetch("GET", "/api/webauthn/login/start")
                            .text();
                    yield stage.visitor.fetch("POST", PROVE, stage.device.get(options));
                }
                default -> throw new AssertionError(exchange.name());
            };
            exchange.check(answer, json -> ofOurs(json, stage.kim).replace("\"localhost\"", "\"<host>\""));
        }
    }

    @Test
    void ownPasskeys(TestIdp idp) {
        var stage = new Stage(idp);
        var second = stage.registers(_ -> {}).expect(200).member("id");
        var first = stage.browser
                .fetch("GET", "/api/webauthn/credentials")
                .json()
                .get(0)
                .path("id")
                .stringValue();
        var exchanges = Recording.all("webauthn");
        for (var exchange : exchanges.subList(27, exchanges.size())) {
            if (exchange.name().equals("creation options under a stricter policy")) {
                idp.settings(Map.of(
                        "appName",
                        "Example ID",
                        "webauthnAllowSyncedPasskeys",
                        "false",
                        "webauthnAuthenticatorAttachment",
                        "platform"));
            }
            if (exchange.name().equals("delete as admin")) {
                stage.registersAnother(); // nobody deletes their own last one
            }
            if (exchange.name().equals("a disabled user's session")) {
                idp.disable(stage.kim);
            }
            var answer = LATER.contains(exchange.name())
                    ? stage.ends(exchange)
                    : exchange.send(
                            exchange.as().equals("admin") ? idp.admin().browser() : stage.browser,
                            parameter -> exchange.name().contains("unknown")
                                    ? UUID.randomUUID().toString()
                                    : exchange.template().startsWith("/api/users/")
                                            ? parameter.equals("id") ? stage.kim.id() : first
                                            : second,
                            UnaryOperator.identity());
            exchange.check(answer, json -> ofOurs(json, stage.kim).replace("\"localhost\"", "\"<host>\""));
        }
    }

    /// Kim with a passkey on an Apple device, and another device beside it.
    private static final class Stage {
        private final TestIdp idp;
        private final Person kim;
        private final Browser browser;
        private final SoftwareAuthenticator device;
        private final SoftwareAuthenticator spare;
        private Browser visitor;
        private String options = "";
        private String body = "";

        Stage(TestIdp idp) {
            this.idp = idp;
            this.kim = kim(idp);
            this.browser = signedInByCode(idp, kim);
            this.visitor = idp.browser();
            this.device = SoftwareAuthenticator.at(idp.issuer()).synced().transports("internal", "hybrid");
            this.spare = SoftwareAuthenticator.at(idp.issuer()).transports("usb");
            var apple = SoftwareAuthenticator.at(idp.issuer()).model(APPLE).transports("usb");
            Person.addsPasskey(browser, apple).expect(200);
        }

        String begins() {
            return browser.fetch("GET", "/api/webauthn/register/start")
                    .expect(200)
                    .text();
        }

        Answer registers(Consumer<Ceremony> lie) {
            return browser.fetch("POST", REGISTER, device.create(begins(), lie));
        }

        void registersAnother() {
            Person.addsPasskey(browser, spare).expect(200);
        }

        void arrives() {
            visitor = idp.browser();
            options = visitor.fetch("GET", "/api/webauthn/login/start")
                    .expect(200)
                    .text();
        }

        Answer signsIn(Consumer<Ceremony> lie) {
            arrives();
            body = device.get(options, lie);
            return visitor.fetch("POST", SIGN_IN, body);
        }

        /// What the recorded browsers did last.
        Answer ends(Recording exchange) {
            return switch (exchange.name()) {
                case "registration of a synced passkey under that policy" -> registers(_ -> {});
                case "sign-in options under that policy" -> idp.browser().fetch("GET", exchange.template());
                case "logout by API key" -> {
                    var key = idp.user("mia").withPasskey().create().makesApiKey(Map.of());
                    yield idp.backchannel().apiKey(key).send(exchange.method(), exchange.template());
                }
                case "a disabled user's session" -> browser.fetch("GET", "/api/users/me");
                case "sign-in of a disabled user" -> {
                    arrives();
                    yield visitor.fetch("POST", SIGN_IN, spare.get(options));
                }
                case "logout" -> {
                    visitor = signedInByCode(idp, idp.user("lou").create());
                    yield visitor.fetch("POST", "/api/webauthn/logout");
                }
                default -> visitor.fetch("GET", "/api/users/me");
            };
        }
    }
}
