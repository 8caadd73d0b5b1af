/// Signing in, spoken over HTTP: passkeys, sessions, login codes, set-up.
@NullMarked
package dev.latchkey.signin;

import org.jspecify.annotations.NullMarked;
