/// Passkeys: making them, signing in with them, proving oneself again, and the list of one's own.
///
/// Follows Web Authentication Level 3, §7.1 (registering) and §7.2 (authenticating), through webauthn4j.
///
/// 1. A page asks for options: a challenge of 32 bytes is stored for five minutes, bound to what it is for, to the
///    browser by a cookie and, where somebody is signed in, to that person.
/// 2. The browser's answer names the challenge, which one statement uses up, whatever comes of the rest.
/// 3. The answer is verified outside any transaction.
/// 4. One transaction stores the passkey, or its use, with the session and the audit entry.
///
/// ```
/// Passkeys ─▶ Registration, Authentication ─▶ Ceremonies      the challenges
///                                          ─▶ Verification    Answer, RelyingParty
///          ─▶ OwnPasskeys ─▶ PasskeyView, Authenticators      the list, and what models are called
///          ─▶ PasskeyTable ─▶ Passkey                         the rows
///          ─▶ Reauthentications                               proofs that were given just now
/// PasskeyRefusals                                             why a ceremony failed
/// ```
///
/// Owns the tables `passkeys`, `ceremonies` and `reauthentications`.
@NullMarked
package dev.latchkey.signin.passkeys;

import org.jspecify.annotations.NullMarked;
