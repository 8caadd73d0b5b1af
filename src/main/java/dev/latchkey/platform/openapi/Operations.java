package dev.latchkey.platform.openapi;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What front doors say about their routes.
///
/// ```java
/// var people = operations.about("People");
/// people.get("/api/users", "People, page by page").lists(UserView.class);
/// people.post("/api/users", "Adds a person").takes(NEW).answers(201, UserView.class).refuses(409, "already_in_use");
/// ```
public final class Operations {
    private final Map<String, Operation> operations = new LinkedHashMap<>();
    private final Map<Filled, Schema> fillings = new HashMap<>();

    /// A member of a record whose value somebody else fills in.
    record Filled(Class<?> record, String member) {}

    /// Operations that a reader wants to find together.
    ///
    /// @param topic the heading they stand under
    public Topic about(String topic) {
        return new Topic(topic);
    }

    /// What an upper row puts into a record of a lower one, which cannot name its type.
    ///
    /// @param member as JSON names it
    public void fills(Class<? extends Record> record, String member, Schema schema) {
        if (fillings.put(new Filled(record, member), schema) != null) {
            throw new IllegalStateException(member + " of " + record + " is filled twice");
        }
    }

    Map<Filled, Schema> fillings() {
        return fillings;
    }

    /// Everything that was said, in that order.
    public Collection<Operation> all() {
        return operations.values();
    }

    /// What was said about one route.
    public Optional<Operation> find(String method, String path) {
        return Optional.ofNullable(operations.get(method + " " + path));
    }

    /// One heading.
    public final class Topic {
        private final String name;

        private Topic(String name) {
            this.name = name;
        }

        public Operation get(String path, String summary) {
            return add("GET", path, summary);
        }

        public Operation post(String path, String summary) {
            return add("POST", path, summary);
        }

        public Operation put(String path, String summary) {
            return add("PUT", path, summary);
        }

        public Operation patch(String path, String summary) {
            return add("PATCH", path, summary);
        }

        public Operation delete(String path, String summary) {
            return add("DELETE", path, summary);
        }

        private Operation add(String method, String path, String summary) {
            var operation = new Operation(name, method, path, summary);
            if (operations.put(method + " " + path, operation) != null) {
                throw new IllegalStateException(method + " " + path + " is described twice");
            }
            return operation;
        }
    }
}
