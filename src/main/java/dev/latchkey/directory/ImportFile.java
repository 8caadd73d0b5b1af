package dev.latchkey.directory;

import dev.latchkey.directory.users.NewUser;
import dev.latchkey.directory.users.UserDetails;
import dev.latchkey.directory.users.UserId;
import dev.latchkey.directory.users.Users;
import dev.latchkey.platform.Composed;
import dev.latchkey.platform.Refusal;
import dev.latchkey.platform.RefusalException;
import dev.latchkey.platform.http.Csv;
import dev.latchkey.platform.http.CsvFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The people whom a file names, and what is wrong with it by itself, without a look at who is here already.
///
/// Its first line names its columns: those of [PeopleExport], in any order and case, of which only `username` has to be
/// there.
final class ImportFile {
    /// How many people one file may name.
    static final int MOST = 10_000;

    private static final List<String> COLUMNS = PeopleExport.COLUMNS;

    private final Rules rules;
    private final List<Person> people = new ArrayList<>();
    private final List<Mistake> mistakes = new ArrayList<>();
    private final Map<String, Map<String, Integer>> seen = new HashMap<>();

    private ImportFile(Rules rules) {
        this.rules = rules;
    }

    /// @param emailRequired as the settings say
    /// @param administrators whether people may become administrators
    record Rules(boolean emailRequired, boolean administrators) {}

    /// @param cells what the line says, by column
    /// @param account missing if something of it cannot be taken
    /// @param groups by name
    record Person(int line, Map<String, String> cells, Optional<NewUser> account, List<String> groups) {
        String cell(String column) {
            return cells.getOrDefault(column, "");
        }

        /// What nobody else may have, in the form that equal ones are equal in.
        String folded(String column) {
            return Users.fold(Composed.of(cell(column)));
        }
    }

    /// @param line counted from 1, the line of names included
    /// @param column empty if it is about the whole line
    /// @param message the end of a sentence that begins with the column, or with the line
    record Mistake(int line, String column, String code, String message) {}

    static ImportFile read(byte[] bytes, Rules rules) {
        var file = new ImportFile(rules);
        switch (CsvFile.read(bytes)) {
            case CsvFile.Read.Broken(int line, var code, var message) ->
                file.mistakes.add(new Mistake(line, "", code, message));
            case CsvFile.Read.Whole(var lines) -> file.readAll(lines);
        }
        return file;
    }

    List<Person> people() {
        return people;
    }

    List<Mistake> mistakes() {
        return mistakes;
    }

    private void readAll(List<CsvFile.Line> lines) {
        if (lines.size() < 2) {
            mistakes.add(new Mistake(1, "", "empty_file", "names nobody"));
            return;
        }
        var columns = columns(lines.getFirst());
        if (lines.size() - 1 > MOST) {
            int line = lines.get(MOST + 1).number();
            mistakes.add(new Mistake(line, "", "too_many_rows", "is one too many: a file names at most " + MOST));
        }
        if (mistakes.isEmpty()) {
            lines.stream().skip(1).forEach(line -> read(line, columns));
        }
    }

    private List<String> columns(CsvFile.Line names) {
        var columns = new ArrayList<String>();
        for (var cell : names.cells()) {
            var name = cell.strip();
            var known = COLUMNS.stream().filter(name::equalsIgnoreCase).findFirst();
            if (known.isEmpty()) {
                mistakes.add(new Mistake(names.number(), name, "unknown_column", "is none of the columns"));
            } else if (columns.contains(known.get())) {
                mistakes.add(new Mistake(names.number(), name, "duplicate_column", "is named twice"));
            }
            columns.add(known.orElse(name));
        }
        if (!columns.contains("username")) {
            mistakes.add(new Mistake(names.number(), "username", "missing_column", "is missing"));
        }
        return columns;
    }

    private void read(CsvFile.Line line, List<String> columns) {
        if (line.cells().size() > columns.size()) {
            mistakes.add(new Mistake(line.number(), "", "too_many_cells", "has more cells than there are columns"));
            return;
        }
        var cells = new LinkedHashMap<String, String>();
        for (int i = 0; i < line.cells().size(); i++) {
            cells.put(columns.get(i), Csv.text(line.cells().get(i)).strip());
        }
        var groups = Stream.of(cells.getOrDefault("userGroups", "").split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        var person = new Person(line.number(), cells, Optional.empty(), groups);
        boolean administrator = flag(person, "isAdmin");
        var account = details(person)
                .map(details -> new NewUser(
                        id(person), details, flag(person, "emailVerified"), administrator, flag(person, "disabled")));
        if (administrator && !rules.administrators()) {
            mistake(person, "isAdmin", "administrator", "would make an administrator, which was not allowed");
        }
        for (var column : List.of("id", "username", "email")) {
            refuseTwice(person, column);
        }
        people.add(new Person(person.line(), cells, account, groups));
    }

    private Optional<UserDetails> details(Person person) {
        var email = Optional.of(person.cell("email")).filter(address -> !address.isEmpty());
        if (email.isEmpty() && rules.emailRequired()) {
            mistake(person, "email", "required", "is required");
        }
        var called = (person.cell("firstName") + " " + person.cell("lastName")).strip();
        try {
            return Optional.of(new UserDetails(
                    person.cell("username"),
                    email,
                    person.cell("firstName"),
                    person.cell("lastName"),
                    person.cell("displayName").isEmpty() ? called : person.cell("displayName"),
                    Optional.of(person.cell("locale")).filter(tag -> !tag.isEmpty())));
        } catch (RefusalException e) {
            if (!(e.refusal() instanceof Refusal.Invalid(var fields, var _))) {
                throw e;
            }
            fields.forEach(field -> mistake(person, field.field(), field.code(), field.message()));
            return Optional.empty();
        }
    }

    private Optional<UserId> id(Person person) {
        var id = person.cell("id").toLowerCase(Locale.ROOT);
        if (UserId.isReserved(id)
                || (!id.isEmpty() && !PeopleApi.UUID.matcher(id).matches())) {
            mistake(person, "id", "uuid", "is invalid");
            return Optional.empty();
        }
        return Optional.of(id).filter(text -> !text.isEmpty()).map(UserId::new);
    }

    /// As a spreadsheet may write it: `TRUE`.
    private boolean flag(Person person, String column) {
        return switch (person.cell(column).toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false", "" -> false;
            default -> {
                mistake(person, column, "flag", "must be true or false");
                yield false;
            }
        };
    }

    private void refuseTwice(Person person, String column) {
        var folded = person.folded(column);
        if (folded.isEmpty()) {
            return;
        }
        var before = seen.computeIfAbsent(column, _ -> new HashMap<>()).putIfAbsent(folded, person.line());
        if (before != null) {
            mistake(person, column, "same_as_line", "is the same as on line " + before);
        }
    }

    private void mistake(Person person, String column, String code, String message) {
        mistakes.add(new Mistake(person.line(), column, code, message));
    }
}
