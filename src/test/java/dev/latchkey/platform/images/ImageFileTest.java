package dev.latchkey.platform.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.platform.RefusalException;
import dev.latchkey.testkit.SampleImages;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFileTest {
    private static final String SECRET = "GPS 52.5200 13.4050";

    @ParameterizedTest
    @ValueSource(strings = {"a.png", "a.jpg", "a.gif", "a.webp", "a.ico", "a.svg"})
    void aPictureIsTakenAsItIs(String name) {
        var file = ImageFile.of(SampleImages.named(name));
        assertEquals(ImageFormat.ofEnding(name.substring(2)).orElseThrow(), file.format());
        assertArrayEquals(file.content(), ImageFile.of(file.content()).content(), "cleaning it again changes nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.png", "a.jpg", "a.gif", "a.webp", "a.ico", "a.svg"})
    void aPictureThatIsCutOffIsRefusedWhereverItEnds(String name) {
        var whole = ImageFile.of(SampleImages.named(name)).content();
        for (int length = 0; length < whole.length; length++) {
            var cut = Arrays.copyOf(whole, length);
            assertThrows(RefusalException.class, () -> ImageFile.of(cut), name + " after " + length + " bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.png", "a.jpg", "a.gif", "a.webp", "a.ico"})
    void whatFollowsThePictureIsLeftOut(String name) {
        var sample = SampleImages.named(name);
        var file = ImageFile.of(joined(sample, SECRET.getBytes(StandardCharsets.UTF_8)));
        assertArrayEquals(ImageFile.of(sample).content(), file.content());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.png", "a.jpg", "a.gif"})
    void thePixelsStay(String name) throws IOException {
        var sample = SampleImages.named(name);
        var before = ImageIO.read(new ByteArrayInputStream(sample));
        var after = ImageIO.read(new ByteArrayInputStream(ImageFile.of(sample).content()));
        assertNotNull(after);
        for (int x = 0; x < before.getWidth(); x++) {
            assertEquals(before.getRGB(x, 5), after.getRGB(x, 5));
        }
    }

    @Test
    void textsInAPngAreLeftOut() {
        var png = SampleImages.named("a.png");
        var with = joined(
                Arrays.copyOf(png, 33), chunk("tEXt", "Comment\0" + SECRET), chunk("eXIf", SECRET), tail(png, 33));
        assertArrayEquals(png, ImageFile.of(with).content());
    }

    @Test
    void exifInAJpegIsLeftOutButForWhichSideIsUp() {
        var jpeg = SampleImages.named("a.jpg");
        var tiff = new byte[] {'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0};
        var exif = joined("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1), tiff, bytes(SECRET));
        var with = joined(
                Arrays.copyOf(jpeg, 2),
                segment(0xe1, exif),
                segment(0xfe, bytes(SECRET)),
                segment(0xed, bytes(SECRET)),
                tail(jpeg, 2));
        var clean = ImageFile.of(with).content();
        assertFalse(latin(clean).contains(SECRET));
        assertEquals(6, JpegFile.orientation(clean));
        assertEquals(1, JpegFile.orientation(ImageFile.of(jpeg).content()));
    }

    @Test
    void commentsInAGifAreLeftOut() {
        var gif = ImageFile.of(SampleImages.named("a.gif")).content();
        int table = 13 + GifFile.colours(gif[10]);
        var comment = joined(new byte[] {0x21, (byte) 0xfe, (byte) SECRET.length()}, bytes(SECRET), new byte[1]);
        var with = joined(Arrays.copyOf(gif, table), comment, tail(gif, table));
        assertArrayEquals(gif, ImageFile.of(with).content());
    }

    @Test
    void exifInAWebpIsLeftOut() {
        var webp = ImageFile.of(SampleImages.named("a.webp")).content();
        var exif = joined(bytes("EXIF"), new byte[] {(byte) SECRET.length(), 0, 0, 0}, bytes(SECRET), new byte[1]);
        var with = joined(webp, exif);
        int size = with.length - 8;
        with[4] = (byte) size;
        with[5] = (byte) (size >> 8);
        assertArrayEquals(webp, ImageFile.of(with).content());
    }

    @Test
    void exifInAHeicIsErasedWhereItStands() {
        for (var brand : new String[] {"heic", "avif"}) {
            var file = ImageFile.of(heif(brand, 64));
            assertEquals(brand.equals("avif") ? ImageFormat.AVIF : ImageFormat.HEIC, file.format());
            assertFalse(latin(file.content()).contains(SECRET));
            assertTrue(latin(file.content()).contains("coded picture"));
        }
    }

    @Test
    void aHeicWhoseMetadataLiesNowhereIsRefused() {
        for (long length : new long[] {Long.MAX_VALUE, Long.MAX_VALUE - 20, 1L << 40, -1, 1_000}) {
            var file = located(ByteBuffer.allocate(38)
                    .put(new byte[] {1, 0, 0, 0, 0x48, 0, 0, 1})
                    .putShort((short) 2)
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putShort((short) 1)
                    .putInt(20)
                    .putLong(length)
                    .array());
            assertThrows(RefusalException.class, () -> ImageFile.of(file), "length " + length);
        }
    }

    @Test
    void aHeicOfPiecesWithoutASizeIsRefused() {
        int items = 65_000;
        var pieces = ByteBuffer.allocate(8 + 6 * items)
                .put(new byte[] {0, 0, 0, 0, 0, 0})
                .putShort((short) items);
        for (int i = 0; i < items; i++) {
            pieces.putShort((short) 1).putShort((short) 0).putShort((short) -1);
        }
        var file = located(pieces.array());
        assertTimeout(Duration.ofSeconds(30), () -> assertThrows(RefusalException.class, () -> ImageFile.of(file)));
    }

    @Test
    void anIconWhosePicturesAreTheSameBytesIsRefused() {
        var png = SampleImages.written("png", 16, 16);
        var icon = ByteBuffer.allocate(6 + 2 * 16 + png.length).order(ByteOrder.LITTLE_ENDIAN);
        icon.putShort((short) 0).putShort((short) 1).putShort((short) 2);
        for (int i = 0; i < 2; i++) {
            icon.put(new byte[] {16, 16, 0, 0, 1, 0, 32, 0}).putInt(png.length).putInt(38);
        }
        assertThrows(RefusalException.class, () -> ImageFile.of(icon.put(png).array()));
    }

    @Test
    void aPictureOfTooManyPixelsIsRefusedBeforeItIsDecoded() {
        var png = SampleImages.named("a.png");
        var header = ByteBuffer.allocate(13)
                .putInt(16_000)
                .putInt(16_000)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        var bomb = joined(Arrays.copyOf(png, 8), chunk("IHDR", latin(header)), tail(png, 33));
        assertThrows(RefusalException.class, () -> ImageFile.of(bomb));
        var gif = SampleImages.named("a.gif");
        gif[7] = (byte) 0xff;
        gif[9] = (byte) 0xff;
        assertThrows(RefusalException.class, () -> ImageFile.of(gif));
        assertThrows(RefusalException.class, () -> ImageFile.of(heif("heic", 60_000)));
    }

    @Test
    void whatIsNoPictureIsRefused() {
        for (var text : new String[] {"", "x", "MZ\u0090", "<html></html>", "%PDF-1.7", "<?php system($_GET[0]);"}) {
            assertThrows(RefusalException.class, () -> ImageFile.of(text.getBytes(StandardCharsets.ISO_8859_1)), text);
        }
    }

    /// A picture of 64 by that many pixels, with an item of Exif data in the same box as the coded picture.
    private static byte[] heif(String brand, int height) {
        var ispe = box(
                "ispe",
                ByteBuffer.allocate(12).putInt(0).putInt(64).putInt(height).array());
        var iprp = box("iprp", box("ipco", ispe));
        var items = box(
                "iinf",
                joined(
                        new byte[] {0, 0, 0, 0, 0, 2},
                        box("infe", joined(new byte[] {2, 0, 0, 0, 0, 1, 0, 0}, bytes("hvc1"), new byte[1])),
                        box("infe", joined(new byte[] {2, 0, 0, 0, 0, 2, 0, 0}, bytes("Exif"), new byte[1]))));
        var ftyp = box("ftyp", joined(bytes(brand), new byte[4], bytes(brand)));
        int at = ftyp.length + 12 + iprp.length + items.length + 44 + 8;
        var iloc = box(
                "iloc",
                ByteBuffer.allocate(36)
                        .put(new byte[] {0, 0, 0, 0, 0x44, 0, 0, 2})
                        .putShort((short) 1)
                        .putShort((short) 0)
                        .putShort((short) 1)
                        .putInt(at)
                        .putInt(13)
                        .putShort((short) 2)
                        .putShort((short) 0)
                        .putShort((short) 1)
                        .putInt(at + 13)
                        .putInt(SECRET.length())
                        .array());
        var meta = box("meta", joined(new byte[4], iprp, items, iloc));
        return joined(
                ftyp, meta, box("mdat", joined(bytes("coded picture"), bytes(SECRET))), box("uuid", bytes(SECRET)));
    }

    /// A picture with an item of Exif data, the second, that lies where this says.
    private static byte[] located(byte[] iloc) {
        var ispe = box(
                "ispe", ByteBuffer.allocate(12).putInt(0).putInt(64).putInt(64).array());
        var items = box(
                "iinf",
                joined(
                        new byte[] {0, 0, 0, 0, 0, 1},
                        box("infe", joined(new byte[] {2, 0, 0, 0, 0, 2, 0, 0}, bytes("Exif"), new byte[1]))));
        return joined(
                box("ftyp", joined(bytes("heic"), new byte[4], bytes("heic"))),
                box("meta", joined(new byte[4], box("iprp", box("ipco", ispe)), items, box("iloc", iloc))),
                box("mdat", bytes("coded picture")));
    }

    private static byte[] box(String type, byte[] content) {
        return joined(ByteBuffer.allocate(4).putInt(8 + content.length).array(), bytes(type), content);
    }

    private static byte[] chunk(String type, String content) {
        var named = joined(bytes(type), bytes(content));
        var sum = new CRC32();
        sum.update(named);
        return joined(
                ByteBuffer.allocate(4).putInt(named.length - 4).array(),
                named,
                ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }

    private static byte[] segment(int marker, byte[] content) {
        int length = content.length + 2;
        return joined(new byte[] {(byte) 0xff, (byte) marker, (byte) (length >> 8), (byte) length}, content);
    }

    private static byte[] tail(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }

    private static byte[] joined(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
