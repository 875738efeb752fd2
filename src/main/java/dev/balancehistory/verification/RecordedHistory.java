package dev.balancehistory.verification;

import com.zaxxer.hikari.HikariDataSource;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.process.Problem;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens the recorded history for reading. It needs the right to read the tables. */
final class RecordedHistory {
    private final HikariDataSource dataSource;

    RecordedHistory(HikariDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Opens the current state of the history.
     *
     * @param from the start of the range, inclusive; null for no bound
     * @param to the end of the range, exclusive; null for no bound
     * @param accounts the names of the accounts; all if empty
     * @throws Problem if the database can't be read, or a named account was never recorded
     */
    public ConsistentRead open(@Nullable Instant from, @Nullable Instant to, List<String> accounts) {
        try {
            return ConsistentRead.begin(dataSource, from, to, accounts);
        } catch (SQLException e) {
            throw DatabaseProblem.of(e);
        }
    }
}
