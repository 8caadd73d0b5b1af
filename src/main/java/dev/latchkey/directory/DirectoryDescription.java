package dev.latchkey.directory;

import dev.latchkey.directory.claims.CustomClaim;
import dev.latchkey.platform.images.ImageFormat;
import dev.latchkey.platform.openapi.Operation;
import dev.latchkey.platform.openapi.Operations;
import dev.latchkey.platform.openapi.Schema;

/// What [Directory] and [EmailVerification] tell about their routes.
final class DirectoryDescription {
    private static final String NAME = "^[a-zA-Z0-9]([a-zA-Z0-9_.@-]*[a-zA-Z0-9])?$";

    private static final String IMPORT = "The file is CSV in UTF-8 with a line of names: those of the export, of which "
            + "only `username` has to be there. At most " + PeopleImport.MOST_BYTES / 1024 / 1024 + " MiB and "
            + ImportFile.MOST + " people.";

    private DirectoryDescription() {}

    static void write(Operations operations) {
        own(operations.about("Own account"));
        people(operations.about("People"));
        groups(operations.about("Groups"));
        claims(operations.about("Custom claims"));
    }

    private static Schema.Members account() {
        return Schema.object()
                .with("username", Schema.text(1, 50).with("pattern", NAME))
                .maybe("email", Schema.email().saying("Needed unless the settings say otherwise"))
                .maybe("firstName", Schema.text(0, 50))
                .maybe("lastName", Schema.text(0, 50))
                .maybe("displayName", Schema.text(0, 100))
                .maybe("locale", Schema.text(0, 35).saying("A language, such as `en` or `pt-BR`"));
    }

    private static Schema.Members administered() {
        return account()
                .maybe("emailVerified", Schema.flag())
                .maybe("isAdmin", Schema.flag())
                .maybe("disabled", Schema.flag());
    }

    private static Schema ids() {
        return Schema.list(Schema.text());
    }

    private static void own(Operations.Topic own) {
        own.get("/api/users/me", "Your account").answers(200, UserView.class);
        own.put("/api/users/me", "Changes your account")
                .details("Members that are missing are emptied. Where the settings do not let people edit their "
                        + "account, only the language is changed; only administrators change their username.")
                .takes(account())
                .answers(200, UserView.class)
                .refuses(400, "validation_failed")
                .refuses(409, "already_in_use");
        picture(own.put("/api/users/me/profile-picture", "Replaces your picture"));
        own.delete("/api/users/me/profile-picture", "Removes your picture; nothing if you have none")
                .answers(204);
        own.post("/api/users/me/send-email-verification", "Mails you a link that verifies your address")
                .answers(204)
                .refuses(409, "user_email_not_set", "mail_not_configured");
        own.post("/api/users/me/verify-email", "Verifies your address with what the mail said")
                .takes(Schema.object().with("token", Schema.text().with("minLength", 1)))
                .answers(204)
                .refuses(400, "validation_failed", "invalid_email_verification_token");
    }

    private static void people(Operations.Topic people) {
        people.get("/api/users", "People, page by page")
                .lists(UserView.class)
                .sortedBy(
                        "createdAt",
                        "username",
                        "email",
                        "emailVerified",
                        "firstName",
                        "lastName",
                        "displayName",
                        "isAdmin",
                        "disabled")
                .filteredBy("emailVerified", "isAdmin", "disabled", "hasPasskey")
                .searched("address, names and username, and the names of the groups that people are in");
        people.get("/api/users/export", "Everybody, as a file for spreadsheets")
                .details("A text that would run as a formula begins with an apostrophe.")
                .answersWith(200, "text/csv");
        people.post("/api/users", "Adds a person")
                .takes(administered()
                        .maybe("id", Schema.uuid().saying("Chosen by the server unless given"))
                        .maybe("userGroupIds", ids().saying("None for the groups that new people get"))
                        .maybe("mailLoginCode", Schema.flag().saying("Mails a login code; else as the API key says")))
                .answers(201, UserView.class)
                .refuses(400, "validation_failed")
                .refuses(403, "one_time_access_disabled")
                .refuses(409, "already_in_use", "mail_not_configured", "user_email_not_set");
        people.get("/api/users/{id}", "A person").answers(200, UserView.class).refuses(404, "user_not_found");
        people.put("/api/users/{id}", "Changes a person")
                .changesWhatWasSeen()
                .details("Members that are missing are emptied. The answer is without groups and claims.")
                .takes(administered())
                .answers(200, UserView.class)
                .refuses(400, "validation_failed")
                .refuses(404, "user_not_found")
                .refuses(409, "already_in_use", "last_administrator");
        people.delete("/api/users/{id}", "Deletes a person and all that belongs to them")
                .answers(204)
                .refuses(404, "user_not_found")
                .refuses(409, "last_administrator");
        people.get("/api/users/{id}/groups", "The groups of a person")
                .answers(200, Schema.list(GroupView.class))
                .refuses(404, "user_not_found");
        people.put("/api/users/{id}/user-groups", "Puts a person into exactly these groups")
                .changesWhatWasSeen()
                .takes(Schema.object().with("userGroupIds", ids()))
                .answers(200, UserView.class)
                .refuses(400, "validation_failed")
                .refuses(404, "user_not_found");
        people.post("/api/users/import/check", "What an import would do, and all that is wrong with its file")
                .details("Nothing is changed. " + IMPORT)
                .takesFile()
                .answers(200, PeopleImport.Report.class)
                .refuses(400, "invalid_request_body", "validation_failed")
                .refuses(413, "file_too_large");
        people.post("/api/users/import", "Adds everybody whom a file names, or nobody")
                .details("If anything is wrong with anybody, nobody is added. " + IMPORT)
                .query("administrators", Schema.flag(), "Whether people may become administrators; else none may")
                .query("mailLoginCode", Schema.flag(), "Mails each a login code; else as the API key says")
                .takesFile()
                .answers(200, PeopleImport.Imported.class)
                .refuses(400, "invalid_request_body", "validation_failed", "import_has_mistakes")
                .refuses(403, "one_time_access_disabled")
                .refuses(409, "already_in_use", "mail_not_configured")
                .refuses(413, "file_too_large");
        people.post("/api/users/bulk", "Does the same to several people")
                .details("At most " + PeopleBulk.MOST + " at a time. What cannot be done to somebody keeps nobody else "
                        + "from it: they are in `refused`, with the code that the request for them alone would be "
                        + "refused with, or `own_account`, since nobody disables or deletes themselves like this. Who "
                        + "was disabled already, or in the group, is in `unchanged`.")
                .takes(Schema.object()
                        .with("action", Schema.oneOf(BulkAction.SPELLINGS.toArray(String[]::new)))
                        .with("userIds", ids())
                        .maybe("groupId", Schema.text().saying("The group, of an action that has one"))
                        .maybe("ttl", Schema.lifetime().saying("How long the login codes work")))
                .answers(200, PeopleBulk.Outcome.class)
                .refuses(400, "validation_failed")
                .refuses(403, "one_time_access_disabled")
                .refuses(404, "not_found")
                .refuses(409, "mail_not_configured");
        var shown = people.get("/api/users/{id}/profile-picture.png", "The picture of a person")
                .details("Whoever has none, and whoever does not exist, has the one for everybody, or a drawn one. "
                        + "Despite the path it may be of another format.")
                .query("v", Schema.text(), "The version; if it is the current one, the answer may be kept for a year")
                .query("skipCache", Schema.text(), "Sends no caching header")
                .header("If-None-Match", Schema.text(), "The `ETag` of the picture that is there already")
                .answers(304)
                .refuses(400, "validation_failed");
        for (var format : ImageFormat.values()) {
            shown.answersWith(200, format.mediaType());
        }
        picture(people.put("/api/users/{id}/profile-picture", "Replaces the picture of a person"))
                .refuses(404, "user_not_found");
        people.delete("/api/users/{id}/profile-picture", "Removes the picture of a person; nothing if they have none")
                .answers(204)
                .refuses(400, "validation_failed")
                .refuses(404, "user_not_found");
    }

    private static Operation picture(Operation operation) {
        return operation
                .details(
                        "A whole JPEG, PNG, GIF or WebP. It is kept as it is, without what is not part of the picture; "
                                + "our pages cut it to a square of 300 pixels before they send it.")
                .takesFile()
                .answers(204)
                .refuses(400, "invalid_request_body", "validation_failed", "invalid_image")
                .refuses(413, "file_too_large");
    }

    private static void groups(Operations.Topic groups) {
        var group = Schema.object().with("friendlyName", Schema.text(2, 50)).with("name", Schema.text(2, 255));
        groups.get("/api/user-groups", "Groups, page by page")
                .lists(GroupMinimalView.class)
                .sortedBy("createdAt", "friendlyName", "name", "userCount")
                .searched("both names");
        groups.post("/api/user-groups", "Adds a group")
                .takes(group)
                .answers(201, GroupView.class)
                .refuses(400, "validation_failed")
                .refuses(409, "already_in_use");
        groups.get("/api/user-groups/{id}", "A group, its members and its apps")
                .answers(200, GroupView.class)
                .refuses(404, "not_found");
        groups.put("/api/user-groups/{id}", "Renames a group")
                .changesWhatWasSeen()
                .takes(group)
                .answers(200, GroupView.class)
                .refuses(400, "validation_failed")
                .refuses(404, "not_found")
                .refuses(409, "already_in_use");
        groups.delete("/api/user-groups/{id}", "Deletes a group").answers(204).refuses(404, "not_found");
        groups.get("/api/user-groups/{id}/details", "A group and its apps, without its members")
                .answers(200, GroupAloneView.class)
                .refuses(404, "not_found");
        groups.put("/api/user-groups/{id}/details", "Renames a group, and answers without its members")
                .changesWhatWasSeen()
                .takes(group)
                .answers(200, GroupAloneView.class)
                .refuses(400, "validation_failed")
                .refuses(404, "not_found")
                .refuses(409, "already_in_use");
        groups.get("/api/user-groups/{id}/members", "The members of a group, page by page")
                .details("They are shown without groups and claims.")
                .lists(UserView.class)
                .sortedBy("createdAt", "displayName", "email", "username")
                .searched("address, names and username")
                .refuses(404, "not_found");
        groups.post("/api/user-groups/{id}/members", "Adds people to a group")
                .details("Those who are in it already stay, and ids of nobody are dropped.")
                .takes(Schema.object().with("userIds", ids()))
                .answers(204)
                .refuses(400, "validation_failed")
                .refuses(404, "not_found");
        groups.delete("/api/user-groups/{id}/members/{userId}", "Takes a person out of a group")
                .answers(204)
                .refuses(404, "not_found", "user_not_found");
        groups.put("/api/user-groups/{id}/users", "Gives a group exactly these members")
                .changesWhatWasSeen()
                .takes(Schema.object().with("userIds", ids()))
                .answers(200, GroupView.class)
                .refuses(400, "validation_failed")
                .refuses(404, "not_found");
    }

    private static void claims(Operations.Topic claims) {
        var wanted = Schema.list(Schema.object()
                .with("key", Schema.text().with("minLength", 1))
                .with("value", Schema.text().with("minLength", 1))
                .schema());
        var shown = Schema.list(CustomClaim.class);
        claims.get("/api/custom-claims/suggestions", "The keys in use, the most used first")
                .answers(200, Schema.list(Schema.text()));
        claims.put("/api/custom-claims/user/{userId}", "Gives a person exactly these claims")
                .changesWhatWasSeen()
                .takes(wanted)
                .answers(200, shown)
                .refuses(400, "validation_failed", "duplicate_claim", "reserved_claim")
                .refuses(404, "user_not_found");
        claims.put("/api/custom-claims/user-group/{userGroupId}", "Gives a group exactly these claims")
                .changesWhatWasSeen()
                .takes(wanted)
                .answers(200, shown)
                .refuses(400, "validation_failed", "duplicate_claim", "reserved_claim")
                .refuses(404, "not_found");
    }
}
