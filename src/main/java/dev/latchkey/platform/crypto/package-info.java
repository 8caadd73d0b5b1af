/// Secrets, hashes, sealing of stored values, random codes. Nothing here knows what it protects.
///
/// [dev.latchkey.platform.crypto.Secret] is what may be shown once and is stored as a hash;
/// [dev.latchkey.platform.crypto.ServerKey] derives a key for each purpose from `ENCRYPTION_KEY`, to seal what has to
/// be read back and to authenticate codes of few bits; [dev.latchkey.platform.crypto.Hashes] compares in constant
/// time.
@NullMarked
package dev.latchkey.platform.crypto;

import org.jspecify.annotations.NullMarked;
