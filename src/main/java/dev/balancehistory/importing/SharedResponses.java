package dev.balancehistory.importing;

import dev.balancehistory.balance.Account;
import dev.balancehistory.database.Timestamps;
import dev.balancehistory.exchange.ExportedSnapshotReader;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.TextResource;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds new responses that another account has recorded: a mistaken account cannot be corrected later, since the history
 * is append-only. A line of an exported history names its account, and is not checked.
 */
final class SharedResponses {
    // Account by account, by the keys of its snapshots. OFFSET forces a look-up for each time.
    static final String SHARED = TextResource.of(SharedResponses.class, "shared-responses.sql");

    private SharedResponses() {}

    /**
     * Checks the responses that will be recorded.
     *
     * @throws Problem if another account has recorded one of them
     */
    static void reject(Connection connection, List<Decision> decisions) throws SQLException {
        Map<Account, List<ImportedResponse>> byAccount = decisions.stream()
                .filter(Decision::addsSnapshot)
                .map(Decision::response)
                .filter(response -> !response.format().equals(ExportedSnapshotReader.FORMAT))
                .collect(Collectors.groupingBy(ImportedResponse::account));
        for (Map.Entry<Account, List<ImportedResponse>> ofAccount : byAccount.entrySet()) {
            reject(connection, ofAccount.getKey(), ofAccount.getValue());
        }
    }

    private static void reject(Connection connection, Account account, List<ImportedResponse> responses)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SHARED)) {
            Object[] times = responses.stream()
                    .map(response -> Timestamps.ofNullable(response.responseTime()))
                    .toArray();
            statement.setArray(1, connection.createArrayOf("timestamptz", times));
            statement.setArray(2, bytes(connection, responses.stream().map(ImportedResponse::contentSha256)));
            statement.setInt(3, account.id());
            statement.setString(4, account.exchange());
            statement.setArray(5, bytes(connection, responses.stream().map(ImportedResponse::bodySha256)));
            ResultSet rows = statement.executeQuery();
            if (rows.next()) {
                throw shared(rows.getString("name"), rows.getBytes("body_sha256"), responses);
            }
        }
    }

    /** The driver accepts hashes only as an array of byte arrays. */
    private static Array bytes(Connection connection, Stream<byte @Nullable []> hashes) throws SQLException {
        return connection.createArrayOf("bytea", hashes.toArray(byte[][]::new));
    }

    private static Problem shared(String account, byte[] bodySha256, List<ImportedResponse> responses) {
        String place = responses.stream()
                .filter(response -> Arrays.equals(response.bodySha256(), bodySha256))
                .map(ImportedResponse::place)
                .findFirst()
                .orElseThrow();
        return new Problem(
                Outcome.DATA_ERROR,
                place + ": account " + account + " has recorded this response already: correct --account, or confirm by"
                        + " --allow-shared that it belongs to both");
    }
}
