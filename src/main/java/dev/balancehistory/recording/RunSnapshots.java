package dev.balancehistory.recording;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Seal;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.database.Timestamps;
import dev.balancehistory.process.TextResource;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** Reads the results of a run from the history, so that a report shows the content of the database. */
final class RunSnapshots {
    // For each account, the newest response that the run touched or that stands for its slot.
    static final String RESPONSES = TextResource.of(RunSnapshots.class, "run-snapshots-responses.sql");

    static final String SNAPSHOTS = TextResource.of(RunSnapshots.class, "run-snapshots-snapshots.sql");

    private final JdbcOperations jdbc;

    RunSnapshots(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A response of an account and its state.
     *
     * @param snapshot the snapshot of its time or slot; null without one
     */
    record Entry(
            int accountId,
            long responseId,
            ResponseState state,
            @Nullable String reason,
            @Nullable RecordedSnapshot snapshot) {}

    /**
     * Returns the entries of the accounts that have a response, by account.
     *
     * @param responseIds the keys of the responses that the run stored or finished
     * @param slot the slot that the run stands for; null without a slot
     */
    Map<Integer, Entry> of(Collection<Account> accounts, Collection<Long> responseIds, @Nullable Slot slot) {
        Integer[] accountIds = accounts.stream().map(Account::id).toArray(Integer[]::new);
        List<Entry> responses = jdbc.query(
                RESPONSES,
                (row, number) -> new Entry(
                        row.getInt("account_id"),
                        row.getLong("response_id"),
                        ResponseState.of(row.getString("state")),
                        row.getString("state_reason"),
                        null),
                responseIds.toArray(Long[]::new),
                accountIds,
                Timestamps.ofNullable(slot == null ? null : slot.instant()));
        Map<Integer, RecordedSnapshot> snapshots = snapshots(responses, slot);
        return responses.stream()
                .map(a -> new Entry(a.accountId(), a.responseId(), a.state(), a.reason(), snapshots.get(a.accountId())))
                .collect(Collectors.toMap(Entry::accountId, Function.identity()));
    }

    private Map<Integer, RecordedSnapshot> snapshots(List<Entry> responses, @Nullable Slot slot) {
        List<Entry> recorded = responses.stream()
                .filter(a -> a.state() == ResponseState.RECORDED || a.state() == ResponseState.DUPLICATE)
                .toList();
        return jdbc
                .query(
                        SNAPSHOTS,
                        (row, number) -> new RecordedSnapshot(
                                row.getInt("account_id"),
                                Timestamps.get(row, "response_time"),
                                Timestamps.getNullable(row, "previous_time"),
                                new Seal(row.getLong("sequence"), row.getBytes("seal")),
                                row.getInt("currency_count"),
                                row.getInt("previous_count"),
                                texts(row, "negative"),
                                texts(row, "overdrawn")),
                        recorded.stream().map(Entry::responseId).toArray(Long[]::new),
                        recorded.stream().map(Entry::accountId).toArray(Integer[]::new),
                        Timestamps.ofNullable(slot == null ? null : slot.instant()))
                .stream()
                .collect(Collectors.toMap(RecordedSnapshot::accountId, Function.identity()));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
