/// Browser sessions: who is signed in with which browser, since when, and by what proof.
///
/// Owns the table `sessions`. A session is a row; the browser holds an opaque value of 256 bits in a cookie, stored as
/// its SHA-256. Each request looks it up in one statement that joins `users`, so that ending a session, disabling or
/// deleting a person counts at once. A session ends when it is signed out, ended from the list, older than the absolute
/// limit, or unused for longer than the idle limit if there is one.
@NullMarked
package dev.latchkey.signin.sessions;

import org.jspecify.annotations.NullMarked;
