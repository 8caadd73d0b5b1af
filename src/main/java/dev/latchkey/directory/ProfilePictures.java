package dev.latchkey.directory;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.directory.initials.InitialsPicture;
import dev.latchkey.directory.users.User;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.directory.users.Users;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.http.Area;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Caller;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.images.ImageFile;
import dev.latchkey.platform.images.ImageFormat;
import dev.latchkey.platform.images.Images;
import dev.latchkey.platform.images.StoredImage;
import dev.latchkey.settings.ApplicationImages;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The picture of a person, at the address that the `picture` claim names: the one that was uploaded for them, else
/// the one that the installation has for everybody without one, else their initials.
///
/// Apps fetch it without credentials, so it must not tell who exists: whoever does not gets what somebody without
/// picture and initials gets.
final class ProfilePictures {
    private static final Duration STALE = Duration.ofHours(1);

    /// What every browser and mail program shows.
    private static final Set<ImageFormat> FORMATS =
            Set.of(ImageFormat.JPEG, ImageFormat.PNG, ImageFormat.GIF, ImageFormat.WEBP);

    private final Db db;
    private final Users users;
    private final Images images;
    private final Supplier<Optional<StoredImage>> ofTheOthers;
    private final Audit audit;
    private final InitialsPicture.Lately drawn = new InitialsPicture.Lately();

    /// @param ofTheOthers the picture of people who have none of their own, if there is one
    ProfilePictures(Db db, Users users, Images images, Supplier<Optional<StoredImage>> ofTheOthers, Audit audit) {
        this.db = db;
        this.users = users;
        this.images = images;
        this.ofTheOthers = ofTheOthers;
        this.audit = audit;
    }

    void routes(Routes routes) {
        routes.open().get("/api/users/{id}/profile-picture.png", this::get);
        routes.signedIn().delete("/api/users/me/profile-picture", call -> delete(call, callerId(call)));
        routes.signedIn()
                .bodyLimit(ImageFile.MOST_BYTES)
                .put("/api/users/me/profile-picture", call -> put(call, callerId(call)));
        routes.administrator(Area.USERS).delete("/api/users/{id}/profile-picture", call -> delete(call, id(call)));
        routes.administrator(Area.USERS)
                .bodyLimit(ImageFile.MOST_BYTES)
                .put("/api/users/{id}/profile-picture", call -> put(call, id(call)));
    }

    /// Removes the file of somebody whose account is gone.
    void removeOf(User user) {
        user.ownPicture().ifPresent(image -> images.remove(name(user.id()), image));
    }

    private Reply get(Call call) {
        var id = id(call);
        var user = find(id);
        return user.flatMap(User::ownPicture)
                .flatMap(_ -> images.answer(call, name(id), () -> find(id).flatMap(User::ownPicture), STALE))
                .or(() -> images.answer(call, ApplicationImages.defaultPictureName(), ofTheOthers, STALE))
                .orElseGet(() -> {
                    var picture = InitialsPicture.of(id, user);
                    return Images.answer(call, () -> drawn.file(picture), ImageFormat.PNG, picture.version(), STALE);
                });
    }

    /// Whatever its name says, its content decides whether it is a picture.
    private Reply put(Call call, UserId id) {
        var file = ImageFile.of(call.upload().content(), FORMATS);
        var former =
                images.store(name(id), file, stored -> change(call, id, Optional.of(stored), "USER_PICTURE_UPDATED"));
        former.ifPresent(image -> images.remove(name(id), image));
        return Reply.empty(204);
    }

    private Reply delete(Call call, UserId id) {
        var former = change(call, id, Optional.empty(), "USER_PICTURE_REMOVED");
        former.ifPresent(image -> images.remove(name(id), image));
        return Reply.empty(204);
    }

    /// @return the picture they had
    private Optional<StoredImage> change(Call call, UserId id, Optional<StoredImage> picture, String event) {
        return db.write(tx -> {
            var user = users.get(tx, id);
            Administrators.refuseRestricted(call, user.administrator());
            var former = users.setPicture(tx, id, picture);
            if (former.isPresent() || picture.isPresent()) {
                audit.record(
                        tx,
                        AuditEntry.of(call, event)
                                .user(id.value())
                                .actor(callerId(call).value())
                                .data("username", user.username()));
            }
            return former;
        });
    }

    private Optional<User> find(UserId id) {
        return db.read(tx -> users.find(tx, id));
    }

    /// What its files are called.
    private static String name(UserId id) {
        return "profile-pictures/" + id.value();
    }

    private static UserId callerId(Call call) {
        return new UserId(call.caller(Caller.class).userId());
    }

    private static UserId id(Call call) {
        var id = call.path("id");
        if (!PeopleApi.UUID.matcher(id).matches()) {
            throw new Refusal.Invalid(
                            List.of(new Refusal.Field("userId", "invalid_format", "must be a valid UUID")),
                            "Request validation failed")
                    .asException();
        }
        return new UserId(id);
    }
}
