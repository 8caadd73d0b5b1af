/// **Test sign-in**: an administrator signs in to an app without the app, by the real flow, and is told in plain words
/// what the app would learn, or which step failed.
///
/// 1. The app's page asks for a test. [dev.latchkey.clients.SignInTests] writes a row, bound to the client and the
///    browser session, and the answer is an address below `/authorize`.
/// 2. The browser goes there, as an app would send it: groups, passkey and consent are asked for as always. The code
///    comes to a page of ours, which posts it back with the state.
/// 3. The row is used up, the code is redeemed with the PKCE verifier that only this server can derive, the tokens are
///    signed, userinfo is asked with the access token, and the grant ends, all within that request. No token is shown,
///    stored or sent, and there is no refresh token.
///
/// Who calls: the app's page and the page `/settings/admin/sign-in-test`, with the session of an administrator; no API
/// key. Begun and finished tests stand in the audit log.
@NullMarked
package dev.latchkey.oidc.signintest;

import org.jspecify.annotations.NullMarked;
