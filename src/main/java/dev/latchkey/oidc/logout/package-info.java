/// RP-Initiated Logout: an app sends its person here to sign out, and may name where they go next.
///
/// With an ID token of this very session it happens at once. Anything less is asked first, by a form of ours, so
/// that no other site can sign anybody out; and nobody is sent to an address that their app has not registered.
///
/// `EndSession` is the endpoint and its page, `LogoutRequest` what was asked for; what is posted waits in
/// `PostedLogouts` until the browser comes back for it with its cookie. Signing out without an app is for
/// [dev.latchkey.signin.sessions.SessionList].
///
/// Owns the table `posted_logouts`.
@NullMarked
package dev.latchkey.oidc.logout;

import org.jspecify.annotations.NullMarked;
