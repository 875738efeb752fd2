package dev.balancehistory.pack;

import dev.balancehistory.database.Timestamps;
import dev.balancehistory.process.TextResource;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Moves balances from rows into series, and recorded responses beside them: chunks of consecutive snapshots of one
 * account, each in its own transaction. A snapshot that is recorded later within the time of a chunk keeps its rows. Works
 * beside runs, imports and prunes, and never waits for one.
 */
final class Packing {
    /** More take less space, but a look-up of one snapshot opens the whole series. */
    static final int SNAPSHOTS = 256;

    private static final String STRETCHES = TextResource.of(Packing.class, "stretches.sql");
    private static final String ADD_CHUNK = TextResource.of(Packing.class, "add-chunk.sql");
    private static final String ADD_SERIES = TextResource.of(Packing.class, "add-series.sql");
    private static final String DELETE_ROWS = TextResource.of(Packing.class, "delete-rows.sql");
    private static final String DELETE_RESPONSES = TextResource.of(Packing.class, "delete-responses.sql");

    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final int snapshots;

    /**
     * @param snapshots the number of snapshots in a chunk
     */
    Packing(DataSource dataSource, int snapshots) {
        this.database = JdbcClient.create(dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.snapshots = snapshots;
    }

    /** The time between two chunks, as text with all its digits. */
    private record Stretch(int account, String after, String before, long snapshots) {
        Stretch after(String last) {
            return new Stretch(account, last, before, snapshots);
        }
    }

    /** The first and the last time of a chunk. */
    private record Range(String first, String last) {}

    /** Counts the snapshots that can be packed. */
    long count(Instant limit) {
        return accounts().stream()
                .flatMap(account -> stretches(account, limit).stream())
                .mapToLong(stretch -> stretch.snapshots() / snapshots * snapshots)
                .sum();
    }

    /**
     * Packs what is older than the limit, except for the last snapshots of a stretch, which are too few for a chunk.
     *
     * @param stopped ends it after the current chunk
     */
    Moved pack(Instant limit, BooleanSupplier stopped) {
        Moved moved = Moved.NOTHING;
        for (int account : accounts()) {
            for (Stretch stretch : stretches(account, limit)) {
                moved = moved.and(pack(stretch, stopped));
            }
        }
        return moved;
    }

    private List<Integer> accounts() {
        return database.sql("select account_id from account_name order by account_id")
                .query(Integer.class)
                .list();
    }

    private List<Stretch> stretches(int account, Instant limit) {
        return database.sql(STRETCHES)
                .param("account", account)
                .param("limit", Timestamps.of(limit))
                .param("snapshots", snapshots)
                .query((row, number) ->
                        new Stretch(account, row.getString("after"), row.getString("before"), row.getLong("snapshots")))
                .list();
    }

    private Moved pack(Stretch whole, BooleanSupplier stopped) {
        Moved moved = Moved.NOTHING;
        Optional<Stretch> rest = Optional.of(whole);
        while (rest.isPresent() && !stopped.getAsBoolean()) {
            Stretch stretch = rest.get();
            Optional<Chunk> chunk = Objects.requireNonNull(transaction.execute(status -> chunk(stretch)));
            moved = moved.and(
                    chunk.map(packed -> new Moved(snapshots, packed.balances())).orElse(Moved.NOTHING));
            rest = chunk.map(packed -> stretch.after(packed.last()));
        }
        return moved;
    }

    private record Chunk(String last, long balances) {}

    /** Packs one chunk; returns empty if the stretch has too few snapshots left. */
    private Optional<Chunk> chunk(Stretch stretch) {
        return database.sql(ADD_CHUNK)
                .param("account", stretch.account())
                .param("after", stretch.after())
                .param("before", stretch.before())
                .param("snapshots", snapshots)
                .query((row, number) -> new Range(row.getString("first"), row.getString("last")))
                .optional()
                .map(range -> new Chunk(range.last(), move(stretch.account(), range)));
    }

    private long move(int account, Range range) {
        database.sql(ADD_SERIES)
                .param("account", account)
                .param("first", range.first())
                .update();
        deleted(DELETE_RESPONSES, account, range);
        return deleted(DELETE_ROWS, account, range);
    }

    private long deleted(String statement, int account, Range range) {
        return database.sql(statement)
                .param("account", account)
                .param("first", range.first())
                .query((row, number) -> {
                    long deleted = row.getLong("rows");
                    // The trigger proves that nothing is lost, and this that nothing is added.
                    if (deleted != row.getLong("packed")) {
                        throw new IllegalStateException("The chunk of account_id=" + account + " from " + range.first()
                                + " has " + row.getLong("packed") + " rows, deleted were " + deleted);
                    }
                    return deleted;
                })
                .single();
    }
}
