package dev.latchkey.platform.images;

import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.http.Upload;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A picture that may be shown. Only [#of] makes one: holding it proves that its bytes were looked through, that
/// none is missing, and that they hold nothing but the picture.
public final class ImageFile {
    private static final Logger LOG = LoggerFactory.getLogger(ImageFile.class);

    /// What an upload may have, as a file.
    public static final long MOST_BYTES = 5 * 1024 * 1024;

    private final ImageFormat format;
    private final byte[] content;

    private ImageFile(ImageFormat format, byte[] content) {
        this.format = format;
        this.content = content;
    }

    /// What was uploaded. Its name decides whether it is taken, its content which format it has.
    ///
    /// @throws dev.latchkey.platform.RefusalException `file_type_not_supported`, `invalid_image`
    public static ImageFile of(Upload upload) {
        if (ImageFormat.ofEnding(ending(upload).toLowerCase(Locale.ROOT)).isEmpty()) {
            throw new Refusal.FileType("").asException();
        }
        return of(upload.content());
    }

    /// @param formats the ones that are taken
    /// @throws dev.latchkey.platform.RefusalException `invalid_image`, also for a format that is not taken
    public static ImageFile of(byte[] content, Set<ImageFormat> formats) {
        if (format(content).filter(formats::contains).isEmpty()) {
            throw invalid();
        }
        return of(content);
    }

    /// @throws dev.latchkey.platform.RefusalException `invalid_image`
    static ImageFile of(byte[] content) {
        return read(content).orElseThrow(ImageFile::invalid);
    }

    /// What came from elsewhere; empty if it is no whole picture of a known format.
    public static Optional<ImageFile> read(byte[] content) {
        try {
            var format = format(content).orElseThrow(() -> new Octets.Broken("no known format"));
            return Optional.of(new ImageFile(format, clean(format, content)));
        } catch (Octets.Broken e) {
            LOG.info("image_refused why=\"{}\"", e.getMessage());
            return Optional.empty();
        }
    }

    /// What stands after the last dot of a file's name; all of it, if there is none.
    public static String ending(Upload upload) {
        return upload.name().substring(upload.name().lastIndexOf('.') + 1);
    }

    public ImageFormat format() {
        return format;
    }

    /// Whether it is a PNG with so many pixels on each side.
    public boolean isPng(int side) {
        return format == ImageFormat.PNG && PngFile.dimensions(content).equals(new Dimensions(side, side));
    }

    byte[] content() {
        return content;
    }

    static RuntimeException invalid() {
        return new Refusal.Bad("invalid_image", "File is not a valid image").asException();
    }

    private static byte[] clean(ImageFormat format, byte[] content) {
        return switch (format) {
            case PNG -> PngFile.clean(content);
            case JPEG -> JpegFile.clean(content);
            case GIF -> GifFile.clean(content);
            case WEBP -> WebpFile.clean(content);
            case ICO -> IcoFile.clean(content);
            case AVIF, HEIC -> HeifFile.clean(content);
            case SVG -> SvgFile.clean(content);
        };
    }

    /// The format, by the first bytes.
    static Optional<ImageFormat> format(byte[] content) {
        var begin = new String(content, 0, Math.min(content.length, 64), StandardCharsets.ISO_8859_1);
        if (Arrays.equals(content, 0, Math.min(content.length, 8), PngFile.SIGNATURE, 0, PngFile.SIGNATURE.length)) {
            return Optional.of(ImageFormat.PNG);
        }
        if (begin.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of(ImageFormat.JPEG);
        }
        if (begin.startsWith("GIF87a") || begin.startsWith("GIF89a")) {
            return Optional.of(ImageFormat.GIF);
        }
        if (begin.startsWith("RIFF") && begin.startsWith("WEBP", 8)) {
            return Optional.of(ImageFormat.WEBP);
        }
        if (begin.startsWith("\0\0\u0001\0")) {
            return Optional.of(ImageFormat.ICO);
        }
        if (begin.startsWith("ftyp", 4)) {
            return brand(begin);
        }
        boolean text = begin.stripLeading().startsWith("<") || begin.startsWith("\u00ef\u00bb\u00bf<");
        return text ? Optional.of(ImageFormat.SVG) : Optional.empty();
    }

    /// ISO/IEC 14496-12 §4.3: the main brand, then compatible ones.
    private static Optional<ImageFormat> brand(String begin) {
        if (begin.matches("(?s).{8}avi[fs].*") || begin.matches("(?s).{8}mi[fa][1f].{4}.{0,40}avif.*")) {
            return Optional.of(ImageFormat.AVIF);
        }
        return begin.matches("(?s).{8}(hei[cxms]|hev[cx]|mif1|msf1).*")
                ? Optional.of(ImageFormat.HEIC)
                : Optional.empty();
    }
}
