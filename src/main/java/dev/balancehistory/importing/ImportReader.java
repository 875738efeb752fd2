package dev.balancehistory.importing;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Sha256;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.balance.TimeSource;
import dev.balancehistory.exchange.ExportedSnapshotReader;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.exchange.ResponseReader;
import dev.balancehistory.process.Printable;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads archived responses as a run reads fetched ones, and passes them on to be written. */
final class ImportReader implements Findings {
    private static final int MAX_REASON = 300;

    private final ImportChunks chunks;
    private final ImportCount count;
    private final ImportProgress progress;
    private final NamedAccount named;
    private final Instant now;
    private final Consumer<String> malformations;
    private String file = "";

    /**
     * @param now the start of the import
     * @param malformations receives a line for each rejection
     */
    ImportReader(
            ImportChunks chunks,
            ImportCount count,
            ImportProgress progress,
            NamedAccount named,
            Instant now,
            Consumer<String> malformations) {
        this.chunks = chunks;
        this.count = count;
        this.progress = progress;
        this.named = named;
        this.now = now;
        this.malformations = malformations;
    }

    /** Sets the file of the next findings. */
    void from(String name) {
        file = name;
        count.files++;
    }

    @Override
    public void response(long line, byte[] body) {
        Account account = named.of(file);
        ResponseReader reader = named.reader(account);
        Reading reading = NamedAccount.read(reader, body, now, file);
        if (reading instanceof Reading.Success success && success.responseTime() != null) {
            Snapshot snapshot = new Snapshot(success.responseTime(), success.balances());
            count.read(snapshot.balances().size(), false);
            progress.tell();
            chunks.add(new ImportedResponse(
                    place(line),
                    account,
                    "imported",
                    snapshot.responseTime(),
                    TimeSource.BODY.code(),
                    success.status(),
                    success.message(),
                    reader.format(),
                    body,
                    Sha256.of(body),
                    null,
                    null,
                    snapshot));
        } else if (reading instanceof Reading.Success) {
            unusable(line, ResponseFile.excerpt(body), "it does not state the time of the response");
        } else if (reading instanceof Reading.Failure failure) {
            chunks.add(new ImportedResponse(
                    place(line),
                    account,
                    "imported",
                    failure.responseTime(),
                    failure.responseTime() == null ? null : TimeSource.BODY.code(),
                    failure.status(),
                    failure.message(),
                    reader.format(),
                    body,
                    Sha256.of(body),
                    ResponseState.FAILED,
                    failure.status() + " " + failure.message(),
                    null));
        } else if (reading instanceof Reading.Malformed malformed) {
            unusable(line, ResponseFile.excerpt(body), malformed.reason());
        }
    }

    @Override
    public @Nullable String snapshot(
            long line, String accountName, String exchange, String timeSource, String origin, Snapshot snapshot) {
        if (named.isOther(accountName)) {
            return "is not of the account " + named.name();
        }
        if (!Snapshot.isPossible(snapshot.responseTime(), now)) {
            return "lies before 2009 or more than a day ahead";
        }
        Account account = chunks.account(accountName, exchange);
        if (!account.exchange().equals(exchange)) {
            return "is of the exchange " + exchange + ", and the account of " + account.exchange();
        }
        // Its lines were counted when they were set aside.
        count.read(snapshot.balances().size(), true);
        progress.tell();
        byte[] body = ExportedSnapshotReader.write(accountName, exchange, timeSource, origin, snapshot);
        chunks.add(new ImportedResponse(
                place(line),
                account,
                origin,
                snapshot.responseTime(),
                timeSource,
                null,
                null,
                ExportedSnapshotReader.FORMAT,
                body,
                Sha256.of(body),
                null,
                null,
                snapshot));
        return null;
    }

    /** Adds the account too. A rejected line never adds one, since its exchange may be wrong. */
    @Override
    public void setAside(String accountName, String exchange) {
        chunks.checkStopped();
        count.setAside();
        if (!named.isOther(accountName)) {
            chunks.account(accountName, exchange);
        }
    }

    @Override
    public void unusable(long line, byte @Nullable [] body, String reason) {
        String text = rejected(line, reason);
        if (body != null && named.name() != null) {
            Account account = named.of(file);
            archive(line, account, null, named.reader(account).format(), body, text);
        }
    }

    @Override
    public void unusableRows(
            long line, @Nullable String accountName, @Nullable Instant responseTime, byte[] body, String reason) {
        String text = rejected(line, reason);
        String whose = accountName == null ? named.name() : accountName;
        Account account = whose == null || named.isOther(whose) ? null : chunks.known(whose);
        if (account != null) {
            archive(line, account, responseTime, ExportedSnapshotReader.FORMAT, body, text);
        }
    }

    /** Reports the rejection; returns the message. */
    private String rejected(long line, String reason) {
        String text = Printable.text(place(line) + ": " + reason, MAX_REASON);
        count.rejected++;
        malformations.accept(text);
        return text;
    }

    private void archive(
            long line, Account account, @Nullable Instant responseTime, String format, byte[] body, String text) {
        chunks.add(new ImportedResponse(
                place(line),
                account,
                "imported",
                responseTime,
                responseTime == null ? null : TimeSource.IMPORTED.code(),
                null,
                null,
                format,
                body,
                Sha256.of(body),
                ResponseState.REJECTED,
                text,
                null));
    }

    private String place(long line) {
        return line == 0 ? file : file + ":" + line;
    }

    /** Returns whether it is a response of the named account's exchange, including one that reports an error. */
    boolean isResponse(byte[] bytes) {
        Account account = named.of(file);
        return !(NamedAccount.read(named.reader(account), bytes, now, file) instanceof Reading.Malformed);
    }
}
