/// The protocol engine. Here: what several of its parts speak of: [dev.latchkey.oidc.OAuthError],
/// [dev.latchkey.oidc.Scopes], [dev.latchkey.oidc.ResponseMode], [dev.latchkey.oidc.Pkce],
/// [dev.latchkey.oidc.PendingRequestLimit].
@NullMarked
package dev.latchkey.oidc;

import org.jspecify.annotations.NullMarked;
