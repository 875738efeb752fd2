package dev.balancehistory.recording;

import dev.balancehistory.balance.Slot;
import dev.balancehistory.exchange.BalanceFetcher;
import dev.balancehistory.exchange.FetchResult;
import dev.balancehistory.exchange.ResponseClock;
import dev.balancehistory.process.Deadline;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.recording.RunResult.AccountResult;
import dev.balancehistory.settings.ConfiguredAccount;
import dev.balancehistory.spool.Spool;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fetch of a run without a database.
 *
 * @param slot the slot that the run stands for; null without a slot
 * @param database the failure of the database
 */
record OutageFetch(
        BalanceFetcher fetcher,
        Spool spool,
        SpooledBalances balances,
        @Nullable Slot slot,
        Problem database,
        Deadline end,
        ResponseClock responseClock) {
    /** Fetches an account and stores its responses in the spool. */
    AccountResult of(ConfiguredAccount account) {
        FetchResult fetched = fetcher.fetch(account.source(), account.credentials(), end, responseClock);
        SpooledFetch spooled =
                SpooledFetch.store(spool, account.name(), account.source().exchange(), slot, null, fetched.responses());
        // An account that the exchange rejects has its own outcome, and so has a lost response.
        Outcome outcome = fetched.outcome();
        String problem = fetched.problem();
        if (outcome == Outcome.DONE) {
            String flaw =
                    balances.flaw(fetched.responses().get(fetched.responses().size() - 1));
            outcome = flaw == null ? database.outcome() : Outcome.DATA_ERROR;
            problem = flaw == null ? null : "the response is malformed: " + flaw;
        }
        return new AccountResult(
                account.name(),
                spooled.outcomes().isEmpty() ? outcome : Outcome.worst(spooled.outcomes()),
                false,
                Stream.concat(Stream.ofNullable(problem), spooled.texts().stream())
                        .collect(Collectors.joining("; ")),
                Stream.ofNullable(fetched.warning()).toList(),
                null,
                FetchSummary.latency(fetched.responses()),
                spooled.file());
    }
}
