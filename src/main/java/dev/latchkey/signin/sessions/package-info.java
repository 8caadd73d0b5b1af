/// Browser sessions: who is signed in with which browser, since when, and by what proof.
///
/// ```
/// Sessions ─▶ Session, SessionId       begins and ends them, finds the caller of a request
/// SessionList ─▶ SessionView           one's own and anybody's, over REST; signing out
/// SignInCookies                        the cookies of signing in
/// SignInMethod, Device, EndReason      how (`amr`), with what, why no longer
/// SessionStarted, SessionsEnded        for whoever wants to be told, in the same transaction
/// ```
///
/// Owns the table `sessions`. A session is a row; the browser holds an opaque value of 256 bits in a cookie, stored as
/// its SHA-256. Each request looks it up in one statement that joins `users`, so that ending a session, disabling or
/// deleting a person counts at once. A session ends when it is signed out, ended from the list, older than the absolute
/// limit, or unused for longer than the idle limit if there is one.
@NullMarked
package dev.latchkey.signin.sessions;

import org.jspecify.annotations.NullMarked;
