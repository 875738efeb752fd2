package dev.balancehistory.importing;

import dev.balancehistory.archive.SealChain;
import dev.balancehistory.balance.Balance;
import dev.balancehistory.balance.Seal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;

/**
 * Writes the responses, snapshots and balances of an import by COPY. The state of a response is final at once: under
 * the write locks, the looked-up rows can't change before the transaction's end.
 */
final class ImportCopy {
    private static final String RESPONSES = "balance_response (response_id, account_id, origin, received_at,"
            + " response_time, time_source, status, status_message, format, body, body_sha256, state, state_reason,"
            + " job_execution_id)";
    private static final String SNAPSHOTS = "snapshot (account_id, response_time, response_id, time_source,"
            + " currency_count, content_sha256, sequence, seal)";
    private static final String BALANCES =
            "balance (account_id, response_time, wallet, currency, balance, available_balance)";

    private ImportCopy() {}

    static void write(Connection connection, List<Decision> decisions, long run, Instant now) throws SQLException {
        List<Decision> added = decisions.stream()
                .filter(decision -> !decision.alreadyRecorded())
                .toList();
        if (added.isEmpty()) {
            return;
        }
        writeResponses(connection, added, run, now);
        List<Decision> recorded =
                new ArrayList<>(added.stream().filter(Decision::addsSnapshot).toList());
        IdentityHashMap<Decision, Seal> seals = sealed(connection, recorded);
        // The order of the keys, so that adjacent rows are written together.
        recorded.sort(Comparator.<Decision>comparingInt(decision -> decision.accountId())
                .thenComparing(decision -> decision.snapshot().responseTime()));
        writeSnapshots(connection, recorded, seals);
        writeBalances(connection, recorded);
    }

    /** Returns the seals of the new snapshots, in the order of the decisions. */
    private static IdentityHashMap<Decision, Seal> sealed(Connection connection, List<Decision> recorded)
            throws SQLException {
        SealChain chain = SealChain.of(
                connection,
                recorded.stream().map(Decision::accountId).distinct().toList());
        IdentityHashMap<Decision, Seal> seals = new IdentityHashMap<>();
        for (Decision decision : recorded) {
            ImportedResponse response = decision.response();
            Seal.Facts facts = new Seal.Facts(
                    response.account().name(),
                    response.account().exchange(),
                    response.format(),
                    decision.snapshot().responseTime(),
                    null,
                    Objects.requireNonNull(response.timeSource()),
                    response.bodySha256(),
                    decision.contentSha256(),
                    decision.snapshot().balances().size());
            seals.put(decision, chain.add(decision.accountId(), facts));
        }
        return seals;
    }

    private static void writeResponses(Connection connection, List<Decision> added, long run, Instant now)
            throws SQLException {
        CopyRows rows = CopyRows.into(connection, RESPONSES);
        for (Decision decision : added) {
            ImportedResponse response = decision.response();
            rows.row(14)
                    .int8(decision.id())
                    .int4(decision.accountId())
                    .text(decision.addsSnapshot() ? response.origin() : ImportedResponse.IMPORTED)
                    .time(now)
                    .time(response.responseTime())
                    .text(response.timeSource())
                    .text(response.status())
                    .text(response.statusMessage())
                    .text(response.format())
                    .bytes(response.body())
                    .bytes(response.bodySha256())
                    .text(decision.state().code())
                    .text(decision.reason())
                    .int8(run);
        }
        rows.end();
    }

    private static void writeSnapshots(
            Connection connection, List<Decision> recorded, IdentityHashMap<Decision, Seal> seals) throws SQLException {
        CopyRows rows = CopyRows.into(connection, SNAPSHOTS);
        for (Decision decision : recorded) {
            Seal seal = Objects.requireNonNull(seals.get(decision));
            rows.row(8)
                    .int4(decision.accountId())
                    .time(decision.snapshot().responseTime())
                    .int8(decision.id())
                    .text(decision.response().timeSource())
                    .int4(decision.snapshot().balances().size())
                    .bytes(decision.contentSha256())
                    .int8(seal.sequence())
                    .bytes(seal.value());
        }
        rows.end();
    }

    private static void writeBalances(Connection connection, List<Decision> recorded) throws SQLException {
        CopyRows rows = CopyRows.into(connection, BALANCES);
        for (Decision decision : recorded) {
            for (Balance balance : decision.snapshot().balances()) {
                rows.row(6)
                        .int4(decision.accountId())
                        .time(decision.snapshot().responseTime())
                        .text(balance.wallet())
                        .text(balance.currency())
                        .number(balance.total())
                        .number(balance.available());
            }
        }
        rows.end();
    }
}
