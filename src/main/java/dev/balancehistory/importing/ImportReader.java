package dev.balancehistory.importing;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.balance.TimeSource;
import dev.balancehistory.exchange.Reading;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads archived responses as a run reads fetched ones, and passes them on to be written. */
record ImportReader(
        ImportChunks chunks,
        ImportCount count,
        ImportProgress progress,
        NamedAccount named,
        MissingWallets wallets,
        ImportReport report) {
    /** Returns whether it is a response of the named account's exchange, including one that reports an error. */
    boolean isResponse(byte[] bytes) {
        return !(named.read(bytes) instanceof Reading.Malformed);
    }

    /**
     * Reads the body of a response, or a line that may be one.
     *
     * @param line its number; 0 if the whole file is the response
     */
    void response(long line, byte[] body) {
        Reading reading = named.read(body);
        if (reading instanceof Reading.Success success && success.responseTime() != null) {
            Snapshot snapshot = new Snapshot(success.responseTime(), success.balances());
            count.read(snapshot.balances().size(), false);
            progress.tell();
            String warning = wallets.warning(named.account(), snapshot);
            if (warning != null) {
                report.warn(line, warning);
            }
            add(line, snapshot.responseTime(), success.status(), success.message(), body, null, null, snapshot);
        } else if (reading instanceof Reading.Success) {
            unusable(line, ResponseFile.excerpt(body), "it does not state the time of the response");
        } else if (reading instanceof Reading.Failure failure) {
            add(
                    line,
                    failure.responseTime(),
                    failure.status(),
                    failure.message(),
                    body,
                    ResponseState.FAILED,
                    failure.status() + " " + failure.message(),
                    null);
        } else if (reading instanceof Reading.Malformed malformed) {
            unusable(line, ResponseFile.excerpt(body), malformed.reason());
        }
    }

    private void add(
            long line,
            @Nullable Instant responseTime,
            @Nullable String status,
            @Nullable String message,
            byte[] body,
            @Nullable ResponseState unusable,
            @Nullable String reason,
            @Nullable Snapshot snapshot) {
        chunks.add(new ImportedResponse(
                report.place(line),
                named.account(),
                ImportedResponse.IMPORTED,
                responseTime,
                responseTime == null ? null : TimeSource.BODY.code(),
                status,
                message,
                named.format(),
                body,
                unusable,
                reason,
                snapshot));
    }

    /**
     * Rejects a line, and archives it if the history has the named account.
     *
     * @param body the part of it that is archived
     */
    void unusable(long line, byte[] body, String reason) {
        String rejection = report.rejected(line, reason);
        Account account = named.known();
        if (account != null) {
            chunks.add(ImportedResponse.rejected(report.place(line), account, null, named.format(), body, rejection));
        }
    }
}
