package dev.latchkey.oidc.authorize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.Answer;
import dev.latchkey.testkit.AuthorizationRequest;
import dev.latchkey.testkit.Form;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Pages;
import dev.latchkey.testkit.RelyingParty;
import dev.latchkey.testkit.TestIdp;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Requests that are refused: on a page while nothing is verified, to the client from then on.
@OnBothDatabases
class AuthorizeRefusalsTest {
    private static Form refusal(TestIdp idp, RelyingParty app, AuthorizationRequest request, String error) {
        var answer = idp.browser().get(request.address()).expect(303);
        assertTrue(answer.location().toString().startsWith(app.callback() + "?"), answer.toString());
        var told = Pages.parameters(answer.location());
        assertEquals(error, told.value("error").orElse(""), answer.toString());
        assertEquals(idp.issuer(), told.value("iss").orElse(""));
        assertEquals(request.parameters().value("state"), told.value("state"));
        assertFalse(told.value("error_description").orElse("").isEmpty());
        assertEquals("no-store", answer.header("Cache-Control").orElse(""));
        return told;
    }

    private static void page(TestIdp idp, AuthorizationRequest request, String code) {
        page(idp.browser().get(request.address()), code);
    }

    private static void page(Answer answer, String code) {
        answer.expect(400);
        assertTrue(answer.header("Location").isEmpty(), answer.toString());
        assertTrue(answer.header("Refresh").isEmpty(), answer.toString());
        assertTrue(answer.text().contains("<code>" + code + "</code>"), answer.toString());
    }

    @Test
    void nothingUnverifiedIsRedirectedTo(TestIdp idp) {
        var app = idp.client("unverified").create();
        page(idp, app.request().without("client_id"), "app_not_named");
        page(idp, app.request().with("client_id", "nobody"), "unknown_app");
        page(idp, app.request().with("client_id", " "), "app_not_named");
        page(idp, app.request().without("redirect_uri"), "callback_not_named");
        for (var address : List.of(
                "https://evil.example.net/callback",
                app.callback() + "/",
                app.callback() + "#fragment",
                app.callback() + "?more=1",
                "//evil.example.net",
                "javascript:alert(1)",
                "not an address")) {
            page(idp, app.request().with("redirect_uri", address), "callback_not_registered");
        }
    }

    @Test
    void whatIsSentTwiceIsRefused(TestIdp idp) {
        var app = idp.client("twice").create();
        var request = app.request();
        for (var name : List.of("client_id", "redirect_uri")) {
            var code = name.equals("client_id") ? "app_not_named" : "callback_not_named";
            var value = request.parameters().value(name).orElseThrow();
            page(idp, new AuthorizationRequest(request.parameters().and(name, value), ""), code);
        }
        for (var name : List.of("response_type", "scope", "nonce", "code_challenge", "prompt", "max_age")) {
            var twice = request.with(name, "1").parameters().and(name, "2");
            refusal(idp, app, new AuthorizationRequest(twice, ""), "invalid_request");
        }
        // A state sent twice is repeated to nobody.
        var states = new AuthorizationRequest(request.parameters().and("state", "other"), "");
        var told =
                Pages.parameters(idp.browser().get(states.address()).expect(303).location());
        assertEquals("invalid_request", told.value("error").orElse(""));
        assertTrue(told.value("state").isEmpty());
    }

    @Test
    void theClientHearsWhatIsWrongWithItsRequest(TestIdp idp) {
        var app = idp.client("wrong").create();
        var request = app.request();
        refusal(idp, app, request.without("response_type"), "unsupported_response_type");
        refusal(idp, app, request.with("response_type", "token"), "unsupported_response_type");
        refusal(idp, app, request.with("response_type", "code id_token"), "unsupported_response_type");
        refusal(idp, app, request.with("response_mode", "web_message"), "invalid_request");
        refusal(idp, app, request.with("request", "e30.e30."), "request_not_supported");
        refusal(idp, app, request.with("request_uri", "https://evil.example/r"), "request_uri_not_supported");
        refusal(idp, app, request.with("registration", "{}"), "registration_not_supported");
        refusal(idp, app, request.with("resource", "https://api.example.net"), "invalid_target");
        refusal(idp, app, request.with("prompt", "create"), "invalid_request");
        refusal(idp, app, request.with("prompt", "none login"), "invalid_request");
        refusal(idp, app, request.with("max_age", "-1"), "invalid_request");
        for (var age : List.of("soon", "1.5", "99999999999999999999")) {
            refusal(idp, app, request.with("max_age", age), "invalid_request");
        }
        refusal(idp, app, request.with("id_token_hint", "x"), "invalid_request");
        refusal(idp, app, request.with("claims", "[]"), "invalid_request");
        refusal(
                idp,
                app,
                request.with("claims", "{\"id_token\":{\"acr\":{\"essential\":true,\"value\":\"gold\"}}}"),
                "unmet_authentication_requirements");
        refusal(idp, app, request.with("prompt", "none"), "login_required");
    }

    @Test
    void pkceIsByS256OrNotAtAll(TestIdp idp) {
        var app = idp.client("challenges").create();
        refusal(idp, app, app.request().with("code_challenge_method", "plain"), "invalid_request");
        refusal(idp, app, app.request().without("code_challenge_method"), "invalid_request");
        refusal(idp, app, app.request().with("code_challenge_method", "S512"), "invalid_request");
        refusal(idp, app, app.request().without("code_challenge"), "invalid_request");
        refusal(idp, app, app.request().with("code_challenge", "short"), "invalid_request");

        var phone = idp.client("phone").publicClient().create();
        refusal(idp, phone, phone.request().withoutPkce(), "invalid_request");
        // Its row says so as well, and what is public does not get by with one that does not (RFC 9700 §2.1.1).
        idp.database().execute("update clients set pkce_required = false where id = '" + phone.id() + "'");
        refusal(idp, phone, phone.request().withoutPkce(), "invalid_request");
        var strict = idp.client("strict").with("pkceEnabled", true).create();
        refusal(idp, strict, strict.request().withoutPkce(), "invalid_request");
    }

    @Test
    void refusalsTravelByTheModeThatWasAskedFor(TestIdp idp) {
        var app = idp.client("modes").create();
        var request = app.request().with("prompt", "none");

        var fragment = idp.browser()
                .get(request.with("response_mode", "fragment").address())
                .expect(303)
                .location();
        assertTrue(fragment.toString().startsWith(app.callback() + "#error=login_required"), fragment.toString());
        assertEquals(idp.issuer(), Pages.parameters(fragment).value("iss").orElse(""));

        var post = idp.browser()
                .get(request.with("response_mode", "form_post").address())
                .expect(200);
        var form = Pages.forms(post).getFirst();
        assertEquals(app.callback(), form.action());
        assertEquals("post", form.method());
        assertEquals("login_required", form.fields().value("error").orElse(""));
        assertEquals(idp.issuer(), form.fields().value("iss").orElse(""));
        assertEquals(request.parameters().value("state"), form.fields().value("state"));
        var policy = post.header("Content-Security-Policy").orElse("");
        assertTrue(policy.contains("script-src 'self'") && !policy.contains("form-action"), policy);
        assertEquals("no-store", post.header("Cache-Control").orElse(""));
    }

    @Test
    void withoutAStateNoneComesBack(TestIdp idp) {
        var app = idp.client("stateless").create();
        refusal(idp, app, app.request().without("state").with("prompt", "none"), "login_required");
        refusal(
                idp,
                app,
                app.request().with("state", "").with("prompt", "login none").without("state"),
                "invalid_request");
        refusal(idp, app, app.request().with("state", "s".repeat(40_000)).with("prompt", "none"), "login_required");
    }

    @Test
    void brokenEncodingIsNoFaultOfOurs(TestIdp idp) {
        for (var query : List.of("client_id=%ff", "client_id=a%00b")) {
            idp.browser().get("/authorize?" + query).expect(400);
        }
    }

    @Test
    void aLinkCannotPutWordsIntoOurMouth(TestIdp idp) {
        var page =
                idp.browser().get("/interaction/error?error=Call+0800+and+pay").expect(400);
        // The switch of languages leads back to this address, which nobody reads.
        var read = page.text().replaceAll("<input type=\"hidden\"[^>]*>", "");
        assertFalse(read.contains("0800"), page.toString());
        var known = idp.browser().get("/interaction/error?error=unknown_app").expect(400);
        assertTrue(known.text().contains("<code>unknown_app</code>"), known.toString());
    }

    @Test
    void aRequestByPostIsAskedForAgainByGet(TestIdp idp) {
        var app = idp.client("posted").create();
        var alice = idp.user("posting").withPasskey().create();
        alice.signsInTo(app);
        // Signed in, consented, and silent: the cross-site POST itself carries no cookie.
        var request = app.request().with("prompt", "none");
        var answer = alice.browser()
                .submitFrom(app.origin(), "/authorize", request.parameters())
                .expect(303);
        assertTrue(answer.location().toString().startsWith("/authorize?interaction="), answer.toString());
        var arrived = alice.browser().follow(answer);
        assertTrue(arrived.location().toString().startsWith(app.callback()), arrived.toString());
        assertTrue(Pages.parameters(arrived.location()).value("code").isPresent(), arrived.toString());

        page(
                idp.browser()
                        .submitFrom(
                                app.origin(),
                                "/authorize",
                                request.with("client_id", "nobody").parameters()),
                "unknown_app");
        idp.browser()
                .submitFrom(
                        app.origin(),
                        "/authorize",
                        request.with("state", "s".repeat(70_000)).parameters())
                .expect(413);
    }

    @Test
    void anAppThatIsRefusedByGroupHearsIt(TestIdp idp) {
        var insiders = idp.group("insiders");
        var app = idp.client("inside").onlyFor(insiders).create();
        var outsider = idp.user("outsider").withPasskey().create();
        var silent = outsider.browser()
                .get(app.request().with("prompt", "none").address())
                .expect(303);
        assertEquals(
                "access_denied",
                Pages.parameters(silent.location()).value("error").orElse(""));

        var page = outsider.browser().open(app.request().address()).expect(200);
        var form = Pages.forms(page).getFirst();
        var onwards = outsider.browser()
                .submit(form.action(), form.fields().and("decision", "deny"))
                .expect(200);
        var told = outsider.browser()
                .get(Pages.onward(onwards).orElseThrow().toString())
                .expect(303);
        assertEquals(
                "access_denied",
                Pages.parameters(told.location()).value("error").orElse(""));

        var insider = idp.user("insider").memberOf(insiders).withPasskey().create();
        insider.signsInTo(app).tokens();
    }
}
