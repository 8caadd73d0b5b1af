/// The protocol engine: what apps ask of Latchkey, and what they get. A package for each endpoint, upon four that they
/// share:
///
/// ```
/// discovery  signintest
/// userinfo   introspect  revoke  logout
/// token                                    grants become tokens
/// device                                   a person approves what has no browser
/// authorize                                a person signs in and agrees
/// claims     clientauth  keys              what is told, who asks, who signs
/// grants                                   what was given
/// ```
///
/// Here: what several of them speak of: [dev.latchkey.oidc.Scopes], [dev.latchkey.oidc.ResponseMode],
/// [dev.latchkey.oidc.Pkce]; [dev.latchkey.oidc.OAuthError], in which form relying parties are refused, and
/// [dev.latchkey.oidc.OAuthRefusals], which puts the refusals of lower rows so;
/// [dev.latchkey.oidc.PendingRequestLimit], how much strangers may have kept.
@NullMarked
package dev.latchkey.oidc;

import org.jspecify.annotations.NullMarked;
