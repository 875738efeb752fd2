package dev.balancehistory.database;

import com.zaxxer.hikari.HikariDataSource;

/**
 * A database whose schema was migrated to, or checked against, the version of this program.
 *
 * @param dataSource the pool of its connections
 */
public record CheckedDatabase(HikariDataSource dataSource) {}
