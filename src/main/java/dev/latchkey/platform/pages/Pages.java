package dev.latchkey.platform.pages;

import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Refusals;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.WebFiles;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Renders the pages of `src/main/jte`.
public final class Pages implements Refusals {
    private final Supplier<String> appName;
    private final Messages english = Messages.load("en");
    private final WebFiles files;
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
    private volatile @Nullable Assets assets;

    /// @param appName the installation's name, as it is now
    public Pages(Supplier<String> appName, WebFiles files) {
        this.appName = appName;
        this.files = files;
    }

    /// The texts for whoever sent this request.
    public Messages messages(Call call) {
        return english;
    }

    /// @param template a file below `src/main/jte`, without its ending: `signin/login`
    /// @param values the template's parameters besides `page`
    public Reply render(Call call, int status, String template, Map<String, Object> values) {
        var output = new StringOutput(4096);
        var parameters = new HashMap<String, Object>(values);
        var found = assets();
        parameters.put("page", new Page(appName.get(), found.script(), found.style(), messages(call), values));
        templates.render(template + ".jte", parameters, output);
        return Reply.html(status, output.toString());
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
