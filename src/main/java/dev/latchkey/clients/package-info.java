/// The applications that people sign in to: who they are, where they may be sent back to, which groups may use
/// them, and the secrets they prove themselves with.
///
/// ```
/// ClientAdministration ─ the REST API       ClientDraft, ClientView, ClientMetaView; ClientFields, for the audit log
/// Clients ────────────── the registry       Client, ClientId, ClientSecrets, AllowedGroups
/// Redirect ───────────── where people go    CallbackPattern (wildcards), Address
/// LogosApi ───────────── their logos        Logos, LogoFetch (from an address)
/// SignInTests ────────── test sign-ins      carried out by `oidc.signintest`
/// ```
///
/// Where a person may be sent is decided in [dev.latchkey.clients.Redirect] alone (RFC 6749 §3.1.2, RFC 8252 §7.3,
/// RFC 9700 §4.1.3). Logos are kept as [dev.latchkey.platform.images.Images] keeps pictures; `clients` names which
/// count. One that is somewhere on the internet is fetched with [dev.latchkey.platform.net.Fetcher], and then kept as
/// well.
///
/// Owns the tables `clients`, `client_secrets`, `client_allowed_groups` and `sign_in_tests`. Secrets are stored as
/// SHA-256 and shown once.
@NullMarked
package dev.latchkey.clients;

import org.jspecify.annotations.NullMarked;
