/// Which claims about a person a client gets to see: by scope (OpenID Connect Core §5.4) and by the `claims` parameter
/// (§5.5), custom claims included; and whether what the person gave the client still counts.
///
/// ```
/// LiveGrants ─ finds a LiveGrant:     asked at every use of a token, by `oidc.token` and `oidc.introspect`
/// Subjects ─── reads a Subject:       a person, their groups and custom claims
/// Claims ───── what of it is told:    by scope, or named in RequestedClaims
/// ```
///
/// Owns no table: [dev.latchkey.oidc.claims.LiveGrants] joins those of grants, people, groups and apps.
@NullMarked
package dev.latchkey.oidc.claims;

import org.jspecify.annotations.NullMarked;
