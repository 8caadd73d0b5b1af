package dev.latchkey.audit;

import dev.latchkey.platform.db.Dialect;

/// A column of the log with an index that finds entries by it, in the order in which they were written.
enum Column {
    EVENT("event", "event"),
    USER("user_id", "user"),
    ACTOR("actor_id", "actor"),
    CLIENT("client_id", "client"),
    /// What has no app is left out of this index, which for that also holds events: most apps have entries of some
    /// events only, and which these are is then no look at each entry.
    CLIENT_NAME("client_name", "client_name"),
    COUNTRY("country", "country"),
    CITY("city", "city"),
    ADDRESS("ip", "ip");

    private final String sql;
    private final String index;

    Column(String sql, String index) {
        this.sql = sql;
        this.index = "audit_log_" + index;
    }

    /// Its name, also among the parameters of a statement.
    String sql() {
        return sql;
    }

    /// The table, to be read by this index. SQLite does not know how many entries have a value: left to itself, it goes
    /// through all of them for one that few have. PostgreSQL knows, and takes no advice.
    String table(Dialect dialect) {
        return table(dialect, index);
    }

    /// The table, to be read by the time of its entries.
    static String tableByTime(Dialect dialect) {
        return table(dialect, "audit_log_created_at");
    }

    private static String table(Dialect dialect, String index) {
        return dialect == Dialect.SQLITE ? "audit_log indexed by " + index : "audit_log";
    }

    /// That it has one of several values. PostgreSQL compares a list of parameters one by one, looks up a table's, and
    /// reads an array sooner than a thousand parameters.
    ///
    /// @param values how many there are
    String isOneOf(Dialect dialect, String parameter, int values) {
        var many = dialect == Dialect.SQLITE ? " in (:%s)" : " in (select unnest(:%s))";
        var condition = sql + (values == 1 ? " = :%s" : many).formatted(parameter);
        return this == CLIENT_NAME ? "(" + condition + " and client_name <> '')" : condition;
    }
}
