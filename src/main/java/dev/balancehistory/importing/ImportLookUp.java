package dev.balancehistory.importing;

import dev.balancehistory.database.Timestamps;
import dev.balancehistory.importing.ImportLedger.Recorded;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.TextResource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/** Looks up archived responses in the history, and in the memory of a dry run. */
record ImportLookUp(Connection connection, boolean dryRun) {
    // Each look-up is for one account, so that a distributed database sends it to one node and uses the index.
    static final String RECORDED = TextResource.of(ImportLookUp.class, "import-look-up-recorded.sql");

    static final String ARCHIVED = TextResource.of(ImportLookUp.class, "import-look-up-archived.sql");

    static final String ROWS_WITHOUT_SNAPSHOT =
            TextResource.of(ImportLookUp.class, "import-look-up-rows-without-snapshot.sql");

    private static final String IDS = TextResource.of(ImportLookUp.class, "import-look-up-ids.sql");

    List<Decision> decide(List<ImportedResponse> responses) throws SQLException {
        ImportLedger ledger = new ImportLedger();
        noteRecorded(responses, ledger);
        noteArchived(responses, ledger);
        long most = responses.stream()
                .filter(response -> !ledger.isRecorded(response))
                .count();
        Iterator<Long> ids = (dryRun ? List.<Long>of() : ids(most)).iterator();
        List<Decision> decisions = new ArrayList<>();
        long id = 0;
        boolean used = true;
        for (ImportedResponse response : responses) {
            id = used ? (ids.hasNext() ? ids.next() : 0) : id;
            Decision decision = ledger.decide(response, id);
            used = !decision.alreadyRecorded();
            decisions.add(decision);
        }
        return decisions;
    }

    private void noteRecorded(List<ImportedResponse> responses, ImportLedger ledger) throws SQLException {
        for (List<ImportedResponse> ofAccount : byAccount(readable(responses))) {
            try (PreparedStatement statement =
                    connection.prepareStatement(dryRun ? RECORDED + " union all " + DryRunMemory.RECORDED : RECORDED)) {
                bind(statement, ofAccount, "timestamptz", times(ofAccount));
                ResultSet rows = statement.executeQuery();
                while (rows.next()) {
                    Instant time = Timestamps.get(rows, "response_time");
                    byte[] body = rows.getBytes("body_sha256");
                    if (body == null) {
                        throw damage(ofAccount, time, "the snapshot has no response");
                    }
                    ledger.note(
                            ofAccount.get(0).account(),
                            time,
                            new Recorded(rows.getLong("response_id"), rows.getBytes("content_sha256"), body));
                }
            }
        }
    }

    /**
     * Looks for balances without a snapshot, which would prevent new snapshots.
     *
     * @throws Problem if there are any
     */
    void findRowsWithoutSnapshot(List<ImportedResponse> responses) throws SQLException {
        for (List<ImportedResponse> ofAccount : byAccount(readable(responses))) {
            try (PreparedStatement statement = connection.prepareStatement(ROWS_WITHOUT_SNAPSHOT)) {
                bind(statement, 1, ofAccount, "timestamptz", times(ofAccount));
                statement.setInt(3, ofAccount.get(0).account().id());
                ResultSet rows = statement.executeQuery();
                rows.next();
                Instant time = Timestamps.getNullable(rows, "min");
                if (time != null) {
                    throw damage(ofAccount, time, "balances have no snapshot");
                }
            }
        }
    }

    private static Problem damage(List<ImportedResponse> responses, Instant time, String what) {
        ImportedResponse response = responses.stream()
                .filter(candidate -> time.equals(candidate.responseTime()))
                .findFirst()
                .orElseThrow();
        return new Problem(
                Outcome.DATA_ERROR,
                "the history is damaged: " + what + " at " + time + " of account "
                        + response.account().name() + " (" + response.place() + "): run 'verify'");
    }

    private static List<ImportedResponse> readable(List<ImportedResponse> responses) {
        return responses.stream()
                .filter(response -> response.snapshot() != null)
                .toList();
    }

    private static Collection<List<ImportedResponse>> byAccount(List<ImportedResponse> responses) {
        return responses.stream()
                .collect(Collectors.groupingBy(response -> response.account().id()))
                .values();
    }

    private static Object[] times(List<ImportedResponse> readable) {
        return readable.stream()
                .map(response -> Timestamps.ofNullable(response.responseTime()))
                .toArray();
    }

    private void noteArchived(List<ImportedResponse> responses, ImportLedger ledger) throws SQLException {
        for (List<ImportedResponse> ofAccount : byAccount(responses)) {
            // The driver accepts hashes only as an array of byte arrays.
            Object[] hashes =
                    ofAccount.stream().map(ImportedResponse::bodySha256).toArray(byte[][]::new);
            try (PreparedStatement statement =
                    connection.prepareStatement(dryRun ? ARCHIVED + " union " + DryRunMemory.ARCHIVED : ARCHIVED)) {
                bind(statement, ofAccount, "bytea", hashes);
                ResultSet rows = statement.executeQuery();
                while (rows.next()) {
                    ledger.noteArchived(ofAccount.get(0).account(), rows.getBytes("body_sha256"));
                }
            }
        }
    }

    private void bind(PreparedStatement statement, List<ImportedResponse> ofAccount, String type, Object[] values)
            throws SQLException {
        for (int i = 1; i <= (dryRun ? 3 : 1); i += 2) {
            bind(statement, i, ofAccount, type, values);
        }
    }

    private void bind(
            PreparedStatement statement, int index, List<ImportedResponse> ofAccount, String type, Object[] values)
            throws SQLException {
        statement.setArray(index, connection.createArrayOf(type, values));
        statement.setInt(index + 1, ofAccount.get(0).account().id());
    }

    private List<Long> ids(long count) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(IDS)) {
            statement.setLong(1, count);
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return ids;
    }
}
