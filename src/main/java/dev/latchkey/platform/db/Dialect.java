package dev.latchkey.platform.db;

/// The two engines. SQL is written once for both; what truly differs asks here.
public enum Dialect {
    SQLITE("sqlite"),
    POSTGRESQL("postgresql");

    private final String suffix;

    Dialect(String suffix) {
        this.suffix = suffix;
    }

    /// The part of a migration's file name that marks a variant of its own: `003_name.sqlite.sql`.
    String suffix() {
        return suffix;
    }
}
