/// Device authorization (RFC 8628): a device without a browser asks for codes, its person types one on another device,
/// sees who asks, from where and for what, and decides. [DeviceCodes] answers the device's polls at the token endpoint.
///
/// Nothing is approved by opening a link: the page always shows the request and wants a click (§5.4).
///
/// Owns the tables `device_codes` and `user_code_guesses`.
@NullMarked
package dev.latchkey.oidc.device;

import org.jspecify.annotations.NullMarked;
