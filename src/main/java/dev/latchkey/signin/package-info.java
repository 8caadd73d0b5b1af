/// How a person proves who they are: sessions, passkeys, login codes, the first administrator.
@NullMarked
package dev.latchkey.signin;

import org.jspecify.annotations.NullMarked;
