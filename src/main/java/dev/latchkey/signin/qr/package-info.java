/// Signing in here by approving on another device: a browser without a passkey shows a QR code, a phone that has one
/// scans it, its person compares a number and proves themselves, and the waiting browser is signed in.
///
/// 1. [QrSignIn] begins a request for the browser that asks, and binds it to that browser with a cookie. Programs do
///    the same over REST.
/// 2. The code in the picture leads to `/device`, which `oidc.device` owns. It finds the request in [RemoteSignIns],
///    shows who waits and from where, and offers three numbers, of which one is on the waiting screen.
/// 3. With the right number and a fresh passkey proof the request is approved; with a wrong one it is over.
/// 4. The waiting browser asks every few seconds, and uses the approval up in one statement. The session is given to
///    nobody else: whoever has the code alone cannot ask.
///
/// Owns the table `remote_sign_ins`.
@NullMarked
package dev.latchkey.signin.qr;

import org.jspecify.annotations.NullMarked;
