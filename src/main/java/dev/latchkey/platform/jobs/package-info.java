/// Work that the server does by itself: removing rows that have no more use. Nothing relies on it, since every use asks
/// about expiry; without it tables grow.
@NullMarked
package dev.latchkey.platform.jobs;

import org.jspecify.annotations.NullMarked;
