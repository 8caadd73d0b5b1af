package dev.latchkey.platform.images;

import java.util.Optional;

/// A picture in the file store, as the row of its owner names it: `3f2a9c0b.svg`.
///
/// @param version tells it from what was there before and after
public record StoredImage(String version, ImageFormat format) {
    /// As a row holds it.
    public String text() {
        return version + "." + format.ending();
    }

    /// @throws IllegalArgumentException if no row can hold that
    public static StoredImage parse(String text) {
        int dot = text.lastIndexOf('.');
        return ImageFormat.ofEnding(text.substring(dot + 1))
                .map(format -> new StoredImage(text.substring(0, dot), format))
                .orElseThrow(() -> new IllegalArgumentException("no picture: " + text));
    }

    public static Optional<StoredImage> parse(Optional<String> text) {
        return text.map(StoredImage::parse);
    }
}
