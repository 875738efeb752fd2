package dev.balancehistory.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.recording.TestHistory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An import that writes nothing looks things up all the same, however much it has to remember. */
class ImportLookUpTest {
    private static final int BATCH = 1_000;

    @ParameterizedTest
    @ValueSource(ints = {0, 50})
    void rememberedKeysAreLookedUp(int recordedOfAHundred) throws SQLException {
        try (TestHistory test = new TestHistory();
                Connection connection = test.pool.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(DryRunMemory.TABLE);
            statement.execute("""
                    insert into pg_temp.import_memory
                    select 1, case when i %% 100 < %d then timestamptz '2026-01-01Z' + i * interval '1 s' end, 'x',
                           sha256(i::text::bytea)
                      from generate_series(1, 100000) i
                    """.formatted(recordedOfAHundred));

            assertThat(plan(connection, DryRunMemory.RECORDED, "timestamptz", "2026-01-01 00:00:05Z"))
                    .anyMatch(line -> line.contains("Index Cond") && line.contains("response_time = "));
            assertThat(plan(connection, DryRunMemory.ARCHIVED, "bytea", new byte[32]))
                    .anyMatch(line -> line.contains("Index Cond") && line.contains("body_sha256 = "));
        }
    }

    private static List<String> plan(Connection connection, String query, String type, Object value)
            throws SQLException {
        List<String> plan = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("explain " + query)) {
            Object[] values = type.equals("bytea")
                    ? Collections.nCopies(BATCH, (byte[]) value).toArray(byte[][]::new)
                    : Collections.nCopies(BATCH, value).toArray();
            statement.setArray(1, connection.createArrayOf(type, values));
            statement.setInt(2, 1);
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                plan.add(rows.getString(1));
            }
        }
        return plan;
    }
}
