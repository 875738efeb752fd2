package dev.balancehistory.importing;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Sha256;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.balance.TimeSource;
import dev.balancehistory.exchange.ExportedSnapshotReader;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.importing.LineReader.Line;
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
    private final CsvForm form;
    private final Instant now;
    private final Consumer<String> malformations;
    private String file = "";

    /**
     * @param named the account of the responses
     * @param form the form of the CSVs
     * @param now the start of the import
     * @param malformations receives a line for each rejection and warning
     */
    ImportReader(
            ImportChunks chunks,
            ImportCount count,
            ImportProgress progress,
            NamedAccount named,
            CsvForm form,
            Instant now,
            Consumer<String> malformations) {
        this.chunks = chunks;
        this.count = count;
        this.progress = progress;
        this.named = named;
        this.form = form;
        this.now = now;
        this.malformations = malformations;
    }

    /** Sets the file of the next findings. */
    void from(String name) {
        file = name;
        count.files++;
    }

    /** Returns the reader of an exported history; null if the first line that is not blank is not its header. */
    @Nullable
    HistoryCsv history(Line first) {
        return HistoryCsv.under(first, form);
    }

    /**
     * Returns the reason why a file that is no exported history cannot be read at all; null if it can.
     *
     * @param first its first line that is not blank
     */
    @Nullable
    String obstacle(Line first) {
        String foreign = ForeignFile.description(first);
        return foreign == null && !named.isGiven() && first.bytes().length > 0 && !ForeignFile.isJson(first)
                ? "it is neither JSON nor the CSV of 'export history'"
                : foreign;
    }

    /** Returns whether it is a response of the named account's exchange, including one that reports an error. */
    boolean isResponse(byte[] bytes) {
        return !(named.read(bytes, file) instanceof Reading.Malformed);
    }

    @Override
    public void response(long line, byte[] body) {
        Reading reading = named.read(body, file);
        if (reading instanceof Reading.Success success && success.responseTime() != null) {
            Snapshot snapshot = new Snapshot(success.responseTime(), success.balances());
            count.read(snapshot.balances().size(), false);
            progress.tell();
            String warning = named.missingWallets(snapshot, file);
            if (warning != null) {
                warn(place(line), warning);
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
                place(line),
                named.account(file),
                "imported",
                responseTime,
                responseTime == null ? null : TimeSource.BODY.code(),
                status,
                message,
                named.format(file),
                body,
                Sha256.of(body),
                unusable,
                reason,
                snapshot));
    }

    @Override
    public @Nullable String snapshot(
            long line, String accountName, String exchange, String timeSource, String origin, Snapshot snapshot) {
        if (named.excludes(accountName)) {
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

    @Override
    public void warning(String text) {
        warn(file, text);
    }

    private void warn(String place, String text) {
        malformations.accept(Printable.text(place + ": warning: " + text, MAX_REASON));
    }

    /** Adds the account too. A rejected line never adds one, since its exchange may be wrong. */
    @Override
    public void setAside(String accountName, String exchange) {
        chunks.checkStopped();
        count.setAside();
        if (!named.excludes(accountName)) {
            chunks.account(accountName, exchange);
        }
    }

    @Override
    public void unusable(long line, byte @Nullable [] body, String reason) {
        String text = rejected(line, reason);
        Account account = named.known();
        if (body != null && account != null) {
            archive(line, account, null, named.format(file), body, text);
        }
    }

    @Override
    public void unusableRows(
            long line, @Nullable String accountName, @Nullable Instant responseTime, byte[] body, String reason) {
        String text = rejected(line, reason);
        String whose = accountName == null ? named.name() : accountName;
        Account account = whose == null || named.excludes(whose) ? null : chunks.known(whose);
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
}
