package dev.latchkey.platform.images;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A format of pictures that browsers show.
public enum ImageFormat {
    JPEG("image/jpeg", "jpg", "jpeg"),
    PNG("image/png", "png"),
    SVG("image/svg+xml", "svg"),
    ICO("image/x-icon", "ico"),
    GIF("image/gif", "gif"),
    WEBP("image/webp", "webp"),
    AVIF("image/avif", "avif"),
    HEIC("image/heic", "heic");

    private final String mediaType;
    private final List<String> endings;

    ImageFormat(String mediaType, String... endings) {
        this.mediaType = mediaType;
        this.endings = List.of(endings);
    }

    public String mediaType() {
        return mediaType;
    }

    /// What the name of a file of this format ends in, without the dot.
    public String ending() {
        return endings.getFirst();
    }

    /// @param ending in lower case, without the dot
    public static Optional<ImageFormat> ofEnding(String ending) {
        return Arrays.stream(values())
                .filter(format -> format.endings.contains(ending))
                .findFirst();
    }

    /// @param mediaType without parameters, in lower case
    public static Optional<ImageFormat> ofMediaType(String mediaType) {
        return mediaType.equals("image/vnd.microsoft.icon")
                ? Optional.of(ICO)
                : Arrays.stream(values())
                        .filter(format -> format.mediaType.equals(mediaType))
                        .findFirst();
    }
}
