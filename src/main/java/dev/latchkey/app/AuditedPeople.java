package dev.latchkey.app;

import dev.latchkey.audit.AuditLog;
import dev.latchkey.directory.users.Users;
import dev.latchkey.platform.db.Tx;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// The audit log's view of people, whom it knows by their ids alone.
record AuditedPeople(Users users) implements AuditLog.People {
    @Override
    public Map<String, String> usernames(Tx tx, Collection<String> ids) {
        return users.usernames(tx, ids);
    }

    @Override
    public List<String> matching(Tx tx, String text) {
        return users.matching(tx, text);
    }
}
