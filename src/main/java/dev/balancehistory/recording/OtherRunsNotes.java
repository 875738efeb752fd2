package dev.balancehistory.recording;

import dev.balancehistory.archive.FinishedResponse;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.recording.RunProgress.Finished;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The notes about responses of other runs that a run finished. After an outage of the database, many responses of an
 * account are recorded at once: one line counts them. Shards that run at the same time record each other's responses: one
 * line counts those of many accounts.
 */
final class OtherRunsNotes {
    private static final int MOST_NAMED = 10;

    private OtherRunsNotes() {}

    /** Returns the notes, one line each, first those about responses that are not recorded. */
    static List<String> of(List<Finished> responses) {
        Predicate<Finished> isRecorded = finished -> finished.result().state() == ResponseState.RECORDED;
        Stream<String> others = responses.stream().filter(isRecorded.negate()).map(OtherRunsNotes::note);
        Stream<String> recorded = recorded(responses.stream().filter(isRecorded).toList());
        return Stream.concat(others, recorded).toList();
    }

    private static Stream<String> recorded(List<Finished> responses) {
        Map<String, List<Finished>> byAccount =
                responses.stream().collect(Collectors.groupingBy(Finished::account, TreeMap::new, Collectors.toList()));
        if (byAccount.size() > MOST_NAMED) {
            return Stream.of(
                    responses.size() + " responses of other runs, of " + byAccount.size() + " accounts, are recorded");
        }
        return byAccount.values().stream()
                .map(all -> all.size() == 1
                        ? note(all.get(0))
                        : "account " + all.get(0).account() + ": " + all.size()
                                + " responses of other runs are recorded");
    }

    private static String note(Finished finished) {
        FinishedResponse result = finished.result();
        return "account " + finished.account() + ": response " + result.id() + " of another run is "
                + result.state().code() + (result.reason() == null ? "" : ": " + result.reason());
    }
}
