package dev.latchkey.testkit;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Whom all tests of one server share.
final class People {
    private @Nullable Person administrator;

    synchronized Person administrator(Supplier<Person> setUp) {
        var known = administrator;
        if (known == null) {
            known = setUp.get();
            administrator = known;
        }
        return known;
    }
}
