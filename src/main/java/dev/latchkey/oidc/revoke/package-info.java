/// Lets a client give tokens back (RFC 7009). People take back what they gave in
/// [dev.latchkey.oidc.grants.AuthorizedClients].
@NullMarked
package dev.latchkey.oidc.revoke;

import org.jspecify.annotations.NullMarked;
