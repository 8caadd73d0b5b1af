/// What clients read first: the metadata documents (OpenID Connect Discovery §3, RFC 8414) and the key set (RFC 7517).
@NullMarked
package dev.latchkey.oidc.discovery;

import org.jspecify.annotations.NullMarked;
