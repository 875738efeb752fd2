package dev.balancehistory.history;

import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.Problem;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.history.ImportLedger.Decision;
import dev.balancehistory.history.ImportLedger.Recorded;
import dev.balancehistory.history.ImportSession.Taken;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Looks up what the history has of archived answers, and what an import remembers that writes nothing. */
final class ImportLookUp {
    /**
     * What an import would have written that writes nothing; an answer that is not recorded has no time here. Each look-up
     * has an index that no other can be mistaken for, and nothing else: the planner knows nothing of this table, and
     * would read it whole.
     */
    static final String REMEMBER = """
            create temporary table import_memory (
                account_id     integer not null,
                response_time  timestamptz,
                content_sha256 bytea,
                body_sha256    bytea   not null
            );
            create index on pg_temp.import_memory (account_id, response_time) where response_time is not null;
            create index on pg_temp.import_memory (account_id, body_sha256) where response_time is null;
            set enable_hashjoin = off;
            set enable_mergejoin = off
            """;

    static final String RECORDED = """
            select a.place, s.response_id, s.content_sha256, r.body_sha256
              from unnest(?, ?) with ordinality as a (account_id, response_time, place)
              join snapshot s on s.account_id = a.account_id and s.response_time = a.response_time
              left join balance_response r on r.response_id = s.response_id
            """;

    static final String RECORDED_IN_MEMORY = """
            select a.place, 0, m.content_sha256, m.body_sha256
              from unnest(?, ?) with ordinality as a (account_id, response_time, place)
              join pg_temp.import_memory m on m.account_id = a.account_id and m.response_time = a.response_time
            """;

    static final String KEPT = """
            select a.place
              from unnest(?, ?) with ordinality as a (account_id, body_sha256, place)
             where exists (select
                             from balance_response r
                            where r.account_id = a.account_id
                              and r.body_sha256 = a.body_sha256
                              and r.origin = 'imported'
                              and r.state in ('duplicate', 'conflict', 'rejected', 'failed'))
            """;

    static final String KEPT_IN_MEMORY = """
            select a.place
              from unnest(?, ?) with ordinality as a (account_id, body_sha256, place)
              join pg_temp.import_memory m on m.account_id = a.account_id and m.body_sha256 = a.body_sha256
             where m.response_time is null
            """;

    private static final String ROWS_WITHOUT_SNAPSHOT = """
            select a.place
              from unnest(?, ?) with ordinality as a (account_id, response_time, place)
             where exists (select
                             from balance b
                            where b.account_id = a.account_id and b.response_time = a.response_time)
               and not exists (select
                                 from snapshot s
                                where s.account_id = a.account_id and s.response_time = a.response_time)
             order by a.place
             limit 1
            """;

    private static final String IDS = """
            select nextval(pg_get_serial_sequence('balance_response', 'response_id')) from generate_series(1, ?)
            """;

    private final Connection connection;
    private final boolean dryRun;

    ImportLookUp(Connection connection, boolean dryRun) {
        this.connection = connection;
        this.dryRun = dryRun;
    }

    List<Decision> decide(List<ImportedAnswer> answers) throws SQLException {
        ImportLedger ledger = new ImportLedger();
        noteRecorded(answers, ledger);
        noteKept(answers, ledger);
        long most =
                answers.stream().filter(answer -> !ledger.isRecorded(answer)).count();
        Iterator<Long> ids = (dryRun ? List.<Long>of() : ids(most)).iterator();
        List<Decision> decisions = new ArrayList<>();
        long id = 0;
        boolean used = true;
        for (ImportedAnswer answer : answers) {
            id = used ? (ids.hasNext() ? ids.next() : 0) : id;
            Decision decision = ledger.decide(answer, id);
            used = !decision.taken().there();
            decisions.add(decision);
        }
        return decisions;
    }

    private void noteRecorded(List<ImportedAnswer> answers, ImportLedger ledger) throws SQLException {
        List<ImportedAnswer> readable =
                answers.stream().filter(answer -> answer.snapshot() != null).toList();
        Object[] times = times(readable);
        try (PreparedStatement statement =
                connection.prepareStatement(dryRun ? RECORDED + " union all " + RECORDED_IN_MEMORY : RECORDED)) {
            bind(statement, readable, "timestamptz", times);
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                ImportedAnswer answer = readable.get(rows.getInt("place") - 1);
                byte[] body = rows.getBytes("body_sha256");
                if (body == null) {
                    throw damage(answer, "the snapshot has no answer");
                }
                ledger.note(answer, new Recorded(rows.getLong("response_id"), rows.getBytes("content_sha256"), body));
            }
        }
    }

    /**
     * Looks for the damage that keeps new snapshots from being written.
     *
     * @throws Problem if there is some
     */
    void findRowsWithoutSnapshot(List<ImportedAnswer> answers) throws SQLException {
        List<ImportedAnswer> readable =
                answers.stream().filter(answer -> answer.snapshot() != null).toList();
        try (PreparedStatement statement = connection.prepareStatement(ROWS_WITHOUT_SNAPSHOT)) {
            bind(statement, 1, readable, "timestamptz", times(readable));
            ResultSet rows = statement.executeQuery();
            if (rows.next()) {
                throw damage(readable.get(rows.getInt("place") - 1), "balances have no snapshot");
            }
        }
    }

    private static Problem damage(ImportedAnswer answer, String what) {
        return new Problem(
                Outcome.REFUSED,
                "the history is damaged, run 'verify': " + what + " at " + answer.responseTime() + " of account "
                        + answer.account().name() + ", which " + answer.place() + " is about");
    }

    private static Object[] times(List<ImportedAnswer> readable) {
        return readable.stream()
                .map(answer -> Timestamps.ofNullable(answer.responseTime()))
                .toArray();
    }

    private void noteKept(List<ImportedAnswer> answers, ImportLedger ledger) throws SQLException {
        // The driver takes hashes in an array of their own kind only.
        Object[] hashes = answers.stream().map(ImportedAnswer::bodySha256).toArray(byte[][]::new);
        try (PreparedStatement statement =
                connection.prepareStatement(dryRun ? KEPT + " union " + KEPT_IN_MEMORY : KEPT)) {
            bind(statement, answers, "bytea", hashes);
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                ledger.noteKept(answers.get(rows.getInt("place") - 1));
            }
        }
    }

    private void bind(PreparedStatement statement, List<ImportedAnswer> answers, String type, Object[] values)
            throws SQLException {
        for (int i = 1; i <= (dryRun ? 3 : 1); i += 2) {
            bind(statement, i, answers, type, values);
        }
    }

    private void bind(
            PreparedStatement statement, int index, List<ImportedAnswer> answers, String type, Object[] values)
            throws SQLException {
        Object[] accounts =
                answers.stream().map(answer -> answer.account().id()).toArray();
        statement.setArray(index, connection.createArrayOf("int4", accounts));
        statement.setArray(index + 1, connection.createArrayOf(type, values));
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

    /** For the handfuls that follow, since nothing of this one is written. */
    void remember(List<Decision> decisions) throws SQLException {
        CopyRows rows = CopyRows.into(
                connection, "pg_temp.import_memory (account_id, response_time, content_sha256, body_sha256)");
        for (Decision decision : decisions) {
            Taken taken = decision.taken();
            if (!taken.there()) {
                boolean recorded = taken.state() == ResponseState.RECORDED;
                rows.row(4)
                        .int4(taken.answer().account().id())
                        .time(recorded ? taken.answer().responseTime() : null)
                        .bytes(decision.contentSha256())
                        .bytes(taken.answer().bodySha256());
            }
        }
        rows.end();
    }
}
