package dev.balancehistory.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.Seal;
import dev.balancehistory.database.Timestamps;
import dev.balancehistory.postgres.TestDatabase;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** SQL computes the same seals as the program. */
class GeneratedResponsesTest {
    private static final String SNAPSHOTS = """
            select a.account_id, a.name, a.exchange, r.format, s.response_time, s.slot, s.time_source, r.body_sha256,
                   s.content_sha256, s.currency_count, s.sequence, s.seal
              from snapshot s
              join account a on a.account_id = s.account_id
              join balance_response r on r.account_id = s.account_id and r.response_id = s.response_id
             order by a.account_id, s.sequence
            """;

    @Test
    void everySealIsThatOfTheProgram() throws SQLException {
        try (TestDatabase database = TestDatabase.migrated()) {
            GeneratedResponses.fill(database, 2, 5, 3);
            Map<Integer, Seal> newest = new HashMap<>();

            database.sql().query(SNAPSHOTS, row -> {
                Seal seal = newest.getOrDefault(row.getInt("account_id"), Seal.none())
                        .next(new Seal.Facts(
                                row.getString("name"),
                                row.getString("exchange"),
                                row.getString("format"),
                                Timestamps.get(row, "response_time"),
                                Timestamps.getNullable(row, "slot"),
                                row.getString("time_source"),
                                row.getBytes("body_sha256"),
                                row.getBytes("content_sha256"),
                                row.getInt("currency_count")));
                newest.put(row.getInt("account_id"), seal);
                assertThat(seal.sequence()).isEqualTo(row.getLong("sequence"));
                assertThat(seal.value()).isEqualTo(row.getBytes("seal"));
            });

            assertThat(newest.values()).extracting(Seal::sequence).containsExactly(5L, 5L);
        }
    }
}
