/// Tells a client whether a token of its own still counts (RFC 7662).
@NullMarked
package dev.latchkey.oidc.introspect;

import org.jspecify.annotations.NullMarked;
