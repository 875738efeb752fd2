package dev.balancehistory.importing;

import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.database.Timestamps;
import dev.balancehistory.exchange.ExportedSnapshotReader;
import dev.balancehistory.importing.ImportLedger.Decision;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/**
 * Finds new responses that another account has recorded: a mistaken account cannot be corrected later, since the history
 * is append-only. A line of an exported history names its account, and is not checked.
 */
final class SharedResponses {
    // Account by account, by the key of its snapshots.
    static final String SHARED = """
            select a.name, shared.body_sha256
              from account a
             cross join lateral (select r.body_sha256
                                   from snapshot s
                                   join balance_response r
                                     on r.account_id = s.account_id and r.response_id = s.response_id
                                  where s.account_id = a.account_id
                                    and s.response_time = any (?)
                                    and r.body_sha256 = any (?)
                                  limit 1) shared
             where a.account_id <> ? and a.exchange = ?
             order by a.name
             limit 1
            """;

    private SharedResponses() {}

    /**
     * Checks the responses that will be recorded.
     *
     * @throws Problem if another account has recorded one of them
     */
    static void reject(Connection connection, List<Decision> decisions) throws SQLException {
        List<ImportedResponse> responses = decisions.stream()
                .map(Decision::taken)
                .filter(taken -> taken.state() == ResponseState.RECORDED && !taken.alreadyRecorded())
                .map(ImportSession.Taken::response)
                .filter(response -> !response.format().equals(ExportedSnapshotReader.FORMAT))
                .toList();
        for (List<ImportedResponse> ofAccount : ImportLookUp.byAccount(responses)) {
            rejectOf(connection, ofAccount);
        }
    }

    private static void rejectOf(Connection connection, List<ImportedResponse> responses) throws SQLException {
        ImportedResponse first = responses.get(0);
        try (PreparedStatement statement = connection.prepareStatement(SHARED)) {
            Object[] times = responses.stream()
                    .map(response -> Timestamps.ofNullable(response.responseTime()))
                    .toArray();
            Object[] hashes =
                    responses.stream().map(ImportedResponse::bodySha256).toArray(byte[][]::new);
            statement.setArray(1, connection.createArrayOf("timestamptz", times));
            statement.setArray(2, connection.createArrayOf("bytea", hashes));
            statement.setInt(3, first.account().id());
            statement.setString(4, first.account().exchange());
            ResultSet rows = statement.executeQuery();
            if (rows.next()) {
                byte[] hash = rows.getBytes("body_sha256");
                String place = responses.stream()
                        .filter(response -> Arrays.equals(response.bodySha256(), hash))
                        .map(ImportedResponse::place)
                        .findFirst()
                        .orElseThrow();
                throw new Problem(
                        Outcome.DATA_ERROR,
                        place + ": account " + rows.getString("name") + " has recorded this response already: correct"
                                + " --account, or confirm by --allow-shared that it belongs to both");
            }
        }
    }
}
