package dev.latchkey.testkit;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/// Small pictures in every format, blue on the left and red on the right.
public final class SampleImages {
    public static final int BLUE = 0x2030c0;
    public static final int RED = 0xc03020;

    private SampleImages() {}

    /// One of the format that the name ends in.
    public static byte[] named(String name) {
        var ending = name.substring(name.lastIndexOf('.') + 1);
        return switch (ending) {
            case "png", "gif", "bmp" -> written(ending, 64, 48);
            case "jpg", "jpeg" -> written("jpg", 64, 48);
            case "svg" -> svg("<rect width='8' height='8' fill='#2030c0'/>");
            case "ico" -> ico();
            case "webp" -> webp();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /// As the JDK's own encoder writes it.
    public static byte[] written(String format, int width, int height) {
        return encoded(format, halves(width, height));
    }

    public static BufferedImage halves(int width, int height) {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, new Color(x < width / 2 ? BLUE : RED).getRGB());
            }
        }
        return picture;
    }

    public static byte[] encoded(String format, BufferedImage picture) {
        try {
            var out = new ByteArrayOutputStream();
            if (!ImageIO.write(picture, format, out)) {
                throw new IllegalArgumentException(format);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] svg(String inside) {
        return ("<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'>" + inside + "</svg>")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] ico() {
        var png = written("png", 16, 16);
        return ByteBuffer.allocate(22 + png.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 0)
                .putShort((short) 1)
                .putShort((short) 1)
                .put(new byte[] {16, 16, 0, 0, 1, 0, 32, 0})
                .putInt(png.length)
                .putInt(22)
                .put(png)
                .array();
    }

    /// The JDK writes no WebP, so this one was made by a browser.
    private static byte[] webp() {
        try (var stream = SampleImages.class.getResourceAsStream("/images/sample.webp")) {
            return stream == null ? new byte[0] : stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
