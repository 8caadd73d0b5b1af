package dev.latchkey.platform.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.SQLException;
import java.time.Duration;

/// PostgreSQL: one pool for reading and writing.
final class PostgresqlConnections implements Connections {
    private final HikariDataSource pool;

    /// @param url `postgres://user:password@host:port/database?parameters`, as libpq takes it
    /// @param longest how long a statement may take, unless the server or the account has a limit of its own
    PostgresqlConnections(String url, Duration longest) {
        var target = PostgresqlUrl.parse(url);
        var config = new HikariConfig();
        config.setPoolName("postgresql");
        config.setJdbcUrl(target.jdbcUrl());
        config.setDataSourceProperties(target.parameters());
        target.user().ifPresent(config::setUsername);
        target.password().ifPresent(config::setPassword);
        config.setMaximumPoolSize(10);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(5_000);
        config.setInitializationFailTimeout(10_000);
        config.setAutoCommit(true);
        // Compiling a plan takes longer than any of ours should run.
        config.setConnectionInitSql("""
                select set_config('jit', 'off', false),
                       case when current_setting('statement_timeout') = '0'
                            then set_config('statement_timeout', '%d', false) end
                """.formatted(longest.toMillis()));
        this.pool = connect(config);
    }

    private static HikariDataSource connect(HikariConfig config) {
        try {
            return new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException e) {
            throw new DbUnavailable("PostgreSQL cannot be reached: " + e.getMessage(), e);
        }
    }

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Override
    public DbConnection takeReader() {
        try {
            return new DbConnection(pool.getConnection(), Dialect.POSTGRESQL);
        } catch (SQLException e) {
            throw new DbUnavailable("PostgreSQL cannot be reached: " + e.getMessage(), e);
        }
    }

    /// The pool finds out by itself whether a connection still works.
    @Override
    public void giveBackReader(DbConnection session, boolean healthy) {
        session.close();
    }

    @Override
    public DbConnection takeWriter() {
        return takeReader();
    }

    @Override
    public void giveBackWriter(DbConnection session, boolean healthy) {
        session.close();
    }

    @Override
    public void close() {
        pool.close();
    }
}
