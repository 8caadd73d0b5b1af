/// Lets a client give tokens back (RFC 7009).
@NullMarked
package dev.latchkey.oidc.revoke;

import org.jspecify.annotations.NullMarked;
