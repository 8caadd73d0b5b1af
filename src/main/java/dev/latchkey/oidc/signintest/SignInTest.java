package dev.latchkey.oidc.signintest;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.clients.Client;
import dev.latchkey.clients.ClientId;
import dev.latchkey.clients.Clients;
import dev.latchkey.clients.SignInTests;
import dev.latchkey.oidc.OAuthError;
import dev.latchkey.oidc.Pkce;
import dev.latchkey.oidc.Scopes;
import dev.latchkey.oidc.grants.EndReason;
import dev.latchkey.oidc.grants.Grants;
import dev.latchkey.oidc.token.TestTokens;
import dev.latchkey.oidc.userinfo.Userinfo;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.crypto.Secret;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.FieldChecks;
import dev.latchkey.platform.http.JsonBody;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.openapi.Operations;
import dev.latchkey.platform.openapi.Schema;
import dev.latchkey.signin.sessions.Session;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// `POST /api/oidc/clients/{id}/sign-in-tests` and `POST /api/oidc/sign-in-tests/finish`.
public final class SignInTest {
    private static final String BEGIN = "/api/oidc/clients/{id}/sign-in-tests";
    private static final String FINISH = "/api/oidc/sign-in-tests/finish";
    private static final int LONGEST = 512;

    private final Db db;
    private final String issuer;
    private final Parts parts;

    /// What it stands on.
    public record Parts(
            Clients clients, SignInTests tests, TestTokens tokens, Userinfo userinfo, Grants grants, Audit audit) {}

    public SignInTest(Db db, String issuer, Parts parts) {
        this.db = db;
        this.issuer = issuer;
        this.parts = parts;
    }

    public void routes(Routes routes) {
        routes.administratorSession().post(BEGIN, this::begin).post(FINISH, this::finish);
        routes.described(SignInTest::describe);
    }

    private static void describe(Operations operations) {
        var topic = operations.about("Apps");
        topic.post(BEGIN, "Begin a test of signing in to an app")
                .details("The browser that asks goes to the address in the answer.")
                .takes(Schema.object().with("scopes", Schema.list(Schema.text())))
                .answers(201, Begun.class)
                .refuses(400, "validation_failed", "invalid_request_body")
                .refuses(404, "not_found");
        topic.post(FINISH, "Finish a test of signing in")
                .details("With the `state`, and the `code` or `error`, that came to the test's callback.")
                .takes(Schema.object()
                        .with("state", Schema.text())
                        .maybe("code", Schema.text())
                        .maybe("error", Schema.text()))
                .answers(200, TestResult.class)
                .refuses(400, "validation_failed", "invalid_request_body")
                .refuses(404, "not_found");
    }

    /// Where the browser goes next.
    private record Begun(String url) {}

    private Reply begin(Call call) {
        var session = call.caller(Session.class);
        var scopes = scopes(call.json());
        return Reply.json(201, db.write(tx -> {
            var client = parts.clients().get(tx, ClientId.fromPath(call.path("id")));
            var plan = parts.tests().begin(tx, client.id(), session.id().value());
            parts.audit().record(tx, entry(call, session, client, "SIGN_IN_TEST_STARTED"));
            return new Begun(address(client, plan, scopes));
        }));
    }

    private static Scopes scopes(JsonBody body) {
        var checks = new FieldChecks();
        var asked = Scopes.parse(String.join(" ", body.texts("scopes").orElseGet(List::of)))
                .supported();
        checks.that(asked.has(Scopes.OPENID), "scopes", "required", "has to name openid");
        checks.done();
        return asked;
    }

    /// As an app asks that does everything right (RFC 9700 §2.1.1, OpenID Connect Core §3.1.2.1).
    private String address(Client client, SignInTests.Plan plan, Scopes scopes) {
        var challenge = Pkce.ofVerifier(plan.verifier().reveal()).orElseThrow().challenge();
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("response_type", "code");
        parameters.put("client_id", client.id().value());
        parameters.put("redirect_uri", plan.callback());
        parameters.put("scope", scopes.format());
        parameters.put("state", plan.state().reveal());
        parameters.put("nonce", plan.nonce());
        parameters.put("code_challenge", challenge);
        parameters.put("code_challenge_method", Pkce.METHOD);
        return issuer + "/authorize?"
                + parameters.entrySet().stream()
                        .map(entry ->
                                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    /// What came to the callback.
    private record Answer(String state, Optional<Secret> code, Optional<String> error) {
        static Answer from(JsonBody body) {
            var checks = new FieldChecks();
            var state = checks.of("state", body.text("state"))
                    .required()
                    .atMost(LONGEST)
                    .composed();
            var code = body.optionalText("code")
                    .map(text ->
                            checks.of("code", text).required().atMost(LONGEST).composed());
            var error = body.optionalText("error")
                    .map(text ->
                            checks.of("error", text).required().atMost(LONGEST).composed());
            checks.that(code.isPresent() || error.isPresent(), "code", "required", "is required");
            checks.done();
            return new Answer(state, code.map(Secret::new), error);
        }
    }

    private record Running(Client client, SignInTests.Plan plan) {}

    private Reply finish(Call call) {
        var session = call.caller(Session.class);
        var answer = Answer.from(call.json());
        var running = db.write(tx -> parts.tests()
                        .finish(tx, answer.state(), session.id().value())
                        .map(test -> new Running(parts.clients().get(tx, test.client()), test.plan())))
                .orElseThrow(() -> Refusal.NotFound.of("Sign-in test").asException());
        return Reply.json(
                200,
                answer.error()
                        .map(error -> written(call, session, TestResult.refused(running.client(), error), running))
                        .orElseGet(() ->
                                redeem(call, session, running, answer.code().orElseThrow())));
    }

    private TestResult redeem(Call call, Session session, Running running, Secret code) {
        var client = running.client();
        return switch (parts.tokens().redeem(client, running.plan(), code)) {
            case TestTokens.Outcome.Refused _ ->
                written(call, session, TestResult.failed(client, "token", "invalid_grant"), running);
            case TestTokens.Outcome.Ended _ ->
                written(call, session, TestResult.failed(client, "token", "ended"), running);
            case TestTokens.Outcome.Issued issued -> {
                var result = ask(client, issued);
                yield db.write(tx -> {
                    parts.grants().end(tx, issued.grant(), EndReason.TEST_OVER);
                    return written(call, tx, session, result, client);
                });
            }
        };
    }

    private TestResult ask(Client client, TestTokens.Outcome.Issued issued) {
        try {
            var userInfo = parts.userinfo().of(issued.accessToken().reveal());
            boolean provable = db.read(tx -> parts.clients().canProveItself(tx, client));
            return TestResult.done(client, issued.scopes(), issued.idToken(), userInfo, provable);
        } catch (OAuthError _) {
            return TestResult.failed(client, "userinfo", "invalid_token"); // the grant ended at this very moment
        }
    }

    private TestResult written(Call call, Session session, TestResult result, Running running) {
        return db.write(tx -> written(call, tx, session, result, running.client()));
    }

    private TestResult written(Call call, Tx tx, Session session, TestResult result, Client client) {
        var entry =
                entry(call, session, client, "SIGN_IN_TESTED").data("result", result.passed() ? "passed" : "failed");
        parts.audit()
                .record(
                        tx,
                        result.passed()
                                ? entry
                                : entry.data("step", result.step()).data("reason", result.reason()));
        return result;
    }

    private static AuditEntry entry(Call call, Session session, Client client, String event) {
        return AuditEntry.of(call, event)
                .user(session.userId())
                .client(client.id().value())
                .data("clientName", client.name());
    }
}
