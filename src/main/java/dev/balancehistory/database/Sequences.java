package dev.balancehistory.database;

import dev.balancehistory.process.TextResource;
import java.util.List;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * The sequences of the tables' numbers. Logical replication copies the rows and not the sequences, so that the next
 * number would be one that a row has.
 */
public final class Sequences {
    /** The most numbers that one statement skips, far within its time limit. */
    private static final long MOST_AT_ONCE = 1_000_000;

    // The user of a run may not see each sequence.
    private static final String BEHIND = TextResource.of(Sequences.class, "sequences.sql");

    // A recorder may take numbers and not set the sequence.
    private static final String SKIP = "select max(nextval(?::regclass)) from generate_series(1, ?)";

    private Sequences() {}

    /**
     * A sequence that is behind its table.
     *
     * @param name its name with that of its schema
     * @param highest the highest number in the table
     * @param missing how many numbers it has to skip
     */
    public record Behind(String name, long highest, long missing) {}

    /** Returns the sequences that are behind their tables. */
    public static List<Behind> behind(JdbcOperations database) {
        return database.query(
                BEHIND,
                (row, number) -> new Behind(row.getString("sequence"), row.getLong("highest"), row.getLong("missing")));
    }

    /** Advances the sequences that are behind, and returns them as they were. */
    public static List<Behind> advance(JdbcOperations database) {
        List<Behind> behind = behind(database);
        for (Behind sequence : behind) {
            for (long left = sequence.missing(); left > 0; left -= MOST_AT_ONCE) {
                database.queryForObject(SKIP, Long.class, sequence.name(), Math.min(left, MOST_AT_ONCE));
            }
        }
        return behind;
    }
}
