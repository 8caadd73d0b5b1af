package dev.latchkey.oidc.authorize;

import java.util.Locale;

/// What a person may have to do before an app gets its answer, in the order in which it is done.
enum Step {
    AUTHENTICATE,
    SELECT_ACCOUNT,
    REAUTHENTICATE,
    CONSENT;

    /// As the REST API and the pages spell it.
    String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }
}
