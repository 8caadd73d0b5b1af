package dev.latchkey.oidc.authorize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.testkit.AuthorizationRequest;
import dev.latchkey.testkit.Browser;
import dev.latchkey.testkit.OnBothDatabases;
import dev.latchkey.testkit.Pages;
import dev.latchkey.testkit.TestIdp;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who is asked although they have agreed before, or although the app does without asking.
@OnBothDatabases
class ConsentTest {
    private static String refused(Browser browser, AuthorizationRequest request) {
        var answer = browser.get(request.address()).expect(303);
        return Pages.parameters(answer.location()).value("error").orElse("");
    }

    private static boolean asks(Browser browser, AuthorizationRequest request) {
        var page = browser.open(request.address()).expect(200);
        return Pages.forms(page).stream()
                .anyMatch(form -> form.fields().value("step").orElse("").equals("consent"));
    }

    @Test
    void anAppMayWantItsPersonToAgreeAgain(TestIdp idp) {
        for (boolean skips : new boolean[] {false, true}) {
            var app = idp.client("again-" + skips).with("skipConsent", skips).create();
            var alice = idp.user("again-" + skips).withPasskey().create();
            alice.signsInTo(app);
            assertTrue(asks(alice.browser(), app.request().with("prompt", "consent")));
        }
    }

    /// Claims that are asked for by name are shared as those of a scope are (OpenID Connect Core §5.5).
    @Test
    void whatIsAskedForByNameIsAgreedToAsWell(TestIdp idp) {
        var app = idp.client("by-name").scopes("openid profile").create();
        var alice = idp.user("by-name").withPasskey().create();
        alice.signsInTo(app);
        for (var where :
                Map.of("userinfo", "email", "id_token", "email_verified").entrySet()) {
            var named =
                    app.request().with("claims", "{\"" + where.getKey() + "\":{\"" + where.getValue() + "\":null}}");
            assertTrue(asks(alice.browser(), named));
            assertEquals("consent_required", refused(alice.browser(), named.with("prompt", "none")));
        }
    }
}
