/// How a client proves itself at the endpoints that only clients call: with a secret, by HTTP Basic or in the body, or
/// not at all if it is public (RFC 6749 §2.3).
@NullMarked
package dev.latchkey.oidc.clientauth;

import org.jspecify.annotations.NullMarked;
