/// Exchanges with a running Pocket ID 2.14, held against ours.
@NullMarked
package dev.latchkey.recordings;

import org.jspecify.annotations.NullMarked;
