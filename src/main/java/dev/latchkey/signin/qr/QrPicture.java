package dev.latchkey.signin.qr;

import io.nayuki.qrcodegen.QrCode;

/// A QR code as one path of an SVG, a unit for each module (ISO/IEC 18004). Cameras need the light margin of four
/// modules around it, and dark on light whatever the theme.
///
/// @param size how many modules wide it is, margin included
/// @param path the dark ones
public record QrPicture(int size, String path) {
    private static final int MARGIN = 4;

    static QrPicture of(String text) {
        var code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        var path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                int from = x;
                while (x < code.size && code.getModule(x, y)) {
                    x++;
                }
                if (x > from) {
                    path.append('M').append(from + MARGIN).append(' ').append(y + MARGIN);
                    path.append('h')
                            .append(x - from)
                            .append("v1h-")
                            .append(x - from)
                            .append('z');
                }
            }
        }
        return new QrPicture(code.size + 2 * MARGIN, path.toString());
    }
}
