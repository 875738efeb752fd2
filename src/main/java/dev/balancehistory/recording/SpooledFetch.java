package dev.balancehistory.recording;

import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.spool.Spool;
import dev.balancehistory.spool.SpooledResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The responses of an account in the spool.
 *
 * @param file the file of the response that can be recorded; null without one
 * @param texts a line for each response
 * @param outcomes the failures of the spool; empty if all responses are stored
 */
record SpooledFetch(@Nullable Path file, List<String> texts, List<Outcome> outcomes) {
    /**
     * Stores the responses, except errors.
     *
     * @param jobExecutionId the run that fetched them; null if the database was out of reach at its start
     */
    static SpooledFetch store(
            Spool spool,
            String account,
            String exchange,
            @Nullable Slot slot,
            @Nullable Long jobExecutionId,
            List<RawResponse> responses) {
        Path file = null;
        List<String> texts = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (RawResponse response : responses) {
            if (response.state() == ResponseState.FAILED) {
                continue;
            }
            try {
                Path stored = spool.store(new SpooledResponse(account, exchange, slot, jobExecutionId, response));
                texts.add(stored(stored));
                file = response.state() == ResponseState.RECEIVED ? stored : file;
            } catch (Problem full) {
                outcomes.add(full.outcome());
                texts.add("the response is lost, since the spool failed too: " + full.getMessage());
            }
        }
        return new SpooledFetch(file, texts, outcomes);
    }

    /** Returns the line of a stored response. */
    static String stored(Path file) {
        return "the response is stored in " + file + ", and the next run archives it";
    }
}
