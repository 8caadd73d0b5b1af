package dev.latchkey.oidc.authorize;

import java.util.Locale;

/// Why an authorization request ends on a page of ours. Each has a title, a text for the person, and one for whoever
/// runs the app.
enum PageError {
    /// `client_id` is missing, or sent twice.
    APP_NOT_NAMED,
    UNKNOWN_APP,
    /// `redirect_uri` is missing, or sent twice.
    CALLBACK_NOT_NAMED,
    CALLBACK_NOT_REGISTERED,
    /// The callback of sign-in tests was named, and there is no such test, or it is another session's or client's.
    TEST_OVER,
    /// The interaction is unknown, over, used up, or another browser's.
    INTERACTION_OVER;

    /// As pages and their texts name it.
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
