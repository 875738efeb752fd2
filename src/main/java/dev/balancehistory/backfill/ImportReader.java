package dev.balancehistory.backfill;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.Problem;
import dev.balancehistory.balance.ResponseBody;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Sha256;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.balance.TimeSource;
import dev.balancehistory.exchange.AccountExchanges;
import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.exchange.BalanceSource;
import dev.balancehistory.exchange.ExportedSnapshotReader;
import dev.balancehistory.exchange.Printable;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.exchange.ResponseReader;
import dev.balancehistory.history.ImportedAnswer;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads what an archive holds as it would be read fresh from the exchange, and hands it on to be written. */
final class ImportReader implements Findings {
    private static final int MAX_REASON = 300;

    private final ImportChunks chunks;
    private final ImportCount count;
    private final ImportProgress progress;
    private final Adapters adapters;
    private final AccountExchanges exchanges;
    private final @Nullable String namedAccount;
    private final Instant now;
    private final Consumer<String> refusals;
    private String file = "";

    /**
     * @param exchanges name the exchange of an account that the history does not know yet
     * @param namedAccount whose answers these are; null if they say so themselves
     * @param now when the import began
     * @param refusals hears of what is refused
     */
    ImportReader(
            ImportChunks chunks,
            ImportCount count,
            ImportProgress progress,
            Adapters adapters,
            AccountExchanges exchanges,
            @Nullable String namedAccount,
            Instant now,
            Consumer<String> refusals) {
        this.chunks = chunks;
        this.count = count;
        this.progress = progress;
        this.adapters = adapters;
        this.exchanges = exchanges;
        this.namedAccount = namedAccount;
        this.now = now;
        this.refusals = refusals;
    }

    /** Names the file that the findings are from. */
    void from(String name) {
        file = name;
        count.files++;
    }

    @Override
    public void answer(long line, byte[] body) {
        Account account = namedAccount();
        ResponseReader reader = reader(account);
        Reading reading = reader.read(ResponseBody.of(body), now);
        if (reading instanceof Reading.Success success && success.responseTime() != null) {
            Snapshot snapshot = new Snapshot(success.responseTime(), success.balances());
            count.read(snapshot.balances().size(), false);
            progress.tell();
            chunks.add(new ImportedAnswer(
                    place(line),
                    account,
                    "imported",
                    snapshot.responseTime(),
                    TimeSource.BODY.word(),
                    success.status(),
                    success.message(),
                    reader.format(),
                    body,
                    Sha256.of(body),
                    null,
                    null,
                    snapshot));
        } else if (reading instanceof Reading.Success) {
            unusable(line, null, null, null, AnswerFile.kept(body), "it does not say when the exchange answered");
        } else if (reading instanceof Reading.Failure failure) {
            chunks.add(new ImportedAnswer(
                    place(line),
                    account,
                    "imported",
                    failure.responseTime(),
                    failure.responseTime() == null ? null : TimeSource.BODY.word(),
                    failure.status(),
                    failure.message(),
                    reader.format(),
                    body,
                    Sha256.of(body),
                    ResponseState.FAILED,
                    failure.status() + " " + failure.message(),
                    null));
        } else if (reading instanceof Reading.Refusal refusal) {
            unusable(line, null, null, null, AnswerFile.kept(body), refusal.reason());
        }
    }

    @Override
    public void snapshot(
            long line, String accountName, String exchange, String timeSource, String origin, Snapshot snapshot) {
        if (namedAccount != null && !namedAccount.equals(accountName)) {
            unusable(line, null, null, null, null, "the account is " + accountName + ", not " + namedAccount);
            return;
        }
        if (!ExportedSnapshotReader.isPossible(snapshot.responseTime(), now)) {
            throw new IllegalArgumentException("lies before 2009 or more than a day ahead");
        }
        Account account = chunks.account(accountName, exchange);
        if (!account.exchange().equals(exchange)) {
            unusable(
                    line,
                    null,
                    null,
                    null,
                    null,
                    "account " + accountName + " is recorded from " + account.exchange() + ", not " + exchange);
            return;
        }
        // Its lines were counted when they were set aside.
        count.read(snapshot.balances().size(), true);
        progress.tell();
        byte[] body = ExportedSnapshotReader.write(accountName, exchange, timeSource, origin, snapshot);
        chunks.add(new ImportedAnswer(
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
    }

    @Override
    public void setAside() {
        chunks.goOn();
        count.setAside();
    }

    @Override
    public void unusable(
            long line,
            @Nullable String accountName,
            @Nullable String exchange,
            @Nullable Instant responseTime,
            byte @Nullable [] body,
            String reason) {
        String words = Printable.text(place(line) + ": " + reason, MAX_REASON);
        count.refused++;
        refusals.accept(words);
        String whose = accountName == null ? namedAccount : accountName;
        boolean another = namedAccount != null && !namedAccount.equals(whose);
        if (body == null || whose == null || another) {
            return;
        }
        Account account = chunks.account(whose, exchange == null ? exchanges.exchangeOf(whose) : exchange);
        chunks.add(new ImportedAnswer(
                place(line),
                account,
                "imported",
                responseTime,
                responseTime == null ? null : TimeSource.IMPORTED.word(),
                null,
                null,
                accountName == null ? reader(account).format() : ExportedSnapshotReader.FORMAT,
                body,
                Sha256.of(body),
                ResponseState.REJECTED,
                words,
                null));
    }

    private String place(long line) {
        return line == 0 ? file : file + ":" + line;
    }

    /** Returns the account that the user named, whose responses a file without names holds. */
    private Account namedAccount() {
        if (namedAccount == null) {
            throw new Problem(
                    Outcome.USAGE, file + " does not say whose responses these are: name the account with --account");
        }
        return chunks.account(namedAccount, exchanges.exchangeOf(namedAccount));
    }

    /** Returns the reader of the account's responses. */
    private ResponseReader reader(Account account) {
        BalanceSource source = adapters.named(account.exchange());
        if (source == null) {
            throw new Problem(
                    Outcome.CONFIGURATION,
                    "account " + account.name() + " is of the exchange '" + account.exchange()
                            + "', whose responses this version does not read");
        }
        return source.reader();
    }

    /** Returns whether it is a response of the named account's exchange, also one that reports an error. */
    boolean isAnswer(byte[] bytes) {
        return !(reader(namedAccount()).read(ResponseBody.of(bytes), now) instanceof Reading.Refusal);
    }
}
