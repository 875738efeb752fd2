package dev.balancehistory.recording;

import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.recording.RunProgress.Finished;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
        Map<String, List<Finished>> recorded = new TreeMap<>();
        List<String> notes = new ArrayList<>();
        for (Finished finished : responses) {
            if (finished.result().state() == ResponseState.RECORDED) {
                recorded.computeIfAbsent(finished.account(), account -> new ArrayList<>())
                        .add(finished);
            } else {
                notes.add(note(finished));
            }
        }
        notes.addAll(recorded(recorded));
        return notes;
    }

    private static List<String> recorded(Map<String, List<Finished>> byAccount) {
        if (byAccount.size() > MOST_NAMED) {
            return List.of(byAccount.values().stream().mapToInt(List::size).sum() + " responses of other runs, of "
                    + byAccount.size() + " accounts, are recorded");
        }
        List<String> notes = new ArrayList<>();
        byAccount.forEach((account, all) -> notes.add(
                all.size() == 1
                        ? note(all.get(0))
                        : "account " + account + ": " + all.size() + " responses of other runs are recorded"));
        return notes;
    }

    private static String note(Finished finished) {
        return "account " + finished.account() + ": response "
                + finished.result().id() + " of another run is "
                + finished.result().state().code()
                + (finished.result().reason() == null
                        ? ""
                        : ": " + finished.result().reason());
    }
}
