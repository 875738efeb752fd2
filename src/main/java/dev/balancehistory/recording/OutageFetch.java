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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fetch of a run without a database.
 *
 * @param slot the slot that the run stands for; null without a slot
 * @param database the failure of the database
 * @param end the deadline of the run
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
        return stored(account, fetcher.fetch(account.source(), account.credentials(), end, responseClock));
    }

    private AccountResult stored(ConfiguredAccount account, FetchResult fetched) {
        SpooledFetch spooled =
                SpooledFetch.store(spool, account.name(), account.source().exchange(), slot, null, fetched.responses());
        // An account that the exchange rejects has its own outcome, and so has a lost response.
        Outcome outcome = fetched.outcome();
        List<String> texts = new ArrayList<>();
        if (outcome == Outcome.DONE) {
            String flaw =
                    balances.flaw(fetched.responses().get(fetched.responses().size() - 1));
            outcome = flaw == null ? database.outcome() : Outcome.DATA_ERROR;
            if (flaw != null) {
                texts.add("the response is malformed: " + flaw);
            }
        } else {
            texts.add(String.valueOf(fetched.problem()));
        }
        texts.addAll(spooled.texts());
        return new AccountResult(
                account.name(),
                spooled.outcomes().isEmpty() ? outcome : Outcome.worst(spooled.outcomes()),
                false,
                String.join("; ", texts),
                Stream.ofNullable(fetched.warning()).toList(),
                null,
                FetchSummary.latency(fetched.responses()),
                spooled.file());
    }
}
