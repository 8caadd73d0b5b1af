package dev.latchkey.clients;

import dev.latchkey.platform.crypto.Hashes;
import dev.latchkey.platform.images.StoredImage;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// The logos of an app: one for light pages, one for dark ones, either or both of them, or none.
public record Logos(Optional<StoredImage> light, Optional<StoredImage> dark) {
    public static final Logos NONE = new Logos(Optional.empty(), Optional.empty());

    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    /// Which of the two.
    enum Shade {
        LIGHT("logo", "light"),
        DARK("dark_logo", "dark");

        private final String column;
        private final String text;

        Shade(String column, String text) {
            this.column = column;
            this.text = text;
        }

        /// Where a row of `clients` names it.
        String column() {
            return column;
        }

        /// As the audit log calls it.
        String text() {
            return text;
        }
    }

    Optional<StoredImage> get(Shade shade) {
        return shade == Shade.LIGHT ? light : dark;
    }

    /// Where the logo for light pages is, with its version.
    public static Optional<String> lightAddress(Client client) {
        return client.logos().light().map(logo -> path(client.id()) + "?v=" + logo.version());
    }

    /// Where the logo for dark pages is, with its version.
    public static Optional<String> darkAddress(Client client) {
        return client.logos().dark().map(logo -> path(client.id()) + "?light=false&v=" + logo.version());
    }

    private static String path(ClientId id) {
        return "/api/oidc/clients/" + id.segment() + "/logo";
    }

    /// What the files of a logo are called. An id that no file can have in its name is hashed.
    static String name(ClientId id, Shade shade) {
        var value = id.value();
        var plain = FILE_NAME.matcher(value).matches()
                ? value
                : "id-" + HexFormat.of().formatHex(Hashes.sha256(value.getBytes(StandardCharsets.UTF_8)));
        return "oidc-client-images/" + plain + (shade == Shade.LIGHT ? "" : "-dark");
    }
}
