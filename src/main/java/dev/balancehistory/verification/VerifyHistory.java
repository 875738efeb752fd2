package dev.balancehistory.verification;

import com.zaxxer.hikari.HikariDataSource;
import dev.balancehistory.balance.Account;
import dev.balancehistory.database.Cursor;
import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.Progress;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Derives every snapshot again from its archived response, compares it with the recorded rows, and computes the chains of
 * seals again. Changes nothing, and holds one snapshot at a time.
 */
final class VerifyHistory {
    private final HikariDataSource dataSource;
    private final ArchiveReader reader;

    VerifyHistory(HikariDataSource dataSource, Adapters adapters) {
        this.dataSource = dataSource;
        this.reader = new ArchiveReader(adapters);
    }

    /**
     * The counts of a verification.
     *
     * @param snapshots the checked snapshots
     * @param rows the checked balances, also those without a snapshot
     * @param seals the checked seals, whatever the range
     * @param fromExports the checked snapshots whose response is a line of an exported history
     * @param unprovable the snapshots whose response has no body any more
     * @param differences the differences found
     */
    public record Verified(
            long snapshots, long rows, long seals, long fromExports, long unprovable, long differences) {}

    /**
     * Verifies the history as it is at this moment.
     *
     * @param differences is given each difference
     * @param progress is given the number of checked balances from time to time; null to leave that out
     * @throws Problem if the database cannot be read, or a named account was never recorded
     */
    public Verified verify(VerifyRequest request, Consumer<Difference> differences, @Nullable Progress progress) {
        try (ConsistentRead state = ConsistentRead.open(dataSource, request)) {
            Run run = new Run(state, differences, progress);
            state.structuralDifferences().forEach(run::found);
            for (Account account : state.accounts()) {
                run.checkSnapshots(account);
                run.checkChain(account);
            }
            run.checkUnused();
            return new Verified(run.snapshots, run.rows, run.seals, run.fromExports, run.unprovable, run.differences);
        }
    }

    private final class Run {
        private final ConsistentRead state;
        private final Consumer<Difference> listener;
        private final @Nullable Progress progress;
        private final long expected;
        private long nextProgress = System.nanoTime();
        private long snapshots;
        private long rows;
        private long seals;
        private long fromExports;
        private long unprovable;
        private long differences;

        Run(ConsistentRead state, Consumer<Difference> listener, @Nullable Progress progress) {
            this.state = state;
            this.listener = listener;
            this.progress = progress;
            this.expected = progress == null ? 0 : state.expectedRows();
        }

        /** Merges the snapshots and the rows, both in the order of their times. */
        void checkSnapshots(Account account) {
            try (Cursor<SnapshotHeader> headers = state.headers(account);
                    SnapshotRows all = state.rows(account)) {
                for (SnapshotHeader header = headers.next(); header != null; header = headers.next()) {
                    passOver(account, all, header.responseTime());
                    List<SnapshotRow> its = all.at(header.responseTime());
                    snapshots++;
                    fromExports += header.isFromExport() ? 1 : 0;
                    rows += its.size();
                    if (!new SnapshotCheck(account, header, reader, this::found).compare(its)) {
                        unprovable++;
                    }
                    showProgress();
                }
                passOver(account, all, Instant.MAX);
            }
        }

        /** Reports the rows before this time, which have no snapshot. */
        private void passOver(Account account, SnapshotRows all, Instant end) {
            for (Instant time = all.time(); time != null && time.isBefore(end); time = all.time()) {
                int count = all.at(time).size();
                rows += count;
                String text = "no snapshot, but balances recorded: " + count;
                found(new Difference(account.name(), time, null, null, text));
                showProgress();
            }
        }

        /** Checks the whole chain, whatever the range: a seal covers all snapshots before it. */
        void checkChain(Account account) {
            ChainCheck check = new ChainCheck(account, this::found);
            try (Cursor<ChainLink> links = state.chain(account)) {
                for (ChainLink link = links.next(); link != null; link = links.next()) {
                    seals++;
                    check.check(link);
                }
            }
        }

        /** Checks the responses that became no snapshot. */
        void checkUnused() {
            UnrecordedResponseCheck check = new UnrecordedResponseCheck(reader);
            try (Cursor<UnrecordedResponse> all = state.unrecordedResponses()) {
                for (UnrecordedResponse unused = all.next(); unused != null; unused = all.next()) {
                    String flaw = check.check(unused);
                    if (flaw != null) {
                        ArchivedResponse response = unused.response();
                        Instant time =
                                response.responseTime() == null ? response.receivedAt() : response.responseTime();
                        String text = "response " + response.id() + ' ' + flaw;
                        found(new Difference(state.name(response.accountId()), time, null, null, text));
                    }
                }
            }
        }

        private void found(Difference difference) {
            differences++;
            listener.accept(difference);
        }

        private void showProgress() {
            if (progress != null && System.nanoTime() - nextProgress >= 0) {
                progress.at(rows, expected);
                nextProgress = System.nanoTime() + Progress.PAUSE_NANOS;
            }
        }
    }
}
