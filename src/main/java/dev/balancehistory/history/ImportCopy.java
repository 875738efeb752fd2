package dev.balancehistory.history;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.history.ImportLedger.Decision;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Writes what an import brings by COPY. An answer's state is final when it is
 * written: the writer's turn is taken, so what was looked up can't change before the transaction's end.
 */
final class ImportCopy {
    private static final String ANSWERS = "balance_response (response_id, account_id, origin, received_at,"
            + " response_time, status_code, status_message, body, body_sha256, state, state_reason, job_execution_id)";
    private static final String SNAPSHOTS =
            "snapshot (account_id, response_time, response_id, currency_count, content_sha256)";
    private static final String BALANCES = "balance (account_id, response_time, currency, balance, available_balance)";

    private ImportCopy() {}

    static void write(Connection connection, List<Decision> decisions, long run, Instant now) throws SQLException {
        List<Decision> added =
                decisions.stream().filter(decision -> !decision.taken().there()).toList();
        if (added.isEmpty()) {
            return;
        }
        writeAnswers(connection, added, run, now);
        List<Decision> recorded = new ArrayList<>(added.stream()
                .filter(decision -> decision.contentSha256() != null)
                .toList());
        // The order of the keys, so that neighbours are written beside each other.
        recorded.sort(Comparator.<Decision>comparingInt(
                        decision -> decision.taken().answer().account().id())
                .thenComparing(decision -> snapshot(decision).responseTime()));
        writeSnapshots(connection, recorded);
        writeBalances(connection, recorded);
    }

    private static Snapshot snapshot(Decision decision) {
        return Objects.requireNonNull(decision.taken().answer().snapshot());
    }

    private static void writeAnswers(Connection connection, List<Decision> added, long run, Instant now)
            throws SQLException {
        CopyRows rows = CopyRows.into(connection, ANSWERS);
        for (Decision decision : added) {
            ImportedAnswer answer = decision.taken().answer();
            rows.row(12)
                    .int8(decision.id())
                    .int4(answer.account().id())
                    .text(decision.contentSha256() == null ? "imported" : answer.origin())
                    .time(now)
                    .time(answer.responseTime());
            if (answer.statusCode() == null) {
                rows.nothing();
            } else {
                rows.int4(answer.statusCode());
            }
            rows.text(answer.statusMessage())
                    .bytes(answer.body())
                    .bytes(answer.bodySha256())
                    .text(decision.taken().state().word())
                    .text(decision.taken().reason())
                    .int8(run);
        }
        rows.end();
    }

    private static void writeSnapshots(Connection connection, List<Decision> recorded) throws SQLException {
        CopyRows rows = CopyRows.into(connection, SNAPSHOTS);
        for (Decision decision : recorded) {
            rows.row(5)
                    .int4(decision.taken().answer().account().id())
                    .time(snapshot(decision).responseTime())
                    .int8(decision.id())
                    .int4(snapshot(decision).balances().size())
                    .bytes(decision.contentSha256());
        }
        rows.end();
    }

    private static void writeBalances(Connection connection, List<Decision> recorded) throws SQLException {
        CopyRows rows = CopyRows.into(connection, BALANCES);
        for (Decision decision : recorded) {
            List<Balance> balances = new ArrayList<>(snapshot(decision).balances());
            balances.sort(Comparator.comparing(Balance::currency));
            for (Balance balance : balances) {
                rows.row(5)
                        .int4(decision.taken().answer().account().id())
                        .time(snapshot(decision).responseTime())
                        .text(balance.currency())
                        .number(balance.total())
                        .number(balance.available());
            }
        }
        rows.end();
    }
}
