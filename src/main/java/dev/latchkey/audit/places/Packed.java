package dev.latchkey.audit.places;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/// A database as it comes from the net: bare, in gzip (RFC 1952), or in an archive in gzip (POSIX.1-1988 ustar).
final class Packed {
    private static final int BLOCK = 512;
    private static final int MAGIC_AT = 257;
    private static final int SIZE_AT = 124;
    private static final int SIZE_LENGTH = 12;
    private static final int TYPE_AT = 156;
    private static final int NAME_LENGTH = 100;

    private Packed() {}

    /// Writes the database into a file.
    ///
    /// @param most how large it may be
    /// @throws IOException also if there is none in it
    static void unpack(Path packed, Path into, long most) throws IOException {
        try (var file = new BufferedInputStream(Files.newInputStream(packed));
                var out = Files.newOutputStream(into)) {
            if (!compressed(file)) {
                copy(file, out, Long.MAX_VALUE, most);
                return;
            }
            try (var content = new BufferedInputStream(new GZIPInputStream(file))) {
                if (archive(content)) {
                    copyDatabase(content, out, most);
                } else {
                    copy(content, out, Long.MAX_VALUE, most);
                }
            }
        }
    }

    private static boolean compressed(InputStream file) throws IOException {
        file.mark(2);
        var begin = file.readNBytes(2);
        file.reset();
        return begin.length == 2 && (begin[0] & 0xff) == 0x1f && (begin[1] & 0xff) == 0x8b;
    }

    private static boolean archive(InputStream content) throws IOException {
        content.mark(BLOCK);
        var begin = content.readNBytes(BLOCK);
        content.reset();
        return begin.length == BLOCK && text(begin, MAGIC_AT, 5).equals("ustar");
    }

    /// The first file in the archive whose name says that it is a database.
    private static void copyDatabase(InputStream archive, OutputStream out, long most) throws IOException {
        long read = 0;
        while (true) {
            var header = archive.readNBytes(BLOCK);
            if (header.length < BLOCK || header[0] == 0) {
                throw new IOException("there is no .mmdb file in the archive");
            }
            long size = size(header);
            boolean file = header[TYPE_AT] == '0' || header[TYPE_AT] == 0;
            if (file && text(header, 0, NAME_LENGTH).endsWith(".mmdb")) {
                copy(archive, out, size, most);
                return;
            }
            long padded = (size + BLOCK - 1) / BLOCK * BLOCK;
            read += padded;
            if (read > most) {
                throw tooLarge(most);
            }
            archive.skipNBytes(padded);
        }
    }

    private static long size(byte[] header) throws IOException {
        try {
            long size = Long.parseLong(text(header, SIZE_AT, SIZE_LENGTH).strip(), 8);
            if (size >= 0) {
                return size;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw new IOException("the archive is damaged");
    }

    private static String text(byte[] block, int from, int length) {
        int end = from;
        while (end < from + length && block[end] != 0) {
            end++;
        }
        return new String(Arrays.copyOfRange(block, from, end), StandardCharsets.ISO_8859_1);
    }

    /// @param size how much there has to be; everything, if it is as large as can be
    private static void copy(InputStream in, OutputStream out, long size, long most) throws IOException {
        var buffer = new byte[1 << 16];
        long left = size;
        long written = 0;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                if (size < Long.MAX_VALUE) {
                    throw new EOFException("the archive ends too early");
                }
                return;
            }
            left -= read;
            written += read;
            if (written > most) {
                throw tooLarge(most);
            }
            out.write(buffer, 0, read);
        }
    }

    private static IOException tooLarge(long most) {
        return new IOException("it is larger than " + most + " bytes");
    }
}
