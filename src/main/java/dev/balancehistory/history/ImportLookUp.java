package dev.balancehistory.history;

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
    /** What an import would have written that writes nothing; an answer that is not recorded has no time here. */
    static final String REMEMBER = """
            create temporary table import_memory (
                account_id     integer not null,
                response_time  timestamptz,
                content_sha256 bytea,
                body_sha256    bytea   not null
            );
            create index on pg_temp.import_memory (account_id, response_time);
            create index on pg_temp.import_memory (account_id, body_sha256)
            """;

    static final String RECORDED = """
            select a.place, s.response_id, s.content_sha256, r.body_sha256
              from unnest(?, ?) with ordinality as a (account_id, response_time, place)
              join snapshot s on s.account_id = a.account_id and s.response_time = a.response_time
              join balance_response r on r.response_id = s.response_id
            """;

    private static final String RECORDED_IN_MEMORY = """
             union all
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

    private static final String KEPT_IN_MEMORY = """
             union
            select a.place
              from unnest(?, ?) with ordinality as a (account_id, body_sha256, place)
              join pg_temp.import_memory m on m.account_id = a.account_id and m.body_sha256 = a.body_sha256
             where m.response_time is null
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
        Object[] times = readable.stream()
                .map(answer -> Timestamps.ofNullable(answer.responseTime()))
                .toArray();
        try (PreparedStatement statement =
                connection.prepareStatement(dryRun ? RECORDED + RECORDED_IN_MEMORY : RECORDED)) {
            bind(statement, readable, "timestamptz", times);
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                ledger.note(
                        readable.get(rows.getInt("place") - 1),
                        new Recorded(
                                rows.getLong("response_id"),
                                rows.getBytes("content_sha256"),
                                rows.getBytes("body_sha256")));
            }
        }
    }

    private void noteKept(List<ImportedAnswer> answers, ImportLedger ledger) throws SQLException {
        // The driver takes hashes in an array of their own kind only.
        Object[] hashes = answers.stream().map(ImportedAnswer::bodySha256).toArray(byte[][]::new);
        try (PreparedStatement statement = connection.prepareStatement(dryRun ? KEPT + KEPT_IN_MEMORY : KEPT)) {
            bind(statement, answers, "bytea", hashes);
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                ledger.noteKept(answers.get(rows.getInt("place") - 1));
            }
        }
    }

    private void bind(PreparedStatement statement, List<ImportedAnswer> answers, String type, Object[] values)
            throws SQLException {
        Object[] accounts =
                answers.stream().map(answer -> answer.account().id()).toArray();
        for (int i = 1; i <= (dryRun ? 3 : 1); i += 2) {
            statement.setArray(i, connection.createArrayOf("int4", accounts));
            statement.setArray(i + 1, connection.createArrayOf(type, values));
        }
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
