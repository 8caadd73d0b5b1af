/// Work that the server does by itself: removing rows that have no more use. Nothing relies on it, since every use asks
/// about expiry; without it tables would grow for ever. Each owner removes its own rows, a few hundred in a
/// transaction.
@NullMarked
package dev.latchkey.platform.jobs;

import org.jspecify.annotations.NullMarked;
