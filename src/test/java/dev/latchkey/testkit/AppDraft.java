package dev.latchkey.testkit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An application that an administrator is about to register: confidential and open to everybody unless told otherwise.
/// Each change changes this.
public final class AppDraft {
    private final TestIdp idp;
    private final Map<String, Object> body = new HashMap<>();
    private String scopes = "openid profile email";
    private String callback;

    AppDraft(TestIdp idp, String name) {
        this.idp = idp;
        this.callback = "https://" + name + ".example.org/callback";
        body.put("name", name);
        body.put("isGroupRestricted", false);
        body.put("pkceEnabled", false);
    }

    /// What it asks for.
    public AppDraft scopes(String requested) {
        scopes = requested;
        return this;
    }

    public AppDraft confidential() {
        return with("isPublic", false);
    }

    public AppDraft publicClient() {
        return with("isPublic", true);
    }

    public AppDraft callback(String address) {
        callback = address;
        return this;
    }

    /// Only members of these groups may use it.
    public AppDraft onlyFor(String... groupIds) {
        return with("isGroupRestricted", true).with("allowed", List.of(groupIds));
    }

    /// A member of `POST /api/oidc/clients`.
    public AppDraft with(String member, Object value) {
        body.put(member, value);
        return this;
    }

    public RelyingParty create() {
        var admin = idp.admin();
        var allowed = body.remove("allowed");
        body.putIfAbsent("callbackURLs", List.of(callback));
        body.putIfAbsent("logoutCallbackURLs", List.of());
        var id = admin.calls("POST", "/api/oidc/clients", body).expect(201).member("id");
        if (allowed != null) {
            admin.calls("PUT", "/api/oidc/clients/" + id + "/allowed-user-groups", Map.of("userGroupIds", allowed))
                    .expect(200);
        }
        var secret = Boolean.TRUE.equals(body.get("isPublic"))
                ? ""
                : admin.calls("POST", "/api/oidc/clients/" + id + "/secrets", Map.of())
                        .expect(201)
                        .member("secret");
        return new RelyingParty(idp, id, secret, callback, scopes);
    }
}
