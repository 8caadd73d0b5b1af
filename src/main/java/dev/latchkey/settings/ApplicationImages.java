package dev.latchkey.settings;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Area;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Caller;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.images.ImageFile;
import dev.latchkey.platform.images.Images;
import dev.latchkey.platform.images.StoredImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/// `/api/application-images`: logos, background, favicon, the icon on home screens, the logo in mails, and the
/// picture of people without one.
///
/// A row of `application_images` names the picture that was uploaded, or says that there is to be none. Without a
/// row the one counts that comes with the program, where there is one.
public final class ApplicationImages {
    private static final Duration STALE = Duration.ofDays(1);
    private static final String NONE = "";

    /// How many pixels the icon on home screens has on each side, as the manifest says.
    public static final int ICON_SIDE = 512;

    private static final Set<String> FOR_MAIL = Set.of("png", "jpg", "jpeg");
    private static final Set<String> FOR_TABS = Set.of("svg", "png", "ico");

    private final Db db;
    private final Images images;
    private final Audit audit;
    private final AtomicReference<Map<ApplicationImage, Shown>> current;

    ApplicationImages(Db db, Images images, Audit audit) {
        this.db = db;
        this.images = images;
        this.audit = audit;
        this.current = new AtomicReference<>(db.read(ApplicationImages::read));
    }

    /// What there is to show.
    private sealed interface Shown {
        String version();

        record Uploaded(StoredImage image) implements Shown {
            @Override
            public String version() {
                return image.version();
            }
        }

        record Bundled() implements Shown {
            @Override
            public String version() {
                return "1";
            }
        }
    }

    void routes(Routes routes) {
        routes.described(ImagesDescription::write);
        routes.open()
                .get("/api/application-images/logo", call -> get(call, logo(call)))
                .get("/api/application-images/email", call -> get(call, ApplicationImage.EMAIL))
                .get("/api/application-images/background", call -> get(call, ApplicationImage.BACKGROUND))
                .get("/api/application-images/favicon", call -> get(call, ApplicationImage.FAVICON))
                .get("/api/application-images/icon", call -> get(call, ApplicationImage.ICON))
                .get("/favicon.ico", call -> get(call, ApplicationImage.FAVICON));
        routes.administrator(Area.SETTINGS)
                .get("/api/application-images", _ -> Reply.json(200, overview()))
                .get(
                        "/api/application-images/default-profile-picture",
                        call -> get(call, ApplicationImage.DEFAULT_PICTURE))
                .delete("/api/application-images/logo", call -> delete(call, logo(call)))
                .delete("/api/application-images/background", call -> delete(call, ApplicationImage.BACKGROUND))
                .delete(
                        "/api/application-images/default-profile-picture",
                        call -> delete(call, ApplicationImage.DEFAULT_PICTURE))
                .post("/api/application-images/email/restore", call -> restore(call, ApplicationImage.EMAIL))
                .post("/api/application-images/background/restore", call -> restore(call, ApplicationImage.BACKGROUND))
                .post("/api/application-images/favicon/restore", call -> restore(call, ApplicationImage.FAVICON))
                .post("/api/application-images/icon/restore", call -> restore(call, ApplicationImage.ICON));
        routes.administrator(Area.SETTINGS)
                .bodyLimit(ImageFile.MOST_BYTES)
                .put("/api/application-images/logo", call -> put(call, logo(call)))
                .put("/api/application-images/email", this::putForMail)
                .put("/api/application-images/background", call -> put(call, ApplicationImage.BACKGROUND))
                .put("/api/application-images/favicon", this::putForTabs)
                .put("/api/application-images/icon", this::putForHomeScreens)
                .put(
                        "/api/application-images/default-profile-picture",
                        call -> put(call, ApplicationImage.DEFAULT_PICTURE));
    }

    /// Where the picture that was uploaded is, with its version; empty without one.
    String address(ApplicationImage image) {
        return current.get().get(image) instanceof Shown.Uploaded(var stored) ? path(image) + stored.version() : "";
    }

    /// Where the favicon is, uploaded or not.
    public String favicon() {
        return path(ApplicationImage.FAVICON)
                + shown(ApplicationImage.FAVICON).map(Shown::version).orElse("");
    }

    /// Where the icon is that somebody's home screen shows, uploaded or not.
    public String icon() {
        return path(ApplicationImage.ICON)
                + shown(ApplicationImage.ICON).map(Shown::version).orElse("");
    }

    /// Where the logo is that mails show, uploaded or not.
    public String mailLogo() {
        return path(ApplicationImage.EMAIL)
                + shown(ApplicationImage.EMAIL).map(Shown::version).orElse("");
    }

    /// The picture of people who have none of their own, if there is one.
    public Optional<StoredImage> defaultPicture() {
        return current.get().get(ApplicationImage.DEFAULT_PICTURE) instanceof Shown.Uploaded(var stored)
                ? Optional.of(stored)
                : Optional.empty();
    }

    /// The name of that picture in the file store.
    public static String defaultPictureName() {
        return ApplicationImage.DEFAULT_PICTURE.path();
    }

    /// Looks for what other replicas changed.
    void look() {
        current.set(db.read(ApplicationImages::read));
    }

    private static String path(ApplicationImage image) {
        return switch (image) {
            case LOGO_LIGHT -> "/api/application-images/logo?v=";
            case LOGO_DARK -> "/api/application-images/logo?light=false&v=";
            case EMAIL -> "/api/application-images/email?v=";
            case BACKGROUND -> "/api/application-images/background?v=";
            case FAVICON -> "/api/application-images/favicon?v=";
            case ICON -> "/api/application-images/icon?v=";
            case DEFAULT_PICTURE -> "/api/application-images/default-profile-picture?v=";
        };
    }

    /// One picture, as the settings page shows it.
    ///
    /// @param url empty if there is none
    record View(String name, String url, boolean uploaded) {}

    private Object overview() {
        look();
        return java.util.Arrays.stream(ApplicationImage.values())
                .map(image -> new View(
                        image.text(),
                        shown(image).map(shown -> path(image) + shown.version()).orElse(""),
                        current.get().get(image) instanceof Shown.Uploaded))
                .toList();
    }

    private Optional<Shown> shown(ApplicationImage image) {
        return Optional.ofNullable(current.get().get(image));
    }

    private static ApplicationImage logo(Call call) {
        return Images.light(call) ? ApplicationImage.LOGO_LIGHT : ApplicationImage.LOGO_DARK;
    }

    /// Asks the database, so that no replica answers with what was replaced at another.
    private Reply get(Call call, ApplicationImage image) {
        if (db.read(tx -> read(tx, image)).orElseThrow(Images::notFound) instanceof Shown.Bundled) {
            return Images.answer(call, () -> bundled(image), image.bundled().orElseThrow(Images::notFound), "1", STALE);
        }
        return images.answer(
                        call,
                        image.path(),
                        () -> db.read(tx -> read(tx, image))
                                .filter(Shown.Uploaded.class::isInstance)
                                .map(shown -> ((Shown.Uploaded) shown).image()),
                        STALE)
                .orElseThrow(Images::notFound);
    }

    private static byte[] bundled(ApplicationImage image) {
        var name = image.text() + "."
                + image.bundled().orElseThrow(Images::notFound).ending();
        try (var stream = ApplicationImages.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Mail programs show PNG and JPEG.
    private Reply putForMail(Call call) {
        return put(call, ApplicationImage.EMAIL, FOR_MAIL, "PNG or JPEG", false);
    }

    private Reply putForTabs(Call call) {
        return put(call, ApplicationImage.FAVICON, FOR_TABS, "SVG, PNG, or ICO", true);
    }

    /// The manifest says how large it is, so it has to be that large.
    private Reply putForHomeScreens(Call call) {
        if (!ImageFile.of(call.upload()).isPng(ICON_SIDE)) {
            throw new Refusal.FileType("PNG, %1$d by %1$d pixels".formatted(ICON_SIDE)).asException();
        }
        return put(call, ApplicationImage.ICON);
    }

    private Reply put(Call call, ApplicationImage image, Set<String> endings, String expected, boolean anyCase) {
        var ending = ImageFile.ending(call.upload());
        if (!endings.contains(anyCase ? ending.toLowerCase(java.util.Locale.ROOT) : ending)
                || !endings.contains(ImageFile.of(call.upload()).format().ending())) {
            throw new Refusal.FileType(expected).asException();
        }
        return put(call, image);
    }

    private Reply put(Call call, ApplicationImage image) {
        return images.store(image.path(), ImageFile.of(call.upload()), stored -> {
            change(call, image, Optional.of(stored.text()), "APPLICATION_IMAGE_UPDATED");
            return Reply.empty(204);
        });
    }

    /// From then on there is none, not even the one that came with the program.
    private Reply delete(Call call, ApplicationImage image) {
        change(call, image, Optional.of(NONE), "APPLICATION_IMAGE_REMOVED");
        return Reply.empty(204);
    }

    /// From then on the one counts again that came with the program.
    private Reply restore(Call call, ApplicationImage image) {
        change(call, image, Optional.empty(), "APPLICATION_IMAGE_RESTORED");
        return Reply.empty(204);
    }

    private void change(Call call, ApplicationImage image, Optional<String> file, String event) {
        var before = db.write(tx -> {
            // One after the other, so that each sees, and removes, what the one before it left.
            tx.sql("update settings_version set version = version").update();
            var former = read(tx, image);
            if (file.filter(NONE::equals).isPresent() && former.isEmpty()) {
                throw Images.notFound();
            }
            write(tx, image, file);
            audit.record(
                    tx,
                    AuditEntry.of(call, event)
                            .actor(call.caller(Caller.class).userId())
                            .data("image", image.text()));
            return former;
        });
        look();
        if (before.isPresent() && before.get() instanceof Shown.Uploaded(var stored)) {
            images.remove(image.path(), stored);
        }
    }

    private static void write(Tx tx, ApplicationImage image, Optional<String> file) {
        tx.sql("delete from application_images where name = :name")
                .bind("name", image.text())
                .update();
        file.ifPresent(text -> tx.sql("insert into application_images (name, file) values (:name, :file)")
                .bind("name", image.text())
                .bind("file", text)
                .update());
    }

    private static Map<ApplicationImage, Shown> read(Tx tx) {
        var shown = new EnumMap<ApplicationImage, Shown>(ApplicationImage.class);
        for (var image : ApplicationImage.values()) {
            if (image.bundled().isPresent()) {
                shown.put(image, new Shown.Bundled());
            }
        }
        tx.sql("select name, file from application_images").list(row -> {
            for (var image : ApplicationImage.values()) {
                if (image.text().equals(row.text("name"))) {
                    shown.remove(image);
                    shownBy(row.text("file")).ifPresent(uploaded -> shown.put(image, uploaded));
                }
            }
            return row;
        });
        return shown;
    }

    private static Optional<Shown> read(Tx tx, ApplicationImage image) {
        return tx.sql("select file from application_images where name = :name")
                .bind("name", image.text())
                .first(row -> shownBy(row.text("file")))
                .orElseGet(() -> image.bundled().map(_ -> new Shown.Bundled()));
    }

    private static Optional<Shown> shownBy(String file) {
        return file.equals(NONE) ? Optional.empty() : Optional.of(new Shown.Uploaded(StoredImage.parse(file)));
    }
}
