package dev.balancehistory.importing;

import dev.balancehistory.balance.ResponseState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts the responses of an import by result. */
final class ImportCount {
    private final Map<ResponseState, Long> byState = new EnumMap<>(ResponseState.class);
    long files;
    long rejected;
    private long rows;

    /** A row that is sorted first is read twice, and counts a half each time. */
    private long halves;

    private long responses;
    private long balances;
    private long alreadyRecorded;
    private final List<String> newAccounts = new ArrayList<>();

    /** Counts a row that is set aside, to be read later as part of its snapshot. */
    void setAside() {
        rows++;
        halves++;
    }

    /** Counts rows that are read, for the first time or after they were set aside. */
    void read(int count, boolean before) {
        rows += before ? 0 : count;
        halves += before ? count : 2L * count;
    }

    /** Counts an account that the history did not have before. */
    void addAccount(String name) {
        newAccounts.add(name);
    }

    /** Returns the number of rows found. */
    long rows() {
        return rows;
    }

    /** Returns the number of rows processed. */
    long rowsDone() {
        return halves / 2;
    }

    /**
     * Counts a response. A repeated import counts it under its archived state, and a recorded one as already recorded.
     */
    void add(Decision decision) {
        responses++;
        if (decision.state() == ResponseState.RECORDED && decision.alreadyRecorded()) {
            alreadyRecorded++;
            return;
        }
        byState.merge(decision.state(), 1L, Long::sum);
        if (decision.addsSnapshot()) {
            balances += decision.snapshot().balances().size();
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
                alreadyRecorded,
                of(ResponseState.DUPLICATE),
                of(ResponseState.CONFLICT),
                of(ResponseState.FAILED),
                rejected,
                newAccounts);
    }

    private long of(ResponseState state) {
        return byState.getOrDefault(state, 0L);
    }
}
