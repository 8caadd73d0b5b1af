/// Login codes: the way in for who has no passkey at hand, made by an administrator or on the server's command
/// line, or mailed.
///
/// ```
/// Codes ─▶ LoginCodes ─▶ Guesses       made, looked at, used up; wrong ones are counted
///       ─▶ MailedCodes ─▶ CodeLetter   sent by an administrator, or asked for
/// ```
///
/// Owns the tables `login_codes` and `guess_counters`. A code is stored as an HMAC under the server key, because
/// its few bits would give a plain hash away; it is used up by one statement. Wrong guesses are counted in the
/// database, by the guesser's network and for the whole installation, where replicas see each other's.
@NullMarked
package dev.latchkey.signin.codes;

import org.jspecify.annotations.NullMarked;
