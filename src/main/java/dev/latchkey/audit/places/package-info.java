/// Where an address is: inside, or in a city that a database names (MaxMind's format, such as GeoLite2-City).
///
/// ```
/// Places ──────── of an address, a Place     PlaceSettings
/// PlaceDatabase ─ the file, while it is used
/// PlaceDownload ─ fetches a newer one        Packed
/// ```
///
/// The file is opened when it is first needed, mapped into memory rather than read, and exchanged while the server
/// runs: who is asking meanwhile gets an answer from the former one. Whatever is wrong with it, a place is unknown at
/// worst, and nobody is kept from signing in. Each replica looks after the file on its own disk.
@NullMarked
package dev.latchkey.audit.places;

import org.jspecify.annotations.NullMarked;
