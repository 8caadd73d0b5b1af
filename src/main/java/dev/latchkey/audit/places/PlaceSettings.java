package dev.latchkey.audit.places;

import dev.latchkey.platform.crypto.Secret;
import java.nio.file.Path;
import java.util.Optional;

/// Where places come from.
///
/// @param database the file, which need not be there (`GEOLITE_DB_PATH`)
/// @param download the address a newer one is fetched from; it holds the licence key
public record PlaceSettings(Path database, Optional<Secret> download) {}
