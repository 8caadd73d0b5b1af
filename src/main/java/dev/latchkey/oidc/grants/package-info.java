/// What a person gave a client: the row that every code, refresh token, access token and device code hangs from, and
/// what the person agreed to share.
///
/// A grant begins when a code is issued or a device approved, and ends by logout, revocation, or the reuse of something
/// that works once. Nothing that hangs from it works afterwards, because every use asks for a *live* grant: one that
/// has not ended, whose person is not disabled and still belongs to a group the client is restricted to.
///
/// Tables: `grants`, `consents`, `revoked_access_tokens`.
@NullMarked
package dev.latchkey.oidc.grants;

import org.jspecify.annotations.NullMarked;
