package dev.balancehistory.importing;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.ResponseBody;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Sha256;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.balance.TimeSource;
import dev.balancehistory.exchange.AccountExchanges;
import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.exchange.ExportedSnapshotReader;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.exchange.ResponseReader;
import dev.balancehistory.importing.LineReader.Line;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Printable;
import dev.balancehistory.process.Problem;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads archived responses as a run reads fetched ones, and passes them on to be written. */
final class ImportReader implements Findings {
    private static final Logger log = LoggerFactory.getLogger(ImportReader.class);

    private static final int MAX_REASON = 300;

    private final ImportChunks chunks;
    private final ImportCount count;
    private final ImportProgress progress;
    private final Adapters adapters;
    private final AccountExchanges exchanges;
    private final @Nullable String namedAccount;
    private final Instant now;
    private final Consumer<String> malformations;
    private final MissingWallets missingWallets = new MissingWallets(this::wallets);
    private String file = "";

    /**
     * @param exchanges returns the exchange of an account that is not in the history
     * @param namedAccount the account of the responses; null if each line names its account
     * @param now the start of the import
     * @param malformations receives a line for each rejection and warning
     */
    ImportReader(
            ImportChunks chunks,
            ImportCount count,
            ImportProgress progress,
            Adapters adapters,
            AccountExchanges exchanges,
            @Nullable String namedAccount,
            Instant now,
            Consumer<String> malformations) {
        this.chunks = chunks;
        this.count = count;
        this.progress = progress;
        this.adapters = adapters;
        this.exchanges = exchanges;
        this.namedAccount = namedAccount;
        this.now = now;
        this.malformations = malformations;
    }

    /** Sets the file of the next findings. */
    void from(String name) {
        file = name;
        count.files++;
    }

    /**
     * Returns the reason why a file that is no exported history cannot be read at all; null if it can.
     *
     * @param first its first line that is not blank
     */
    @Nullable
    String obstacle(Line first) {
        String foreign = ForeignFile.description(first);
        return foreign == null && namedAccount == null && first.bytes().length > 0 && !ForeignFile.isJson(first)
                ? "it is neither JSON nor the CSV of 'export history'"
                : foreign;
    }

    @Override
    public void response(long line, byte[] body) {
        Account account = namedAccount();
        ResponseReader reader = reader(account.name(), account.exchange());
        Reading reading = read(reader, body);
        if (reading instanceof Reading.Success success && success.responseTime() != null) {
            Snapshot snapshot = new Snapshot(success.responseTime(), success.balances());
            count.read(snapshot.balances().size(), false);
            progress.tell();
            String warning = missingWallets.warning(account, snapshot);
            if (warning != null) {
                malformations.accept(Printable.text(place(line) + ": " + warning, MAX_REASON));
            }
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
        if (isOther(accountName)) {
            return "is not of the account " + namedAccount;
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

    private boolean isOther(String accountName) {
        return namedAccount != null && !namedAccount.equals(accountName);
    }

    /** Adds the account too. A rejected line never adds one, since its exchange may be wrong. */
    @Override
    public void setAside(String accountName, String exchange) {
        chunks.checkStopped();
        count.setAside();
        if (!isOther(accountName)) {
            chunks.account(accountName, exchange);
        }
    }

    @Override
    public void unusable(long line, byte @Nullable [] body, String reason) {
        String text = rejected(line, reason);
        if (body != null && namedAccount != null) {
            Account account = namedAccount();
            String format = reader(account.name(), account.exchange()).format();
            archive(line, account, null, format, body, text);
        }
    }

    @Override
    public void unusableRows(
            long line, @Nullable String accountName, @Nullable Instant responseTime, byte[] body, String reason) {
        String text = rejected(line, reason);
        String whose = accountName == null ? namedAccount : accountName;
        Account account = whose == null || isOther(whose) ? null : chunks.known(whose);
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

    private Set<String> wallets(Account account) {
        Set<String> wallets = new HashSet<>(chunks.wallets(account));
        wallets.addAll(exchanges.walletsOf(account.name()));
        return wallets;
    }

    /** Returns the account that the user named, adding it if the history has none. */
    private Account namedAccount() {
        if (namedAccount == null) {
            throw new Problem(
                    Outcome.USAGE, file + " does not name the account of its responses: name it with --account");
        }
        Account account = chunks.known(namedAccount);
        if (account == null) {
            String exchange = exchanges.exchangeOf(namedAccount);
            // Looked up first, since an account keeps its exchange, even a wrong one.
            reader(namedAccount, exchange);
            account = chunks.account(namedAccount, exchange);
        }
        return account;
    }

    /**
     * Returns the reader of an account's responses.
     *
     * @throws Problem if this version has no reader for its exchange
     */
    private ResponseReader reader(String account, String exchange) {
        ResponseReader reader = adapters.readerOf(exchange);
        if (reader == null) {
            throw new Problem(
                    Outcome.CONFIGURATION,
                    "account " + account + " is of the exchange '" + exchange
                            + "', whose responses this version does not read");
        }
        return reader;
    }

    /** A bug in the reader rejects one response, not all that follow. */
    private Reading read(ResponseReader reader, byte[] body) {
        try {
            return reader.read(ResponseBody.of(body), now);
        } catch (RuntimeException e) {
            log.error("A response in {} can't be read because of a bug in this program", file, e);
            return new Reading.Malformed("the reader failed: " + e.getClass().getSimpleName(), false);
        }
    }

    /** Returns whether it is a response of the named account's exchange, including one that reports an error. */
    boolean isResponse(byte[] bytes) {
        Account account = namedAccount();
        return !(read(reader(account.name(), account.exchange()), bytes) instanceof Reading.Malformed);
    }
}
