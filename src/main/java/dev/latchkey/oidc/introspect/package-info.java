/// Tells a client whether a token of its own still counts (RFC 7662): an access token by its signature and its grant, a
/// refresh token by its row.
@NullMarked
package dev.latchkey.oidc.introspect;

import org.jspecify.annotations.NullMarked;
