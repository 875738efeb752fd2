package dev.balancehistory.importing;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.exchange.ExportedSnapshotReader;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Passes the snapshots of exported histories on to be written, each as a response in this program's own format.
 *
 * @param named the only account whose snapshots are imported, if the user named one
 * @param now the start of the import
 */
record ExportedSnapshots(
        ImportChunks chunks,
        ImportCount count,
        ImportProgress progress,
        NamedAccount named,
        ImportReport report,
        Instant now) {
    /**
     * Counts a line, which is sorted with the others before it is imported. Adds its account too: a rejected line never
     * adds one, since its exchange may be wrong.
     */
    void setAside(StagedRow row) {
        chunks.checkStopped();
        count.setAside();
        if (!named.excludes(row.account())) {
            chunks.account(row.account(), row.exchange());
        }
    }

    /**
     * Passes a snapshot on.
     *
     * @return the reason why it is rejected, which begins with a verb; null if it is imported
     */
    @Nullable
    String add(StagedSnapshot staged, Snapshot snapshot) {
        StagedRow facts = staged.any();
        if (named.excludes(facts.account())) {
            return "is not of the account " + named.name();
        }
        if (!Snapshot.isPossible(snapshot.responseTime(), now)) {
            return "lies before 2009 or more than a day ahead";
        }
        Account account = chunks.account(facts.account(), facts.exchange());
        if (!account.exchange().equals(facts.exchange())) {
            return "is of the exchange " + facts.exchange() + ", and the account of " + account.exchange();
        }
        // Its lines were counted when they were set aside.
        count.read(snapshot.balances().size(), true);
        progress.tell();
        chunks.add(new ImportedResponse(
                report.place(staged.line()),
                account,
                facts.origin(),
                snapshot.responseTime(),
                facts.timeSource(),
                null,
                null,
                ExportedSnapshotReader.FORMAT,
                ExportedSnapshotReader.write(
                        facts.account(), facts.exchange(), facts.timeSource(), facts.origin(), snapshot),
                null,
                null,
                snapshot));
        return null;
    }

    /**
     * Rejects lines, and archives them if their account is known.
     *
     * @param line the number of the first one
     * @param key their snapshot; null if it is unknown
     */
    void reject(long line, @Nullable SnapshotKey key, byte[] text, String reason) {
        String rejection = report.rejected(line, reason);
        String whose = key == null ? named.name() : key.account();
        Account account = whose == null || named.excludes(whose) ? null : chunks.known(whose);
        if (account != null) {
            chunks.add(ImportedResponse.rejected(
                    report.place(line),
                    account,
                    key == null ? null : key.responseTime(),
                    ExportedSnapshotReader.FORMAT,
                    text,
                    rejection));
        }
    }
}
