package dev.latchkey.directory;

import dev.latchkey.audit.Audit;
import dev.latchkey.directory.claims.CustomClaims;
import dev.latchkey.directory.groups.GroupId;
import dev.latchkey.directory.groups.Groups;
import dev.latchkey.directory.users.User;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.directory.users.Users;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.RateLimits;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.platform.images.Images;
import dev.latchkey.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The REST API of people, groups and custom claims.
public final class Directory {
    private final PeopleApi people;
    private final PeopleBulk bulk;
    private final PeopleExport export;
    private final PeopleImport peopleImport;
    private final GroupsApi groups;
    private final GroupMembersApi members;
    private final ClaimsApi claims;
    private final ProfilePictures pictures;
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
        this.pictures = new ProfilePictures(db, users, images, settings.images()::defaultPicture, audit);
        this.people = new PeopleApi(
                db, users, groups, claims, settings, new PeopleApi.Parts(defaults, pictures, welcomes), audit);
        this.bulk = new PeopleBulk(db, groups, audit, pictures);
        this.peopleImport = new PeopleImport(db, limits, users, groups, settings, defaults, audit);
        this.export = new PeopleExport(db, limits, users, groups, audit);
        this.groups = new GroupsApi(db, groups, claims, audit, apps);
        this.members = new GroupMembersApi(db, groups, this.groups);
        this.claims = new ClaimsApi(db, users, groups, claims, audit, this.people, this.groups);
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

    /// Mails login codes to several people.
    public interface LoginMail {
        /// @param life how long they work, if that was said
        /// @return why somebody was sent none, by their id
        Map<UserId, Refusal> sendAll(Call call, Tx tx, Collection<User> people, Optional<Duration> life);

        /// To those of the people who were just added to whom it can be sent.
        ///
        /// @param wanted whether it is; empty if that was left open
        /// @return how many these are
        int welcomeAll(Call call, Tx tx, Collection<User> people, Optional<Boolean> wanted);
    }

    /// @param mail what sends login codes, which is known further up only
    public void routes(Routes routes, LoginMail mail) {
        people.routes(routes);
        bulk.routes(routes, mail);
        peopleImport.routes(routes, mail);
        export.routes(routes);
        groups.routes(routes);
        members.routes(routes);
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

    /// Keeps whoever changes part of a group, which they have locked, from undoing what somebody else did since.
    ///
    /// @throws dev.latchkey.platform.RefusalException `changed_meanwhile`
    public void refuseUnlessStill(Call call, Tx tx, GroupId id) {
        groups.refuseUnlessStill(call, tx, id);
    }
}
