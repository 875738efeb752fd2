package dev.balancehistory.history;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** Shows how the accounts stand. Whoever may read the views may ask it. */
public final class StatusBoard {
    private final JdbcOperations jdbc;

    StatusBoard(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Returns each account's status, in order of their names.
     *
     * @param maxAge how old the newest snapshot may be; null for twice the account's own interval
     */
    public List<AccountStatus> accounts(@Nullable Duration maxAge) {
        return AccountStatus.all(jdbc, maxAge);
    }

    /** Returns the same as a JSON array. */
    public String json(@Nullable Duration maxAge) {
        return AccountStatus.json(jdbc, maxAge);
    }
}
