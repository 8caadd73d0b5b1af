package dev.latchkey.directory;

import dev.latchkey.audit.Audit;
import dev.latchkey.audit.AuditEntry;
import dev.latchkey.audit.Changes;
import dev.latchkey.directory.ImportFile.Mistake;
import dev.latchkey.directory.ImportFile.Person;
import dev.latchkey.directory.groups.Group;
import dev.latchkey.directory.groups.GroupId;
import dev.latchkey.directory.groups.Groups;
import dev.latchkey.directory.users.ManyUsers;
import dev.latchkey.directory.users.NewUser;
import dev.latchkey.directory.users.User;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.directory.users.Users;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.db.Db;
import dev.latchkey.platform.db.Tx;
import dev.latchkey.platform.http.Area;
import dev.latchkey.platform.http.Call;
import dev.latchkey.platform.http.Caller;
import dev.latchkey.platform.http.RateLimits;
import dev.latchkey.platform.http.Reply;
import dev.latchkey.platform.http.Routes;
import dev.latchkey.settings.SettingKey;
import dev.latchkey.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// People from a file: all of them, or, if anything is wrong with one, none. A dry run tells everything that is wrong,
/// and changes nothing.
///
/// Nobody becomes an administrator unless the request says that people may.
final class PeopleImport {
    static final long MOST_BYTES = 5 * 1024 * 1024;
    private static final int MOST_MISTAKES = 1000;
    private static final int SHOWN = 10;
    private static final RateLimits.Policy IMPORTS = new RateLimits.Policy("people-import", Duration.ofSeconds(10), 10);

    private final Db db;
    private final RateLimits limits;
    private final Users users;
    private final Groups groups;
    private final Settings settings;
    private final AccountDefaults defaults;
    private final Audit audit;

    PeopleImport(
            Db db,
            RateLimits limits,
            Users users,
            Groups groups,
            Settings settings,
            AccountDefaults defaults,
            Audit audit) {
        this.db = db;
        this.limits = limits;
        this.users = users;
        this.groups = groups;
        this.settings = settings;
        this.defaults = defaults;
        this.audit = audit;
    }

    void routes(Routes routes, Directory.LoginMail mail) {
        routes.administrator(Area.USERS)
                .bodyLimit(MOST_BYTES)
                .post("/api/users/import", call -> add(call, mail))
                .post("/api/users/import/check", this::check);
    }

    /// What a file would do.
    ///
    /// @param people how many it names
    /// @param administrators how many of them would administer
    /// @param mistakes the first thousand, by line
    /// @param mistakeCount how many there are
    /// @param first the first of them
    record Report(int people, int administrators, List<Mistake> mistakes, int mistakeCount, List<Preview> first) {}

    record Preview(
            int line,
            String username,
            String email,
            String displayName,
            boolean isAdmin,
            boolean disabled,
            List<String> groups) {}

    /// @param mailed how many were mailed a login code
    record Imported(int people, int mailed) {}

    private Reply check(Call call) {
        limits.take(IMPORTS, call.caller(Caller.class).userId());
        var file = read(call, true);
        var mistakes = db.read(tx -> mistakes(tx, file));
        var accounts = file.people().stream()
                .flatMap(person -> person.account().stream())
                .toList();
        return Reply.json(
                200,
                new Report(
                        file.people().size(),
                        (int) accounts.stream().filter(NewUser::administrator).count(),
                        mistakes.stream().limit(MOST_MISTAKES).toList(),
                        mistakes.size(),
                        file.people().stream()
                                .limit(SHOWN)
                                .flatMap(person -> preview(person).stream())
                                .toList()));
    }

    private static Optional<Preview> preview(Person person) {
        return person.account()
                .map(account -> new Preview(
                        person.line(),
                        account.details().username(),
                        account.details().email().orElse(""),
                        account.details().displayName(),
                        account.administrator(),
                        account.disabled(),
                        person.groups()));
    }

    private Reply add(Call call, Directory.LoginMail mail) {
        boolean administrators = flag(call, "administrators").orElse(false);
        var mails = flag(call, "mailLoginCode");
        Administrators.refuseRestricted(call, administrators);
        limits.take(IMPORTS, call.caller(Caller.class).userId());
        var file = read(call, administrators);
        return Reply.json(200, db.write(tx -> {
            var mistakes = mistakes(tx, file);
            if (!mistakes.isEmpty()) {
                throw faulty(mistakes).asException();
            }
            var people = create(tx, file.people());
            record(call, tx, file.people(), people);
            return new Imported(people.size(), mail.welcomeAll(call, tx, people, mails));
        }));
    }

    private ImportFile read(Call call, boolean administrators) {
        var rules = new ImportFile.Rules(settings.now().flag(SettingKey.REQUIRE_USER_EMAIL), administrators);
        return ImportFile.read(call.upload().content(), rules);
    }

    /// @throws dev.latchkey.platform.RefusalException `validation_failed`
    private static Optional<Boolean> flag(Call call, String name) {
        return call.query().value(name).map(text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new Refusal.Invalid(name, "invalid_value", "must be true or false").asException();
        });
    }

    /// All that is wrong, by line, with a look at who is here.
    private List<Mistake> mistakes(Tx tx, ImportFile file) {
        var mistakes = new ArrayList<>(file.mistakes());
        taken(tx, file, ManyUsers.Key.ID, "id", mistakes);
        taken(tx, file, ManyUsers.Key.USERNAME, "username", mistakes);
        taken(tx, file, ManyUsers.Key.EMAIL, "email", mistakes);
        var known = groups(tx, file.people());
        for (var person : file.people()) {
            person.groups().stream()
                    .filter(name -> !known.containsKey(name))
                    .forEach(name -> mistakes.add(
                            new Mistake(person.line(), "userGroups", "unknown_group", "names no group: " + name)));
        }
        mistakes.sort(Comparator.comparingInt(Mistake::line)
                .thenComparingInt(mistake -> PeopleExport.COLUMNS.indexOf(mistake.column())));
        return mistakes;
    }

    private static void taken(Tx tx, ImportFile file, ManyUsers.Key key, String column, List<Mistake> mistakes) {
        var wanted = file.people().stream()
                .map(person -> person.folded(column))
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
        var taken = ManyUsers.taken(tx, key, wanted);
        file.people().stream()
                .filter(person -> taken.contains(person.folded(column)))
                .forEach(person ->
                        mistakes.add(new Mistake(person.line(), column, "already_in_use", "is somebody's already")));
    }

    private Map<String, Group> groups(Tx tx, List<Person> people) {
        return groups.byName(
                tx,
                people.stream()
                        .flatMap(person -> person.groups().stream())
                        .distinct()
                        .toList());
    }

    /// @return who they are now
    private List<User> create(Tx tx, List<Person> people) {
        var known = groups(tx, people);
        var accounts = new LinkedHashMap<UserId, NewUser>();
        var groupsOf = new LinkedHashMap<UserId, List<GroupId>>();
        for (var person : people) {
            var account = person.account().orElseThrow();
            var id = account.id().orElseGet(() -> users.newId(tx));
            accounts.put(id, account);
            groupsOf.put(
                    id,
                    person.groups().stream()
                            .flatMap(name -> Optional.ofNullable(known.get(name)).stream())
                            .map(Group::id)
                            .toList());
        }
        ManyUsers.create(tx, accounts);
        defaults.giveAll(tx, groupsOf);
        return accounts.entrySet().stream()
                .map(one -> one.getValue().stored(one.getKey(), tx.now()))
                .toList();
    }

    private void record(Call call, Tx tx, List<Person> asked, List<User> people) {
        var actor = call.caller(Caller.class).userId();
        var groupsOf = asked.stream().collect(Collectors.toMap(person -> person.folded("username"), Person::groups));
        var entries = new ArrayList<AuditEntry>();
        entries.add(AuditEntry.of(call, "USERS_IMPORTED").actor(actor).data("people", Integer.toString(people.size())));
        for (var user : people) {
            var named = groupsOf.getOrDefault(Users.fold(user.username()), List.of());
            entries.add(AuditEntry.of(call, "USER_CREATED")
                    .user(user.id().value())
                    .actor(actor)
                    .data("username", user.username())
                    .changes(Changes.made(AccountFields.of(user)).list("groups", List.of(), named)));
        }
        audit.recordAll(tx, entries);
    }

    private static Refusal faulty(List<Mistake> mistakes) {
        var first = mistakes.getFirst();
        var about = first.column().isEmpty() ? "" : " " + first.column();
        return new Refusal.Unusable(
                "import_has_mistakes",
                "Nobody was added. Line " + first.line() + ":" + about + " " + first.message(),
                List.of(),
                Map.of("mistakes", Integer.toString(mistakes.size())));
    }
}
