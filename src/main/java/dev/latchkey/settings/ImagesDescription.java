package dev.latchkey.settings;

import dev.latchkey.platform.images.ImageFormat;
import dev.latchkey.platform.openapi.Operation;
import dev.latchkey.platform.openapi.Operations;
import dev.latchkey.platform.openapi.Schema;

/// What [ApplicationImages] tells about its routes.
final class ImagesDescription {
    private static final String BASE = "/api/application-images/";

    private ImagesDescription() {}

    static void write(Operations operations) {
        var topic = operations.about("Pictures of the installation");
        topic.get("/api/application-images", "Every picture, and where it is")
                .answers(200, Schema.list(ApplicationImages.View.class));
        light(removable(topic.get(BASE + "logo", "The logo")));
        shown(topic.get(BASE + "email", "The logo in mails"));
        removable(topic.get(BASE + "background", "What is behind the sign-in page"));
        shown(topic.get(BASE + "favicon", "What stands in a browser's tab"));
        shown(topic.get(BASE + "icon", "What stands on a home screen"));
        removable(topic.get(BASE + "default-profile-picture", "The picture of people who have none"));
        light(uploaded(topic.put(BASE + "logo", "Replaces the logo")));
        uploaded(topic.put(BASE + "email", "Replaces the logo in mails")).details("PNG or JPEG.");
        uploaded(topic.put(BASE + "background", "Replaces what is behind the sign-in page"));
        uploaded(topic.put(BASE + "favicon", "Replaces what stands in a tab")).details("SVG, PNG or ICO.");
        uploaded(topic.put(BASE + "icon", "Replaces what stands on a home screen"))
                .details("PNG, 512 by 512 pixels.");
        uploaded(topic.put(BASE + "default-profile-picture", "Replaces the picture of people who have none"));
        light(removed(topic.delete(BASE + "logo", "Removes the logo")));
        removed(topic.delete(BASE + "background", "Removes what is behind the sign-in page"));
        removed(topic.delete(BASE + "default-profile-picture", "Removes the picture of people who have none"));
        for (var name : new String[] {"email", "background", "favicon", "icon"}) {
            topic.post(BASE + name + "/restore", "Puts the original back").answers(204);
        }
    }

    private static void light(Operation operation) {
        operation.query("light", Schema.text(), "`true` (unless given), or anything else for the dark one");
    }

    /// There may be none.
    private static Operation removable(Operation operation) {
        return shown(operation).refuses(404, "image_not_found");
    }

    private static Operation shown(Operation operation) {
        for (var format : ImageFormat.values()) {
            operation.answersWith(200, format.mediaType());
        }
        return operation
                .query("v", Schema.text(), "The version; if it is the current one, the answer may be kept for a year")
                .query("skipCache", Schema.text(), "Sends no caching header")
                .header("If-None-Match", Schema.text(), "The `ETag` of the picture that is there already")
                .answers(304);
    }

    private static Operation uploaded(Operation operation) {
        return operation
                .takesFile()
                .answers(204)
                .refuses(400, "invalid_request_body", "validation_failed", "invalid_image")
                .refuses(413, "file_too_large")
                .refuses(415, "file_type_not_supported");
    }

    private static Operation removed(Operation operation) {
        return operation.answers(204).refuses(404, "image_not_found");
    }
}
