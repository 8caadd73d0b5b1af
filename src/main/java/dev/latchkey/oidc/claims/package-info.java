/// Which claims about a person a client gets to see: by scope (OpenID Connect Core §5.4) and by the `claims` parameter
/// (§5.5), custom claims included.
@NullMarked
package dev.latchkey.oidc.claims;

import org.jspecify.annotations.NullMarked;
