/// A WebAuthn authenticator and the browser around it, in software.
///
/// Written with the JDK alone, so that what verifies a passkey and what makes one share no line of code. It answers
/// creation options and request options with the JSON that browsers send (WebAuthn Level 3, `RegistrationResponseJSON`
/// and `AuthenticationResponseJSON`), and [Ceremony] makes it lie in every way that a server has to notice. What it
/// writes is held against recordings of Chromium in `AuthenticatorVectorsTest`.
///
/// The way in is [SoftwareAuthenticator].
@NullMarked
package dev.latchkey.testkit.authenticator;

import org.jspecify.annotations.NullMarked;
