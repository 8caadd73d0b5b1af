/// The process: what it is told, what it has, and every object of it, built by hand.
///
/// ```
/// commands.Main ─▶ Environment ─▶ Config         which variables there are: KnownVariables
///                  Installation                  database, master secret, clock, the world outside
///                  App ─▶ SignIn, Protocol       the object graph; those of `signin`, those of `oidc`
///                      ─▶ WebApp                 the document that the web UI runs in
/// ```
///
/// Start reading at [dev.latchkey.app.App]: it says what there is, and who uses whom.
@NullMarked
package dev.latchkey.app;

import org.jspecify.annotations.NullMarked;
