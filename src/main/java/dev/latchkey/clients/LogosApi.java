package dev.latchkey.clients;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.http.Area;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Caller;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.images.ImageFile;
import dev.latchkey.platform.images.Images;
import dev.latchkey.platform.images.StoredImage;
import java.time.Duration;
import java.util.Optional;

/// `/api/oidc/clients/{id}/logo`: the logos of apps. Anybody may fetch them; the parameter `light` says which.
final class LogosApi {
    private static final long MOST_BYTES = 2 * 1024 * 1024;
    private static final Duration STALE = Duration.ofHours(12);

    private final Db db;
    private final Clients clients;
    private final Images images;
    private final Audit audit;

    LogosApi(Db db, Clients clients, Images images, Audit audit) {
        this.db = db;
        this.clients = clients;
        this.images = images;
        this.audit = audit;
    }

    void routes(Routes routes) {
        routes.open().get("/api/oidc/clients/{id}/logo", this::get);
        routes.administrator(Area.APPS).delete("/api/oidc/clients/{id}/logo", this::delete);
        routes.administrator(Area.APPS).bodyLimit(MOST_BYTES).post("/api/oidc/clients/{id}/logo", this::put);
    }

    /// Removes the files of an app that is gone.
    void removeOf(Client client) {
        for (var shade : Logos.Shade.values()) {
            client.logos().get(shade).ifPresent(image -> images.remove(Logos.name(client.id(), shade), image));
        }
    }

    /// Who asks for the dark one gets the light one where there is no dark one.
    private Reply get(Call call) {
        var id = ClientId.fromPath(call.path("id"));
        boolean dark = shade(call) == Logos.Shade.DARK && logos(id).dark().isPresent();
        var shade = dark ? Logos.Shade.DARK : Logos.Shade.LIGHT;
        return images.answer(call, Logos.name(id, shade), () -> logos(id).get(shade), STALE)
                .orElseThrow(Images::notFound);
    }

    private Reply put(Call call) {
        var id = ClientId.fromPath(call.path("id"));
        var shade = shade(call);
        var name = Logos.name(id, shade);
        var file = ImageFile.of(call.upload());
        var former =
                images.store(name, file, image -> change(call, id, shade, Optional.of(image), "CLIENT_LOGO_UPDATED"));
        former.ifPresent(image -> images.remove(name, image));
        return Reply.empty(204);
    }

    private Reply delete(Call call) {
        var id = ClientId.fromPath(call.path("id"));
        var shade = shade(call);
        var former = change(call, id, shade, Optional.empty(), "CLIENT_LOGO_REMOVED");
        former.ifPresent(image -> images.remove(Logos.name(id, shade), image));
        return Reply.empty(204);
    }

    /// @return the logo that was there
    private Optional<StoredImage> change(
            Call call, ClientId id, Logos.Shade shade, Optional<StoredImage> image, String event) {
        return db.write(tx -> {
            var before = clients.setLogo(tx, id, shade, image);
            var former = before.logos().get(shade);
            if (former.isEmpty() && image.isEmpty()) {
                throw Images.notFound();
            }
            audit.record(
                    tx,
                    AuditEntry.of(call, event)
                            .actor(call.caller(Caller.class).userId())
                            .client(id.value())
                            .data("clientName", before.name())
                            .data("logo", shade.text()));
            return former;
        });
    }

    private Logos logos(ClientId id) {
        return db.read(tx -> clients.get(tx, id)).logos();
    }

    private static Logos.Shade shade(Call call) {
        return Images.light(call) ? Logos.Shade.LIGHT : Logos.Shade.DARK;
    }
}
