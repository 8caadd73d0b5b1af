package dev.latchkey.oidc.claims;

import dev.latchkey.directory.users.User;
import dev.latchkey.oidc.grants.Grant;

/// A grant that counts at this moment, and everything that may be told about its person. Only [LiveGrants] finds one.
public record LiveGrant(Grant grant, Subject subject) {
    public User user() {
        return subject.user();
    }
}
