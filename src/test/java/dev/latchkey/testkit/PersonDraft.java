package dev.latchkey.testkit;

import dev.latchkey.testkit.authenticator.SoftwareAuthenticator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Somebody whom an administrator is about to add. Each change changes this.
public final class PersonDraft {
    private final TestIdp idp;
    private final String username;
    private final Map<String, Object> body = new HashMap<>();
    private boolean passkey;

    PersonDraft(TestIdp idp, String username) {
        this.idp = idp;
        this.username = username;
        body.put("username", username);
        body.put("firstName", Character.toUpperCase(username.charAt(0)) + username.substring(1));
        body.put("lastName", "Example");
        body.put("displayName", body.get("firstName") + " Example");
        body.put("email", username + "@example.com");
        body.put("emailVerified", true);
    }

    /// With a passkey on an authenticator of their own, and signed in.
    public PersonDraft withPasskey() {
        passkey = true;
        return this;
    }

    public PersonDraft administrator() {
        return with("isAdmin", true);
    }

    public PersonDraft memberOf(String... groupIds) {
        return with("userGroupIds", List.of(groupIds));
    }

    /// A member of `POST /api/users`.
    public PersonDraft with(String member, Object value) {
        body.put(member, value);
        return this;
    }

    public Person create() {
        var admin = idp.admin();
        var id = admin.calls("POST", "/api/users", body).expect(201).member("id");
        var browser = idp.browser();
        var authenticator = SoftwareAuthenticator.at(idp.issuer());
        var person = new Person(idp, id, username, authenticator, browser);
        if (passkey) {
            var code = admin.makesLoginCodeFor(person);
            browser.fetch("POST", "/api/one-time-access-token/" + code).expect(200);
            Person.addsPasskey(browser, authenticator).expect(200);
            person.signsIn(browser);
        }
        return person;
    }
}
