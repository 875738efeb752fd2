package dev.balancehistory.backfill;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.Problem;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Sha256;
import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.exchange.BalanceSource;
import dev.balancehistory.exchange.Printable;
import dev.balancehistory.exchange.Reading;
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
    private final @Nullable String namedAccount;
    private final Instant now;
    private final Consumer<String> refusals;
    private String file = "";

    /**
     * @param namedAccount whose answers these are; null if they say so themselves
     * @param now when the import began
     * @param refusals hears of what is refused
     */
    ImportReader(
            ImportChunks chunks,
            ImportCount count,
            ImportProgress progress,
            Adapters adapters,
            @Nullable String namedAccount,
            Instant now,
            Consumer<String> refusals) {
        this.chunks = chunks;
        this.count = count;
        this.progress = progress;
        this.adapters = adapters;
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
    public void answer(long line, @Nullable String accountName, String origin, byte[] body) {
        Account account = account(accountName);
        if (account == null) {
            unusable(line, null, null, null, "the account is " + accountName + ", not " + namedAccount);
            return;
        }
        BalanceSource source = source(account);
        Reading reading = source.read(body, now);
        if (reading instanceof Reading.Success success) {
            // What names its account was set aside before.
            count.read(success.snapshot().balances().size(), accountName != null);
            progress.tell();
            chunks.add(new ImportedAnswer(
                    place(line),
                    account,
                    origin,
                    success.snapshot().responseTime(),
                    success.statusCode(),
                    success.message(),
                    body,
                    Sha256.of(body),
                    null,
                    null,
                    success.snapshot()));
        } else if (reading instanceof Reading.Failure failure) {
            chunks.add(new ImportedAnswer(
                    place(line),
                    account,
                    origin,
                    failure.responseTime(),
                    failure.statusCode(),
                    failure.message(),
                    body,
                    Sha256.of(body),
                    ResponseState.FAILED,
                    failure.statusCode() + " " + failure.message(),
                    null));
        } else if (reading instanceof Reading.Refusal refusal) {
            unusable(line, accountName, null, AnswerFile.kept(body), refusal.reason());
        }
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
            @Nullable Instant responseTime,
            byte @Nullable [] body,
            String reason) {
        String words = Printable.text(place(line) + ": " + reason, MAX_REASON);
        count.refused++;
        refusals.accept(words);
        boolean known = accountName != null || namedAccount != null;
        Account account = body == null || !known ? null : account(accountName);
        if (account != null && body != null) {
            chunks.add(new ImportedAnswer(
                    place(line),
                    account,
                    "imported",
                    responseTime,
                    null,
                    null,
                    body,
                    Sha256.of(body),
                    ResponseState.REJECTED,
                    words,
                    null));
        }
    }

    private String place(long line) {
        return line == 0 ? file : file + ":" + line;
    }

    /** Returns null if another one was named. */
    private @Nullable Account account(@Nullable String name) {
        String whose = name == null ? namedAccount : name;
        if (whose == null) {
            throw new Problem(
                    Outcome.USAGE, file + " does not say whose answers these are: name the account with --account");
        }
        boolean another = namedAccount != null && !namedAccount.equals(whose);
        return another ? null : chunks.account(whose, adapters.first().exchange());
    }

    private BalanceSource source(Account account) {
        BalanceSource source = adapters.named(account.exchange());
        if (source == null) {
            throw new Problem(
                    Outcome.CONFIGURATION,
                    "account " + account.name() + " is of the exchange '" + account.exchange()
                            + "', whose answers nothing here reads");
        }
        return source;
    }
}
