/// The authorization endpoint (RFC 6749 §3.1, OpenID Connect Core §3.1.2): what a client asks for, what its person has
/// to do first, and the answer in the response mode that was asked for.
///
/// 1. `RequestParser` reads the parameters once, into a sealed type. Until client and redirect URI are verified there
///    is nowhere to send anybody, so what fails before is shown on a page.
/// 2. `Requirements` says which steps are open: sign in, choose an account, prove it again, consent. Nobody who may
///    not use the app gets that far.
/// 3. Nothing open: `Granting` writes a grant and a code in one transaction, and the browser goes back. Else the
///    request waits in `Interactions`, bound to this browser, and `Steps` take its person through what is open.
///
/// ```
/// Authorize ─▶ RequestParser ─▶ ParsedRequest    RequestParameters, AuthorizationRequest, Prompt, LoginHint
///           ─▶ Requirements, Steps, Step         what is open, and doing it
///           ─▶ Granting ─▶ AuthorizationCodes    Redemption, at the token endpoint
///           ─▶ AuthorizationResponses            ClientReturn: where to, and how
///           ─▶ ErrorPages, RefusedRequests       PageError: for people; and for the audit log
/// InteractionPages, InteractionApi               the steps as pages, with ConsentItems, and over REST
/// ```
///
/// Owns the tables `interactions` and `authorization_codes`.
@NullMarked
package dev.latchkey.oidc.authorize;

import org.jspecify.annotations.NullMarked;
