package dev.balancehistory.database;

import com.zaxxer.hikari.HikariDataSource;

/**
 * A database whose schema is that of this program, since it was migrated or checked.
 *
 * @param dataSource the pool of its connections
 */
public record CheckedDatabase(HikariDataSource dataSource) {}
