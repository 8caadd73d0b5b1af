/// What a person gave a client: the row that every code, refresh token, access token and device code hangs from, and
/// what the person agreed to share.
///
/// A grant begins when a code is issued or a device approved, and ends by logout, revocation, or the reuse of something
/// that works once. Nothing that hangs from it works afterwards, because every use asks for a *live* grant: one that
/// has not ended, whose person is not disabled and still belongs to a group the client is restricted to.
///
/// ```
/// Grants ────────────── begin and end     NewGrant → Grant, GrantId, EndReason
/// Consents ──────────── what was agreed to, so that nobody is asked twice
/// RevokedAccessTokens ─ those that ended before their grant did
/// AuthorizedClients ─── the lists of a person's own pages, and taking back
/// ```
///
/// Whether a grant is live is asked of [dev.latchkey.oidc.claims.LiveGrants], which reads its person along with it.
///
/// Tables: `grants`, `consents`, `revoked_access_tokens`.
@NullMarked
package dev.latchkey.oidc.grants;

import org.jspecify.annotations.NullMarked;
