package dev.latchkey.platform.pages;

import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Caller;
import dev.latchkey.platform.http.Cookie;
import dev.latchkey.platform.http.LocalPath;
import dev.latchkey.platform.http.Refusals;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Renders the pages of `src/main/jte`.
public final class Pages implements Refusals {
    private static final String ASKED_BY_APP = "ui_locales";
    private static final Duration ASKED_FOR = Duration.ofHours(1);
    private static final String CHOSEN = "locale";
    private static final Duration CHOSEN_FOR = Duration.ofDays(400);

    /// Paths that mean the same when they are written into an address as they are.
    private static final Pattern PLAIN_PATH = Pattern.compile("[A-Za-z0-9/._~-]+");

    private final Supplier<String> appName;
    private final Supplier<String> branding;
    private final Supplier<String> favicon;
    private final Supplier<List<Link>> links;
    private final WebFiles files;
    private final boolean https;
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
    private volatile @Nullable Languages languages;
    private volatile @Nullable Assets assets;

    /// @param appName the installation's name, as it is now
    /// @param branding the address of the style sheet with the installation's own look; empty if there is none
    /// @param favicon the address of the picture for tabs
    /// @param links what stands below every page, as it is now
    /// @param https whether browsers reach this server by https
    public Pages(
            Supplier<String> appName,
            Supplier<String> branding,
            Supplier<String> favicon,
            Supplier<List<Link>> links,
            WebFiles files,
            boolean https) {
        this.appName = appName;
        this.branding = branding;
        this.favicon = favicon;
        this.links = links;
        this.files = files;
        this.https = https;
    }

    public void routes(Routes routes) {
        routes.open().post("/language", this::choose);
    }

    /// Somebody chooses the language of the pages, by a form that needs no script.
    private Reply choose(Call call) {
        var back = Reply.seeOther(
                LocalPath.redirect(call.form()).map(LocalPath::value).orElse("/"));
        return call.form()
                .value("language")
                .flatMap(catalogues()::tagged)
                .map(chosen -> back.cookie(new Cookie(CHOSEN, chosen.tag(), "/", CHOSEN_FOR, https)))
                .orElse(back);
    }

    /// The texts for whoever sent this request: in the language that they chose, else in what an app asked for lately,
    /// else in one that the browser accepts.
    public Messages messages(Call call) {
        return catalogues().texts(language(call));
    }

    private Language language(Call call) {
        return chosen(call)
                .or(() -> call.cookie(ASKED_BY_APP).flatMap(catalogues()::wanted))
                .orElseGet(() -> accepted(call));
    }

    /// In their account, else on a page.
    private Optional<Language> chosen(Call call) {
        return own(call).or(() -> call.cookie(CHOSEN).flatMap(catalogues()::wanted));
    }

    private Optional<Language> own(Call call) {
        return call.caller().flatMap(Caller::language).flatMap(catalogues()::wanted);
    }

    private Language accepted(Call call) {
        return call.header("Accept-Language").flatMap(catalogues()::accepted).orElseGet(catalogues()::usual);
    }

    /// The languages there are pages in, by tag.
    public List<String> languages() {
        return catalogues().offered().stream().map(Language::tag).toList();
    }

    /// Makes the pages of the next hour, which an app sends somebody through, speak the language that it asks for, if
    /// they chose none themselves. The browser is told only if that differs from what it would see anyway.
    ///
    /// @param locales the app's `ui_locales` (OpenID Connect Core §3.1.2.1)
    public Reply inLanguage(Call call, Reply reply, Optional<String> locales) {
        var usual = chosen(call).orElseGet(() -> accepted(call));
        var wanted =
                chosen(call).or(() -> locales.flatMap(catalogues()::wanted)).orElse(usual);
        if (!wanted.equals(usual)) {
            return reply.cookie(new Cookie(ASKED_BY_APP, wanted.tag(), "/", ASKED_FOR, https));
        }
        return call.cookie(ASKED_BY_APP).isPresent()
                ? reply.cookie(new Cookie(ASKED_BY_APP, "", "/", Duration.ZERO, https))
                : reply;
    }

    /// The texts for somebody who is not here, in the language they chose.
    public Messages messages(Optional<String> locale) {
        return catalogues().texts(locale.flatMap(catalogues()::wanted).orElseGet(catalogues()::usual));
    }

    /// The address of the script with the web UI's texts in a language.
    ///
    /// @param tag one of [#languages]
    public String texts(String tag) {
        var built = assets().texts();
        var address = built.containsKey(tag)
                ? built.get(tag)
                : built.get(catalogues().usual().tag());
        if (address == null) {
            throw new IllegalStateException("the web UI was built without texts");
        }
        return address;
    }

    /// A page of that language. Another browser may have got another one at the same address.
    public static Reply page(int status, Messages texts, String html) {
        return Reply.html(status, html)
                .header("Content-Language", texts.language())
                .header("Vary", "Accept-Language, Cookie");
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
        var texts = messages(call);
        var here = here(call);
        parameters.put(
                "page",
                new Page(
                        appName.get(),
                        found.script(),
                        found.style(),
                        branding.get(),
                        favicon.get(),
                        links.get(),
                        texts,
                        here.isPresent() && own(call).isEmpty() ? choice() : List.of(),
                        here.orElse(""),
                        values));
        templates.render(template + ".jte", parameters, output);
        return page(status, texts, output.toString());
    }

    /// Where there is but one language, there is nothing to choose.
    private List<Language> choice() {
        var offered = catalogues().offered();
        return offered.size() > 1 ? offered : List.of();
    }

    /// The address that shows this page again, if one does.
    private static Optional<String> here(Call call) {
        if (!call.method().equals("GET") || !PLAIN_PATH.matcher(call.path()).matches()) {
            return Optional.empty();
        }
        var query = call.rawQuery();
        return LocalPath.of(query.isEmpty() ? call.path() : call.path() + "?" + query)
                .map(LocalPath::value);
    }

    /// Reads what every page needs. A start does not wait for it, and the first visitor should not either.
    public void prepare() {
        catalogues().texts(catalogues().usual());
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
