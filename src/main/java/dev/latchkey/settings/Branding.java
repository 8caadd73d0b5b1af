package dev.latchkey.settings;

import dev.latchkey.platform.crypto.Hashes;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Reply;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// What an installation changes about the look of every page, as a style sheet of its own: the accent, and whether
/// anything moves.
///
/// The accent keeps its hue. Its lightness moves until text on it, and it on every surface, reaches a contrast of
/// 4.5
/// (WCAG 2.2 §1.4.3), in the light theme downwards and in the dark one upwards.
public final class Branding {
    static final String PATH = "/branding.css";

    static final double ENOUGH = 4.5;

    /// The accent that pages have without a style sheet of this kind.
    static final String USUAL = "default";

    private static final Colour LIGHT_SURFACE = new Colour(0.953, 0.005, 85);
    private static final Colour DARK_SURFACE = new Colour(0.285, 0.008, 85);

    private final Supplier<SettingValues> settings;

    private final Function<ApplicationImage, String> images;

    /// @param images the address of a picture that was uploaded; empty if there is none
    Branding(Supplier<SettingValues> settings, Function<ApplicationImage, String> images) {
        this.settings = settings;
        this.images = images;
    }

    /// Where the style sheet is, as it is now; empty if nothing differs from the usual look.
    public String address() {
        var css = css(settings.get());
        return css.isEmpty() ? "" : PATH + "?v=" + version(css);
    }

    /// The style sheet that counts now, or the one that the parameters `accent` and `still` ask for, so that the
    /// settings page shows what is not saved yet.
    Reply sheet(Call call) {
        var accent = call.query().first("accent");
        var now = css(settings.get());
        var css = accent.isPresent()
                ? css(accent.get(), call.query().first("still").isPresent())
                : now;
        var reply = Reply.bytes(200, "text/css; charset=utf-8", css.getBytes(StandardCharsets.UTF_8));
        boolean lasting = accent.isEmpty()
                && call.query().first("v").filter(version(now)::equals).isPresent();
        return lasting ? reply.header("Cache-Control", "public, max-age=31536000, immutable") : reply;
    }

    static boolean known(String accent) {
        return accent.equals(USUAL) || Colour.parse(accent).isPresent();
    }

    private static String version(String css) {
        return HexFormat.of().formatHex(Hashes.sha256(css.getBytes(StandardCharsets.UTF_8)), 0, 8);
    }

    private String css(SettingValues values) {
        return css(values.get(SettingKey.ACCENT_COLOR), values.flag(SettingKey.DISABLE_ANIMATIONS));
    }

    /// The dark logo counts where the page is dark, by the system or by choice; the light one wherever there is
    /// no dark.
    private String pictures() {
        var light = images.apply(ApplicationImage.LOGO_LIGHT);
        var dark = images.apply(ApplicationImage.LOGO_DARK);
        var background = images.apply(ApplicationImage.BACKGROUND);
        var css = new StringBuilder();
        if (!light.isEmpty()) {
            css.append(logo("", light));
        }
        if (!dark.isEmpty()) {
            css.append("@media (prefers-color-scheme:dark){")
                    .append(logo(":root:not([data-theme=light]) ", dark))
                    .append('}')
                    .append(logo(":root[data-theme=dark] ", dark));
        }
        if (!background.isEmpty()) {
            css.append(".door.door{background:url(\"%s\") center/cover fixed}\n".formatted(background));
        }
        return css.toString();
    }

    private static String logo(String where, String address) {
        return "%s.mark.mark{background:url(\"%s\") center/contain no-repeat}%s.mark.mark>*{display:none}\n"
                .formatted(where, address, where);
    }

    private String css(String accent, boolean still) {
        return pictures()
                + accentOf(accent).map(Branding::colours).orElse("")
                + (still ? "*,*::before,*::after{transition:none!important;animation:none!important}\n" : "");
    }

    private static Optional<Colour> accentOf(String accent) {
        return accent.equals(USUAL) ? Optional.empty() : Colour.parse(accent);
    }

    /// The doubled `:root` wins over the usual tokens wherever it stands.
    private static String colours(Colour accent) {
        var light = onLight(accent);
        var dark = onDark(accent);
        return ":root:root{%s%s%s%s}\n"
                .formatted(
                        token("accent", light, dark),
                        token("accent-strong", light.lighter(-0.07), dark.lighter(0.055)),
                        token("accent-text", textOn(light, true), textOn(dark, false)),
                        token(
                                "accent-wash",
                                accent.withLightness(0.945).withChroma(0.022),
                                accent.withLightness(0.285).withChroma(0.03)));
    }

    private static String token(String name, Colour light, Colour dark) {
        return "--%s:light-dark(%s,%s);".formatted(name, light.css(), dark.css());
    }

    static Colour onLight(Colour accent) {
        var colour = accent.shown();
        while (colour.contrast(LIGHT_SURFACE) < ENOUGH || colour.contrast(textOn(colour, true)) < ENOUGH) {
            colour = colour.lighter(-0.01);
        }
        return colour;
    }

    static Colour onDark(Colour accent) {
        var colour = accent.shown();
        while (colour.contrast(DARK_SURFACE) < ENOUGH || colour.contrast(textOn(colour, false)) < ENOUGH) {
            colour = colour.lighter(0.01);
        }
        return colour;
    }

    static Colour textOn(Colour accent, boolean light) {
        return new Colour(light ? 0.99 : 0.2, Math.min(accent.chroma(), light ? 0.008 : 0.03), accent.hue()).shown();
    }
}
