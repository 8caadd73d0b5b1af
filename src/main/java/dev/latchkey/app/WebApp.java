package dev.latchkey.app;

import dev.latchkey.directory.users.UserId;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Caller;
import dev.latchkey.platform.http.Json;
import dev.latchkey.platform.http.LocalPath;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.http.WebFiles;
import dev.latchkey.platform.images.StoredImage;
import dev.latchkey.platform.pages.Pages;
import dev.latchkey.settings.ApplicationImages;
import dev.latchkey.settings.SettingKey;
import dev.latchkey.settings.Settings;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The pages below `/settings`: one document, in which the web UI finds its own way. It carries what the UI needs
/// for its first screen, so that nothing has to be fetched before something is seen.
final class WebApp {
    private static final String BOOT = "<!--boot-->";
    private static final String LANGUAGE = "lang=\"en\" dir=\"ltr\"";

    private final WebFiles files;
    private final Config config;
    private final Settings settings;
    private final Pages pages;
    private final Function<Caller, Object> user;

    /// @param user the caller's own record, as `GET /api/users/me` gives it
    WebApp(WebFiles files, Config config, Settings settings, Pages pages, Function<Caller, Object> user) {
        this.files = files;
        this.config = config;
        this.settings = settings;
        this.pages = pages;
        this.user = user;
    }

    void routes(Routes routes) {
        routes.open().get("/app.webmanifest", _ -> manifest());
        var home = LocalPath.fixed("/");
        routes.sessionIfAny()
                .get(
                        home.value(),
                        call -> Reply.redirect(302, call.caller().isPresent() ? "/settings" : home.behind("/login")));
        var session = routes.session();
        session.get("/settings", _ -> Reply.redirect(302, settings.now().homePage()));
        session.get("/settings/{area}", this::document);
        session.get("/settings/{area}/{list}", this::document);
        session.get("/settings/{area}/{list}/{id}", this::document);
    }

    /// How the pages look when they are installed as an app (W3C Web Application Manifest).
    private Reply manifest() {
        var name = settings.now().appName();
        var sizes = ApplicationImages.ICON_SIDE + "x" + ApplicationImages.ICON_SIDE;
        var icon = Map.of("src", settings.images().icon(), "sizes", sizes, "type", "image/png");
        var manifest = new LinkedHashMap<String, Object>();
        manifest.put("name", name);
        manifest.put("short_name", name);
        manifest.put("id", "/");
        manifest.put("start_url", "/");
        manifest.put("display", "minimal-ui");
        manifest.put("icons", List.of(icon));
        return Reply.bytes(200, "application/manifest+json", Json.bytes(manifest))
                .header("Cache-Control", "public, max-age=900");
    }

    private Reply document(Call call) {
        var caller = call.caller(Caller.class);
        if (call.path("area").equals("admin") && !caller.administrator()) {
            return Reply.redirect(302, "/settings/account");
        }
        var boot = new HashMap<String, Object>();
        boot.put("appName", settings.now().appName());
        boot.put("appUrl", config.appUrl().toString());
        boot.put("version", Release.version());
        boot.put("accountEdit", settings.now().flag(SettingKey.ALLOW_OWN_ACCOUNT_EDIT));
        boot.put("mailsLoginCodes", settings.now().flag(SettingKey.EMAIL_ONE_TIME_ACCESS_AS_ADMIN_ENABLED));
        boot.put("requiresEmail", settings.now().flag(SettingKey.REQUIRE_USER_EMAIL));
        boot.put("verifiesEmails", settings.now().flag(SettingKey.EMAIL_VERIFICATION_ENABLED));
        boot.put(
                "defaultPicture",
                settings.images().defaultPicture().map(WebApp::ofNobody).orElse(""));
        boot.put("user", user.apply(caller));
        var data = "<script type=\"application/json\" id=\"boot\">" + Json.text(boot) + "</script>";
        var branding = settings.branding().address();
        var sheet = branding.isEmpty() ? "" : "<link rel=\"stylesheet\" id=\"branding\" href=\"" + branding + "\">";
        var icon = "<link rel=\"icon\" href=\"" + settings.images().favicon()
                + "\"><link rel=\"manifest\" href=\"/app.webmanifest\">";
        var texts = pages.messages(call);
        var words = "<script defer src=\"" + pages.texts(texts.language()) + "\"></script>";
        var language = "lang=\"" + texts.language() + "\" dir=\"" + texts.direction() + "\"";
        return Pages.page(
                200,
                texts,
                files.text("/app.html").replace(LANGUAGE, language).replace(BOOT, icon + data + sheet + words));
    }

    /// Whoever has no picture has the same one as nobody at all, so that it is loaded once for all of them.
    private static String ofNobody(StoredImage picture) {
        return UserId.NOBODY.picture() + "?v=" + picture.version();
    }
}
