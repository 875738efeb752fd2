package dev.balancehistory.pack;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rejects a history that is distributed by Citus, which does not support the statements of packing. */
final class OneServer {
    /** {@code db/citus.sql} creates this function. */
    private static final String DISTRIBUTED = "select to_regproc('wanted_accounts') is not null";

    private OneServer() {}

    /**
     * Checks that the history is on one server.
     *
     * @throws Problem if it is distributed
     */
    static void require(DataSource dataSource) {
        if (JdbcClient.create(dataSource).sql(DISTRIBUTED).query(Boolean.class).single()) {
            throw new Problem(
                    Outcome.CONFIGURATION,
                    "nothing was packed or unpacked: Citus distributes the history. Pack before db/citus.sql runs");
        }
    }
}
