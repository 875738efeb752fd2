package dev.balancehistory.verification;

import com.zaxxer.hikari.HikariDataSource;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.process.Problem;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that is recorded, to be read from its beginning to its end. Asks for the right to read the tables. */
final class RecordedHistory {
    private final HikariDataSource dataSource;

    RecordedHistory(HikariDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Opens the history as it is at this moment.
     *
     * @param from the first response time; null for no bound
     * @param to the first response time that is too late; null for no bound
     * @param accounts only these, by name; all if empty
     * @throws Problem if the database can't give it, or an account is named that has never been recorded
     */
    public ConsistentRead open(@Nullable Instant from, @Nullable Instant to, List<String> accounts) {
        try {
            return ConsistentRead.begin(dataSource, from, to, accounts);
        } catch (SQLException e) {
            throw DatabaseProblem.of(e);
        }
    }
}
