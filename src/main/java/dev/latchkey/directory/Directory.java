package dev.latchkey.directory;

import dev.latchkey.audit.Audit;
import dev.latchkey.directory.claims.CustomClaims;
import dev.latchkey.directory.groups.GroupId;
import dev.latchkey.directory.groups.Groups;
import dev.latchkey.directory.users.User;
import dev.latchkey.directory.users.Users;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.RateLimits;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.images.Images;
import dev.latchkey.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The REST API of people, groups and custom claims.
public final class Directory {
    private final PeopleApi people;
    private final PeopleExport export;
    private final GroupsApi groups;
    private final ClaimsApi claims;
    private final Pictures pictures;
    private final AccountDefaults defaults;
    private final List<Welcome> welcomes = new ArrayList<>();

    /// @param apps which apps a group is allowed to use
    public Directory(
            Db db,
            RateLimits limits,
            Users users,
            Groups groups,
            CustomClaims claims,
            Settings settings,
            Images images,
            Audit audit,
            AppsOfGroup apps) {
        this.defaults = new AccountDefaults(settings, groups, claims);
        this.pictures = new Pictures(db, users, images, settings.images()::defaultPicture, audit);
        this.people = new PeopleApi(
                db, users, groups, claims, settings, new PeopleApi.Parts(defaults, pictures, welcomes), audit);
        this.export = new PeopleExport(db, limits, users, groups, audit);
        this.groups = new GroupsApi(db, groups, claims, audit, apps);
        this.claims = new ClaimsApi(db, users, groups, claims, audit);
    }

    /// Tells which apps list a group, in the form the REST API shows them.
    @FunctionalInterface
    public interface AppsOfGroup {
        List<?> of(Tx tx, GroupId group);
    }

    /// Does something for whom an administrator, or a program, has just added.
    @FunctionalInterface
    public interface Welcome {
        /// @param mailLoginCode whether who added them wants them mailed a login code; empty if that was left open
        void added(Call call, Tx tx, User user, Optional<Boolean> mailLoginCode);
    }

    public void onAdded(Welcome welcome) {
        welcomes.add(welcome);
    }

    public void routes(Routes routes) {
        people.routes(routes);
        export.routes(routes);
        groups.routes(routes);
        claims.routes(routes);
        pictures.routes(routes);
        routes.described(DirectoryDescription::write);
    }

    /// What every new account is given.
    public AccountDefaults defaults() {
        return defaults;
    }

    /// A group with all that belongs to it, for whoever changed part of that.
    ///
    /// @throws dev.latchkey.platform.RefusalException `not_found`
    public GroupView group(Tx tx, GroupId id) {
        return groups.view(tx, id);
    }
}
