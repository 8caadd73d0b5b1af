package dev.latchkey.settings;

import dev.latchkey.platform.images.ImageFormat;
import java.util.Optional;

/// The pictures that an installation is known by.
///
/// @see ApplicationImages
enum ApplicationImage {
    LOGO_LIGHT("logoLight", Optional.empty()),
    LOGO_DARK("logoDark", Optional.empty()),
    EMAIL("logoEmail", Optional.of(ImageFormat.PNG)),
    BACKGROUND("background", Optional.of(ImageFormat.WEBP)),
    FAVICON("favicon", Optional.of(ImageFormat.ICO)),
    ICON("icon", Optional.of(ImageFormat.PNG)),
    DEFAULT_PICTURE("default-profile-picture", Optional.empty());

    private final String text;
    private final Optional<ImageFormat> bundled;

    ApplicationImage(String text, Optional<ImageFormat> bundled) {
        this.text = text;
        this.bundled = bundled;
    }

    /// As rows, files and the audit log name it.
    String text() {
        return text;
    }

    /// The name it has in the file store.
    String path() {
        return "application-images/" + text;
    }

    /// The format of the one that every installation begins with, if there is one.
    Optional<ImageFormat> bundled() {
        return bundled;
    }
}
