/// How a client proves itself at the endpoints that only clients call: with a secret, by HTTP Basic or in the body, or
/// not at all if it is public (RFC 6749 §2.3).
///
/// [dev.latchkey.oidc.clientauth.ClientAuthentication] is asked by the endpoints for tokens, devices, introspection and
/// revocation, before they look at anything else. `Credentials` reads what the request says. The secrets are kept by
/// `clients`.
@NullMarked
package dev.latchkey.oidc.clientauth;

import org.jspecify.annotations.NullMarked;
