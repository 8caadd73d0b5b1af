package dev.latchkey.platform.pages;

import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Cookie;
import dev.latchkey.platform.http.Refusals;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.WebFiles;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Renders the pages of `src/main/jte`.
public final class Pages implements Refusals {
    private static final String REMEMBERED = "ui_locales";
    private static final Duration REMEMBERED_FOR = Duration.ofHours(1);

    private final Supplier<String> appName;
    private final Supplier<String> branding;
    private final Supplier<String> favicon;
    private final WebFiles files;
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
    private volatile @Nullable Languages languages;
    private volatile @Nullable Assets assets;

    /// @param appName the installation's name, as it is now
    /// @param branding the address of the style sheet with the installation's own look; empty if there is none
    /// @param favicon the address of the picture for tabs
    public Pages(Supplier<String> appName, Supplier<String> branding, Supplier<String> favicon, WebFiles files) {
        this.appName = appName;
        this.branding = branding;
        this.favicon = favicon;
        this.files = files;
    }

    /// The texts for whoever sent this request: in the language that an app asked for lately, else in one that the
    /// browser accepts.
    public Messages messages(Call call) {
        return call.cookie(REMEMBERED)
                .flatMap(catalogues()::wanted)
                .or(() -> byBrowser(call))
                .orElseGet(catalogues()::usual);
    }

    private Optional<Messages> byBrowser(Call call) {
        return call.header("Accept-Language").flatMap(catalogues()::accepted);
    }

    /// The languages there are pages in, by tag.
    public List<String> languages() {
        return catalogues().tags();
    }

    /// Makes the pages of the next hour, which an app sends somebody through, speak the language that it asks
    /// for. The
    /// browser is told only if that differs from what it would see anyway.
    ///
    /// @param locales the app's `ui_locales` (OpenID Connect Core §3.1.2.1)
    public Reply inLanguage(Call call, Reply reply, Optional<String> locales, boolean https) {
        var usual = byBrowser(call).orElseGet(catalogues()::usual);
        var wanted = locales.flatMap(catalogues()::wanted).orElse(usual);
        if (wanted != usual) {
            return reply.cookie(new Cookie(REMEMBERED, wanted.language(), "/", REMEMBERED_FOR, https));
        }
        return call.cookie(REMEMBERED).isPresent()
                ? reply.cookie(new Cookie(REMEMBERED, "", "/", Duration.ZERO, https))
                : reply;
    }

    /// The texts for somebody who is not here, in the language they chose.
    public Messages messages(Optional<String> locale) {
        return locale.flatMap(catalogues()::wanted).orElseGet(catalogues()::usual);
    }

    /// The installation's name, as it is now.
    public String appName() {
        return appName.get();
    }

    /// A document that is no page of ours, such as a mail's.
    ///
    /// @param template as in [#render]
    public String document(String template, Map<String, Object> parameters) {
        var output = new StringOutput(4096);
        templates.render(template + ".jte", parameters, output);
        return output.toString();
    }

    /// @param template a file below `src/main/jte`, without its ending: `signin/login`
    /// @param values the template's parameters besides `page`
    public Reply render(Call call, int status, String template, Map<String, Object> values) {
        var output = new StringOutput(4096);
        var parameters = new HashMap<String, Object>(values);
        var found = assets();
        parameters.put(
                "page",
                new Page(
                        appName.get(),
                        found.script(),
                        found.style(),
                        branding.get(),
                        favicon.get(),
                        messages(call),
                        values));
        templates.render(template + ".jte", parameters, output);
        return Reply.html(status, output.toString());
    }

    /// Reads what every page needs. A start does not wait for it, and the first visitor should not either.
    public void prepare() {
        catalogues();
        assets();
    }

    private Languages catalogues() {
        var known = languages;
        if (known == null) {
            known = Languages.load();
            languages = known;
        }
        return known;
    }

    private Assets assets() {
        var known = assets;
        if (known == null) {
            known = Assets.read(files);
            assets = known;
        }
        return known;
    }

    /// A refusal as a page: what happened, what one can do, and under a fold what an administrator needs.
    @Override
    public Reply answer(Call call, Refusal refusal) {
        var key = "auth_error_" + refusal.code();
        var messages = messages(call);
        var known = messages.has(key + "_title") ? key : "auth_error_other";
        return render(
                call,
                Refusals.status(refusal),
                "platform/error",
                Map.of(
                        "title", messages.text(known + "_title"),
                        "text", messages.text(known + "_text"),
                        "code", refusal.code(),
                        "requestId", call.requestId()));
    }
}
