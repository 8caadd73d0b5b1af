/// The token endpoint (RFC 6749 §3.2, OpenID Connect Core §3.1.3): one class for each grant, refresh tokens, and the
/// tokens themselves.
///
/// The way of a request: parse into a [dev.latchkey.oidc.token.TokenRequest] → authenticate the client → decide in one
/// transaction → sign after the commit → answer.
///
/// ```
/// TokenEndpoint ─▶ CodeGrant, DeviceGrant ─▶ FirstTokens    each ends in a Decision
///               ─▶ RefreshGrant ─▶ RefreshTokens            rotation, the grace after it, reuse
///               ─▶ Tokens ─▶ TokenContents                  signed; what stands in them
/// AccessTokens ─ as they come back                          to userinfo and introspection
/// ClaimsPreview, TestTokens ─▶ ReadableClaims               what an administrator sees of them
/// ```
///
/// [dev.latchkey.oidc.token.ClaimsPreview] shows an administrator what tokens would say: their contents are made in one
/// place, for signing and for showing.
///
/// Table: `refresh_tokens`.
@NullMarked
package dev.latchkey.oidc.token;

import org.jspecify.annotations.NullMarked;
