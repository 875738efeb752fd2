package dev.balancehistory.prune;

import dev.balancehistory.database.Timestamps;
import dev.balancehistory.process.TextResource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * The expired bodies of archived responses. Deleting a body leaves its response with the hash. The rows are processed once
 * in the order of their keys, a range of keys in each transaction. Then follow the chunks of packed responses.
 */
record ExpiredBodies(JdbcOperations jdbc) {
    private static final long STRETCH = 10_000;

    private static final String RANGE =
            "select coalesce(min(response_id) - 1, 0) as first, coalesce(max(response_id), 0) as last"
                    + " from balance_response";

    private static final String COUNT = TextResource.of(ExpiredBodies.class, "expired-bodies-count.sql");

    private static final String DROP = TextResource.of(ExpiredBodies.class, "expired-bodies-drop.sql");

    private static final String COUNT_PACKED = TextResource.of(ExpiredBodies.class, "packed-bodies-count.sql");

    private static final String DROP_PACKED = TextResource.of(ExpiredBodies.class, "packed-bodies-drop.sql");

    /**
     * A number of bodies.
     *
     * @param bytes their size in the database, compressed as they are there
     */
    public record Bodies(long count, long bytes) {
        Bodies and(Bodies others) {
            return new Bodies(count + others.count, bytes + others.bytes);
        }
    }

    /** Counts the bodies of responses that arrived before that instant. */
    public Bodies count(Instant before, BooleanSupplier stopped) {
        Bodies rows = walk(COUNT, before, stopped);
        return packed(COUNT_PACKED, before).stream().reduce(rows, Bodies::and);
    }

    /**
     * Deletes the bodies of responses that arrived before that instant.
     *
     * @param stopped ends it at the next transaction; the bodies that are deleted by then stay deleted
     */
    public Bodies drop(Instant before, BooleanSupplier stopped) {
        Bodies all = walk(DROP, before, stopped);
        boolean more = true;
        while (more && !stopped.getAsBoolean()) {
            List<Bodies> some = packed(DROP_PACKED, before);
            all = some.stream().reduce(all, Bodies::and);
            more = !some.isEmpty();
        }
        return all;
    }

    private List<Bodies> packed(String statement, Instant before) {
        return jdbc.query(statement, (row, number) -> bodies(row), Timestamps.of(before));
    }

    private static Bodies bodies(ResultSet row) throws SQLException {
        return new Bodies(row.getLong("bodies"), row.getLong("bytes"));
    }

    private Bodies walk(String statement, Instant before, BooleanSupplier stopped) {
        long[] range = new long[2];
        jdbc.query(RANGE, row -> {
            range[0] = row.getLong("first");
            range[1] = row.getLong("last");
        });
        Bodies all = new Bodies(0, 0);
        for (long at = range[0]; at < range[1] && !stopped.getAsBoolean(); at += STRETCH) {
            all = all.and(one(statement, at, before));
        }
        return all;
    }

    private Bodies one(String statement, long after, Instant before) {
        return jdbc.query(statement, (row, number) -> bodies(row), after, after + STRETCH, Timestamps.of(before))
                .get(0);
    }
}
