package dev.latchkey.clients;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Area;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Caller;
import dev.latchkey.platform.http.FieldChecks;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.images.ImageFile;
import dev.latchkey.platform.images.Images;
import dev.latchkey.platform.images.StoredImage;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// `/api/oidc/clients/{id}/logo`: the logos of apps. Anybody may fetch them; the parameter `light` says which.
final class LogosApi {
    private static final String UPDATED = "CLIENT_LOGO_UPDATED";
    private static final Duration STALE = Duration.ofHours(12);

    private final Db db;
    private final Clients clients;
    private final Images images;
    private final LogoFetch fetch;
    private final Audit audit;

    LogosApi(Db db, Clients clients, Images images, LogoFetch fetch, Audit audit) {
        this.db = db;
        this.clients = clients;
        this.images = images;
        this.fetch = fetch;
        this.audit = audit;
    }

    void routes(Routes routes) {
        routes.open().get("/api/oidc/clients/{id}/logo", this::get);
        routes.administrator(Area.APPS)
                .delete("/api/oidc/clients/{id}/logo", this::delete)
                .post("/api/oidc/clients/{id}/logo/fetch", this::fetch);
        routes.administrator(Area.APPS).bodyLimit(LogoFetch.MOST_BYTES).post("/api/oidc/clients/{id}/logo", this::put);
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

    /// Changes an app together with its logos. They are fetched first: if one cannot be had, nothing is changed.
    ///
    /// @param change makes or changes the app
    /// @param answer what is told about it afterwards
    <T> T together(
            Call call,
            ClientId id,
            ClientDraft.LogoAddresses addresses,
            Function<Tx, Client> change,
            BiFunction<Tx, Client, T> answer) {
        var formers = new EnumMap<Logos.Shade, StoredImage>(Logos.Shade.class);
        var told = stored(
                id,
                fetch.all(addresses),
                new EnumMap<>(Logos.Shade.class),
                brought -> db.write(tx -> {
                    var client = change.apply(tx);
                    brought.forEach((shade, image) -> change(tx, call, id, shade, Optional.of(image), UPDATED)
                            .ifPresent(former -> formers.put(shade, former)));
                    return answer.apply(tx, brought.isEmpty() ? client : clients.get(tx, id));
                }));
        formers.forEach((shade, former) -> images.remove(Logos.name(id, shade), former));
        return told;
    }

    /// Stores one file after the other, and then whatever names them.
    private <T> T stored(
            ClientId id,
            Map<Logos.Shade, ImageFile> files,
            Map<Logos.Shade, StoredImage> done,
            Function<Map<Logos.Shade, StoredImage>, T> write) {
        for (var file : files.entrySet()) {
            if (!done.containsKey(file.getKey())) {
                return images.store(Logos.name(id, file.getKey()), file.getValue(), image -> {
                    done.put(file.getKey(), image);
                    return stored(id, files, done, write);
                });
            }
        }
        return write.apply(done);
    }

    private Reply put(Call call) {
        return put(call, ClientId.fromPath(call.path("id")), ImageFile.of(call.upload()));
    }

    /// The same with a picture that is somewhere on the internet.
    private Reply fetch(Call call) {
        var id = ClientId.fromPath(call.path("id"));
        var checks = new FieldChecks();
        var address = call.json().text("url");
        checks.of("url", address).required();
        checks.done();
        logos(id); // nothing is fetched for an app that is not there
        return put(call, id, fetch.one("url", address));
    }

    private Reply put(Call call, ClientId id, ImageFile file) {
        var shade = shade(call);
        var name = Logos.name(id, shade);
        var former = images.store(
                name, file, image -> db.write(tx -> change(tx, call, id, shade, Optional.of(image), UPDATED)));
        former.ifPresent(image -> images.remove(name, image));
        return Reply.empty(204);
    }

    private Reply delete(Call call) {
        var id = ClientId.fromPath(call.path("id"));
        var shade = shade(call);
        var former = db.write(tx -> change(tx, call, id, shade, Optional.empty(), "CLIENT_LOGO_REMOVED"));
        former.ifPresent(image -> images.remove(Logos.name(id, shade), image));
        return Reply.empty(204);
    }

    /// @return the logo that was there
    private Optional<StoredImage> change(
            Tx tx, Call call, ClientId id, Logos.Shade shade, Optional<StoredImage> image, String event) {
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
    }

    private Logos logos(ClientId id) {
        return db.read(tx -> clients.get(tx, id)).logos();
    }

    private static Logos.Shade shade(Call call) {
        return Images.light(call) ? Logos.Shade.LIGHT : Logos.Shade.DARK;
    }
}
