/// Secrets, hashes, sealing of stored values, random codes. Nothing here knows what it protects.
@NullMarked
package dev.latchkey.platform.crypto;

import org.jspecify.annotations.NullMarked;
