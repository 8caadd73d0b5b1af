/// The process: `Main` reads the environment and the command line, `App` builds every object by hand, and `Protocol`
/// those of `oidc` among them.
@NullMarked
package dev.latchkey.app;

import org.jspecify.annotations.NullMarked;
