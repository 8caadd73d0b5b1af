package dev.latchkey.directory;

import dev.latchkey.directory.users.UserId;
import dev.latchkey.platform.http.FieldChecks;
import dev.latchkey.platform.http.JsonBody;
import java.util.List;

/// Whom a request names in `userIds`: everybody once, in the order of the request. Who exists is asked later.
final class NamedPeople {
    private static final String FIELD = "userIds";

    private NamedPeople() {}

    /// @throws dev.latchkey.platform.RefusalException if nobody can be named for want of a list
    static List<UserId> in(JsonBody body) {
        return atMost(Integer.MAX_VALUE, body);
    }

    /// @throws dev.latchkey.platform.RefusalException if there is no list, or one of more people
    static List<UserId> atMost(int most, JsonBody body) {
        var checks = new FieldChecks();
        var people = checks.required(FIELD, body.texts(FIELD)).stream()
                .filter(id -> !id.isBlank())
                .map(UserId::new)
                .distinct()
                .toList();
        checks.that(people.size() <= most, FIELD, "too_long", "must name at most " + most + " people");
        checks.done();
        return people;
    }
}
