/// How a person proves who they are. Here: the pages where one signs in and out, above sessions, passkeys, login codes
/// and set-up, which do the work.
@NullMarked
package dev.latchkey.signin;

import org.jspecify.annotations.NullMarked;
