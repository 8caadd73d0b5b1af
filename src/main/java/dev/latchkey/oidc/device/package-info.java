/// Device authorization (RFC 8628): a device without a browser asks for codes, its person types one on another device,
/// sees who asks, from where and for what, and decides. [DeviceCodes] answers the device's polls at the token endpoint.
///
/// Nothing is approved by opening a link: the page always shows the request and wants a click (§5.4).
///
/// The same page takes the codes of browsers that wait to be signed in from another device: [RemoteApprovals] decides
/// about those, which `signin.qr` keeps.
///
/// ```
/// DeviceAuthorization ─▶ DeviceCodes ─ Poll          the endpoint, and the codes
///                     ─▶ DeviceApprovals             a device: look, approve, deny
///                     ─▶ RemoteApprovals             a browser: the same
///                     ─▶ DevicePages, RemotePages    both as pages, at `/device`
/// UserCodeGuesses ─ counts wrong codes of either kind
/// ```
///
/// Owns the tables `device_codes` and `user_code_guesses`.
@NullMarked
package dev.latchkey.oidc.device;

import org.jspecify.annotations.NullMarked;
