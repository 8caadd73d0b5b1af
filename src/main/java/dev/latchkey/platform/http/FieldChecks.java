package dev.latchkey.platform.http;

import dev.latchkey.platform.Composed;
import dev.latchkey.platform.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Looks at the fields of a request one after the other, keeps the first complaint about each, and refuses them all at
/// once.
///
/// ```java
/// name = checks.of("name", name).required().atMost(50).composed();
/// checks.done();
/// ```
public final class FieldChecks {
    private final List<Refusal.Field> complaints = new ArrayList<>();

    public Field of(String name, String value) {
        return new Field(name, value);
    }

    /// A complaint about something that is no text.
    public void that(boolean holds, String field, String code, String message) {
        if (!holds) {
            complaints.add(new Refusal.Field(field, code, message));
        }
    }

    /// Absent lists are refused, empty ones are not.
    public <T> List<T> required(String field, java.util.Optional<List<T>> list) {
        that(list.isPresent(), field, "required", "is required");
        return list.orElse(List.of());
    }

    /// @throws dev.latchkey.platform.RefusalException if there were complaints
    public void done() {
        if (!complaints.isEmpty()) {
            throw new Refusal.Invalid(complaints).asException();
        }
    }

    /// One text. Lengths are counted in code points, of the text as it was sent.
    public final class Field {
        private final String name;
        private final String value;
        private boolean refused;

        private Field(String name, String value) {
            this.name = name;
            this.value = value;
        }

        public Field required() {
            return that(!value.isEmpty(), "required", "is required");
        }

        public Field atLeast(int length) {
            return that(length() >= length, "too_short", "must be at least " + length + " characters long");
        }

        public Field atMost(int length) {
            return that(length() <= length, "too_long", "must be at most " + length + " characters long");
        }

        public Field format(Pattern pattern, String message) {
            return that(pattern.matcher(value).matches(), "invalid_format", message);
        }

        public Field that(boolean holds, String code, String message) {
            if (!holds && !refused) {
                refused = true;
                FieldChecks.this.that(false, name, code, message);
            }
            return this;
        }

        /// The text in Unicode's composed form, in which equal texts are equal (NFC).
        public String composed() {
            return Composed.of(value);
        }

        private int length() {
            return value.codePointCount(0, value.length());
        }
    }
}
