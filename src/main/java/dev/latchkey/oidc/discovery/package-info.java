/// What clients read first: the metadata documents (OpenID Connect Discovery §3, RFC 8414) and the key set (RFC 7517).
///
/// `Metadata` says what there is and where; `Discovery` serves it with an `ETag`, written once for the present keys.
@NullMarked
package dev.latchkey.oidc.discovery;

import org.jspecify.annotations.NullMarked;
