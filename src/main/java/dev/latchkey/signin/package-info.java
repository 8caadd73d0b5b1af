/// How a person proves who they are.
///
/// ```
/// passkeys  codes  qr  signup  apikeys    the ways in; keys are for programs
/// sessions                                what comes of them, and who the caller of a request is
/// ```
///
/// Here: what stands above all of them. `SignInPages` are the pages where one signs in and out, `NewDeviceNotice` mails
/// whoever was signed in from somewhere new, and `SetUpPasskey` lets `signup` make passkeys without knowing how.
@NullMarked
package dev.latchkey.signin;

import org.jspecify.annotations.NullMarked;
