package dev.balancehistory.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.database.SchemaMigration;
import dev.balancehistory.postgres.ReplicatingPostgres;
import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A server that follows by logical replication also follows {@code pack}, a prune of packed bodies, and {@code unpack}. */
class PackedReplicationTest {
    private static final Instant NEVER = Instant.parse("2100-01-01T00:00:00Z");

    private static final String FAILURES =
            "select apply_error_count + sync_error_count from pg_stat_subscription_stats where subname = 'follower'";

    /** As prune does. */
    private static final String PRUNE = "update balance_chunk set body_hashes[2] = sha256(bodies[2]), bodies[2] = null,"
            + " oldest_body = now() where bodies[2] is not null and body_hashes[2] is null";

    @Test
    void theSubscriberReachesTheSameRows() throws IOException {
        try (ReplicatingPostgres first = ReplicatingPostgres.start();
                ReplicatingPostgres second = ReplicatingPostgres.start();
                TestDatabase publisher = first.database();
                TestDatabase subscriber = second.database()) {
            new SchemaMigration(publisher.dataSource()).migrate();
            new SchemaMigration(subscriber.dataSource()).migrate();
            ScatteredHistory history = new ScatteredHistory(publisher, 7);
            history.record();
            Packing packing = new Packing(publisher.dataSource(), 5);
            assertThat(packing.pack(ScatteredHistory.START.plusSeconds(100_000), () -> false)
                            .snapshots())
                    .isPositive();
            publisher.sql().execute("create publication everything for all tables");
            subscriber.sql().execute("truncate flyway_schema_history");
            subscriber
                    .sql()
                    .execute("create subscription follower connection '" + first.connection(publisher)
                            + "' publication everything");
            awaitSameRows(publisher, subscriber);

            history.recordTheRest();
            assertThat(packing.pack(NEVER, () -> false).snapshots()).isPositive();
            assertThat(publisher.sql().update(PRUNE)).isPositive();
            awaitSameRows(publisher, subscriber);
            new Unpacking(publisher.dataSource()).unpack(() -> false);
            awaitSameRows(publisher, subscriber);

            assertThat(subscriber.count("select from balance_chunk")).isZero();
            assertThat(subscriber.value(FAILURES, Long.class)).isZero();
            subscriber.sql().execute("drop subscription follower");
        }
    }

    private static void awaitSameRows(TestDatabase publisher, TestDatabase subscriber) {
        List<String> rows = rows(publisher);
        Patience.until("the same rows", () -> rows(subscriber).equals(rows));
    }

    private static List<String> rows(TestDatabase database) {
        List<String> rows = new ArrayList<>(database.everything());
        rows.addAll(database.sql().queryForList("select r::text from archived_response r", String.class));
        rows.sort(null);
        return rows;
    }
}
