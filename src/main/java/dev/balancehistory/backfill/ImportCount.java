package dev.balancehistory.backfill;

import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.history.ImportSession.Taken;
import java.util.EnumMap;
import java.util.Map;

/** Counts what becomes of the answers of an import. */
final class ImportCount {
    private final Map<ResponseState, Long> byState = new EnumMap<>(ResponseState.class);
    long files;
    long rowsRead;
    long refused;
    private long answers;
    private long balances;
    private long there;

    /** An answer that a repeated import finds again counts as what it was, but for a recorded one, which is there. */
    void add(Taken taken) {
        answers++;
        if (taken.state() == ResponseState.RECORDED && taken.there()) {
            there++;
            return;
        }
        byState.merge(taken.state(), 1L, Long::sum);
        Snapshot snapshot = taken.answer().snapshot();
        if (taken.state() == ResponseState.RECORDED && snapshot != null) {
            balances += snapshot.balances().size();
        }
    }

    long answers() {
        return answers;
    }

    long balances() {
        return balances;
    }

    Imported result(long passedOver) {
        return new Imported(
                files,
                passedOver,
                answers,
                of(ResponseState.RECORDED),
                balances,
                there,
                of(ResponseState.DUPLICATE),
                of(ResponseState.CONFLICT),
                of(ResponseState.FAILED),
                refused);
    }

    private long of(ResponseState state) {
        return byState.getOrDefault(state, 0L);
    }
}
