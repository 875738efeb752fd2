package dev.balancehistory.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.database.Timestamps;
import dev.balancehistory.recording.TestHistory;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class SharedResponsesTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int BATCH = 1_000;

    @Test
    void theResponsesOfOtherAccountsAreLookedUpByTheirTimes() {
        try (TestHistory test = new TestHistory()) {
            JdbcTemplate sql = new JdbcTemplate(test.pool);
            sql.execute("insert into account_name (name) select 'a' || i from generate_series(1, 5) i");
            sql.execute("insert into account (account_id, name, exchange) select account_id, name, 'bitfront'"
                    + " from account_name");
            sql.execute("""
                    insert into balance_response (account_id, origin, received_at, response_time, time_source, format,
                                                  body, body_sha256, state, job_execution_id)
                    select account_id, 'observed', at, at, 'body', 'bitfront/1', 'x', sha256((account_id || ' ' || at)::bytea), 'recorded', 1
                      from account, generate_series(timestamptz '2026-01-01Z', timestamptz '2026-01-15Z', interval '1 min') at
                    """);
            sql.execute("""
                    insert into snapshot (account_id, response_time, response_id, time_source, currency_count,
                                          content_sha256, sequence, seal)
                    select account_id, response_time, response_id, time_source, 1, body_sha256,
                           row_number() over (partition by account_id order by response_id), body_sha256
                      from balance_response
                    """);
            sql.execute("analyze");
            Object[] times = IntStream.range(0, BATCH)
                    .mapToObj(i -> Timestamps.of(START.plusSeconds(60L * i)))
                    .toArray();
            byte[][] hashes = Collections.nCopies(BATCH, new byte[32]).toArray(byte[][]::new);

            List<String> plan = sql.query(
                    "explain " + SharedResponses.SHARED,
                    (PreparedStatement statement) -> {
                        statement.setArray(1, statement.getConnection().createArrayOf("timestamptz", times));
                        statement.setArray(2, statement.getConnection().createArrayOf("bytea", hashes));
                        statement.setInt(3, 1);
                        statement.setString(4, "bitfront");
                        statement.setArray(5, statement.getConnection().createArrayOf("bytea", hashes));
                    },
                    (row, number) -> row.getString(1).replaceAll("'\\{.*?\\}'", "..."));

            assertThat(plan)
                    .noneMatch(line ->
                            line.contains("Seq Scan on snapshot") || line.contains("Seq Scan on balance_response"))
                    .anyMatch(line -> line.contains("Index Cond")
                            && line.contains("account_id = ")
                            && line.contains("response_time = "));
        }
    }
}
