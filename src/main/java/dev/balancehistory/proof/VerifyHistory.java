package dev.balancehistory.proof;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.Problem;
import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.history.ArchivedAnswer;
import dev.balancehistory.history.ChainLink;
import dev.balancehistory.history.Cursor;
import dev.balancehistory.history.HistoryState;
import dev.balancehistory.history.RecordedHistory;
import dev.balancehistory.history.SnapshotHeader;
import dev.balancehistory.history.SnapshotRow;
import dev.balancehistory.history.UnusedAnswer;
import dev.balancehistory.job.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads every archived answer again and compares what it says with what is recorded. Changes nothing, and holds one
 * snapshot at a time.
 */
public final class VerifyHistory {
    private final RecordedHistory history;
    private final Adapters adapters;

    VerifyHistory(RecordedHistory history, Adapters adapters) {
        this.history = history;
        this.adapters = adapters;
    }

    /**
     * What was found.
     *
     * @param snapshots how many were checked
     * @param rows how many were checked, also such that have no snapshot
     * @param unprovable how many of the snapshots have an answer whose body was dropped
     * @param differences how many there are
     */
    public record Verified(long snapshots, long rows, long unprovable, long differences) {}

    /**
     * Compares.
     *
     * @param differences hears each difference
     * @param progress null if nobody looks
     * @throws Problem if the database can't give it, or an account is named that has never been recorded
     */
    public Verified verify(VerifyRequest request, Consumer<Difference> differences, @Nullable Progress progress) {
        try (HistoryState state = history.open(request.from(), request.to(), request.accounts())) {
            Run run = new Run(state, differences, progress);
            for (Account account : state.accounts()) {
                run.compare(account);
                run.checkChain(account);
            }
            run.compareUnused();
            return new Verified(run.snapshots, run.rows, run.unprovable, run.differences);
        }
    }

    private final class Run {
        private final HistoryState state;
        private final Consumer<Difference> listener;
        private final @Nullable Progress progress;
        private final long expected;
        private long next = System.nanoTime();
        private long snapshots;
        private long rows;
        private long unprovable;
        private long differences;

        Run(HistoryState state, Consumer<Difference> listener, @Nullable Progress progress) {
            this.state = state;
            this.listener = listener;
            this.progress = progress;
            this.expected = progress == null ? 0 : state.expectedRows();
        }

        /** Walks along the snapshots and the rows side by side, both in the order of their times. */
        void compare(Account account) {
            SnapshotCheck check = new SnapshotCheck(account, adapters, this::found);
            try (Cursor<SnapshotHeader> headers = state.headers(account);
                    Cursor<SnapshotRow> all = state.rows(account)) {
                SnapshotRow row = all.next();
                for (SnapshotHeader header = headers.next(); header != null; header = headers.next()) {
                    Instant time = header.responseTime();
                    while (row != null && row.responseTime().isBefore(time)) {
                        row = passOver(account, row, all);
                    }
                    List<SnapshotRow> its = new ArrayList<>();
                    while (row != null && row.responseTime().equals(time)) {
                        its.add(row);
                        row = all.next();
                    }
                    snapshots++;
                    rows += its.size();
                    if (!check.compare(header, its)) {
                        unprovable++;
                    }
                    tell();
                }
                while (row != null) {
                    row = passOver(account, row, all);
                }
            }
        }

        /** The whole chain, whatever the range: a link proves all that is before it. */
        void checkChain(Account account) {
            ChainCheck check = new ChainCheck(account, this::found);
            try (Cursor<ChainLink> links = state.chain(account)) {
                for (ChainLink link = links.next(); link != null; link = links.next()) {
                    check.check(link);
                }
            }
        }

        /** Returns the first row of another time. */
        private @Nullable SnapshotRow passOver(Account account, SnapshotRow first, Cursor<SnapshotRow> all) {
            long count = 0;
            SnapshotRow row = first;
            while (row != null && row.responseTime().equals(first.responseTime())) {
                count++;
                row = all.next();
            }
            rows += count;
            found(new Difference(
                    account.name(), first.responseTime(), null, "no snapshot, but balances recorded: " + count));
            tell();
            return row;
        }

        /** Those that were kept without becoming a snapshot. */
        void compareUnused() {
            try (Cursor<UnusedAnswer> all = state.unusedAnswers()) {
                for (UnusedAnswer unused = all.next(); unused != null; unused = all.next()) {
                    ArchivedAnswer answer = unused.answer();
                    String wrong = UnusedAnswerCheck.of(unused, adapters.reader(answer.format()));
                    if (wrong != null) {
                        Instant time = answer.responseTime() == null ? answer.receivedAt() : answer.responseTime();
                        String words = "response " + answer.id() + " " + wrong;
                        found(new Difference(state.name(answer.accountId()), time, null, words));
                    }
                }
            }
        }

        private void found(Difference difference) {
            differences++;
            listener.accept(difference);
        }

        private void tell() {
            if (progress != null && System.nanoTime() - next >= 0) {
                progress.at(rows, expected);
                next = System.nanoTime() + Progress.PAUSE_NANOS;
            }
        }
    }
}
