package dev.latchkey.platform.images;

import java.util.Arrays;
import java.util.Optional;

/// A format of pictures that browsers show.
public enum ImageFormat {
    JPEG("image/jpeg", "jpg"),
    PNG("image/png", "png"),
    SVG("image/svg+xml", "svg"),
    ICO("image/x-icon", "ico"),
    GIF("image/gif", "gif"),
    WEBP("image/webp", "webp"),
    AVIF("image/avif", "avif"),
    HEIC("image/heic", "heic");

    private final String mediaType;
    private final String ending;

    ImageFormat(String mediaType, String ending) {
        this.mediaType = mediaType;
        this.ending = ending;
    }

    public String mediaType() {
        return mediaType;
    }

    /// What the name of a file of this format ends in, without the dot.
    public String ending() {
        return ending;
    }

    /// @param ending in lower case, without the dot
    public static Optional<ImageFormat> ofEnding(String ending) {
        return ending.equals("jpeg")
                ? Optional.of(JPEG)
                : Arrays.stream(values())
                        .filter(format -> format.ending.equals(ending))
                        .findFirst();
    }
}
