package dev.balancehistory.importing;

import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.importing.ImportSession.Taken;
import java.util.EnumMap;
import java.util.Map;

/** Counts what becomes of the answers of an import. */
final class ImportCount {
    private final Map<ResponseState, Long> byState = new EnumMap<>(ResponseState.class);
    long files;
    long rejected;
    private long rows;

    /** Half a row is one that was set aside, or one that was set aside before. */
    private long halves;

    private long responses;
    private long balances;
    private long there;

    /** A row was set aside, to be read as part of its answer later. */
    void setAside() {
        rows++;
        halves++;
    }

    /** Rows were read, for the first time or after they were set aside. */
    void read(int count, boolean before) {
        rows += before ? 0 : count;
        halves += before ? count : 2L * count;
    }

    /** Returns how many rows were met. */
    long rows() {
        return rows;
    }

    /** Returns how many rows' work is done. */
    long rowsDone() {
        return halves / 2;
    }

    /** An answer that a repeated import finds again counts as what it was, but for a recorded one, which is there. */
    void add(Taken taken) {
        responses++;
        if (taken.state() == ResponseState.RECORDED && taken.there()) {
            there++;
            return;
        }
        byState.merge(taken.state(), 1L, Long::sum);
        Snapshot snapshot = taken.response().snapshot();
        if (taken.state() == ResponseState.RECORDED && snapshot != null) {
            balances += snapshot.balances().size();
        }
    }

    long responses() {
        return responses;
    }

    long balances() {
        return balances;
    }

    Imported result(long passedOver) {
        return new Imported(
                files,
                passedOver,
                responses,
                of(ResponseState.RECORDED),
                balances,
                there,
                of(ResponseState.DUPLICATE),
                of(ResponseState.CONFLICT),
                of(ResponseState.FAILED),
                rejected);
    }

    private long of(ResponseState state) {
        return byState.getOrDefault(state, 0L);
    }
}
