/// The keys that tokens are signed with, their rotation, and signing and verifying JWTs (RFC 7515, RFC 7519).
///
/// A new key is published before it signs, so that everybody who caches the key set knows it by then; the former one
/// stays published until the last token it signed has expired. Private keys are sealed under the server key.
///
/// ```
/// SigningKeys ─▶ Keyring ─▶ SigningKey ─▶ Signatures    those of the moment, and what they compute
///             ─▶ KeySet                                 the published ones, which `discovery` serves
///             ─▶ SigningKeyTable ─▶ JsonWebKeys         the rows, and keys as JWKs
/// KeyRotation ─ adds one                                from the command line
/// TokenType, VerifiedToken                              no kind of token passes for another
/// ```
///
/// Table: `signing_keys`.
@NullMarked
package dev.latchkey.oidc.keys;

import org.jspecify.annotations.NullMarked;
