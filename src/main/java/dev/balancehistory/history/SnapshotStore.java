package dev.balancehistory.history;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Snapshot;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** The snapshots: written whole, once, and never changed. */
public final class SnapshotStore {
    // One transaction at a time writes an account. Its times and its slots are both unique, and no order of writing
    // suits both: two transactions could wait for each other.
    static final String WAIT_FOR_TURN = "select pg_advisory_xact_lock(?, account_id) from unnest(?) as account_id";

    /** The first half of the lock's key; the second is the account. */
    static final int WRITES_ACCOUNT = 0x62616c61;

    // The header gates the rows: only a header that was new brings its rows, in the same statement.
    private static final String WRITE = """
            with header as (
                insert into snapshot (account_id, response_time, slot, response_id, currency_count, content_sha256)
                select account_id, response_time, slot, response_id, currency_count, content_sha256
                  from unnest(?, ?, ?, ?, ?, ?)
                    as answer (response_id, account_id, response_time, slot, content_sha256, currency_count)
                 order by response_id
                on conflict do nothing
                returning response_id, account_id, response_time
            )
            insert into balance (account_id, response_time, currency, balance, available_balance)
            select h.account_id, h.response_time, b.currency, b.balance, b.available_balance
              from unnest(?, ?, ?, ?) as b (response_id, currency, balance, available_balance)
              join header h on h.response_id = b.response_id
             order by h.account_id, h.response_time, b.currency
            """;

    // A statement of its own, so that it sees what another transaction has committed while the first one waited.
    static final String SETTLE = """
            update balance_response r
               set state = settled.state, state_reason = settled.reason
              from (select a.response_id,
                           case when same_time.response_id = a.response_id then 'recorded'
                                when same_time.content_sha256 <> a.content_sha256 then 'conflict'
                                when coalesce(same_time.response_id, same_slot.response_id) is not null then 'duplicate'
                           end as state,
                           case when same_time.response_id = a.response_id then null
                                when same_time.content_sha256 <> a.content_sha256
                                then 'response ' || same_time.response_id
                                     || ' has recorded other balances for the same responseTime'
                                when same_time.response_id is not null
                                then 'response ' || same_time.response_id || ' has recorded the same answer'
                                else 'response ' || same_slot.response_id || ' has recorded the slot already'
                           end as reason
                      from unnest(?, ?, ?, ?, ?)
                        as a (response_id, account_id, response_time, slot, content_sha256)
                      left join snapshot same_time
                        on same_time.account_id = a.account_id and same_time.response_time = a.response_time
                      left join snapshot same_slot
                        on same_slot.account_id = a.account_id and same_slot.slot = a.slot) settled
             where r.response_id = settled.response_id
               and r.state = 'received'
            returning r.response_id, r.state, r.state_reason
            """;

    private final JdbcOperations jdbc;

    public SnapshotStore(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** An answer and the snapshot that it says. */
    // Compared by identity: nobody compares them.
    @SuppressWarnings("ArrayRecordComponent")
    public record ReadResponse(PendingResponse response, Snapshot snapshot, byte[] contentSha256) {
        public ReadResponse(PendingResponse response, Snapshot snapshot) {
            this(response, snapshot, snapshot.contentSha256());
        }
    }

    /**
     * Writes each snapshot with all its rows and settles its answer: recorded, or a duplicate or conflict of what is
     * there. To be called in a transaction.
     *
     * @return what became of the answers, less those that another run has settled meanwhile
     */
    public List<SettledResponse> write(List<ReadResponse> responses) {
        if (responses.isEmpty()) {
            return List.of();
        }
        Integer[] accounts = responses.stream()
                .map(r -> r.response().accountId())
                .distinct()
                .sorted()
                .toArray(Integer[]::new);
        jdbc.query(WAIT_FOR_TURN, row -> {}, WRITES_ACCOUNT, accounts);
        jdbc.update(WRITE, (PreparedStatement statement) -> bindSnapshots(statement, responses));
        return jdbc.query(
                SETTLE,
                (PreparedStatement statement) -> bindKeys(statement, responses),
                (row, number) -> new SettledResponse(
                        row.getLong("response_id"),
                        ResponseState.of(row.getString("state")),
                        row.getString("state_reason")));
    }

    private static void bindSnapshots(PreparedStatement statement, List<ReadResponse> responses) throws SQLException {
        bindKeys(statement, responses);
        List<Row> rows = responses.stream().flatMap(Row::of).toList();
        setArray(statement, 6, "int4", responses, r -> r.snapshot().balances().size());
        setArray(statement, 7, "int8", rows, Row::responseId);
        setArray(statement, 8, "text", rows, row -> row.balance().currency());
        setArray(statement, 9, "numeric", rows, row -> row.balance().total());
        setArray(statement, 10, "numeric", rows, row -> row.balance().available());
    }

    static void bindKeys(PreparedStatement statement, List<ReadResponse> responses) throws SQLException {
        setArray(statement, 1, "int8", responses, r -> r.response().id());
        setArray(statement, 2, "int4", responses, r -> r.response().accountId());
        setArray(
                statement,
                3,
                "timestamptz",
                responses,
                r -> Timestamps.of(r.snapshot().responseTime()));
        setArray(
                statement,
                4,
                "timestamptz",
                responses,
                r -> Timestamps.ofNullable(r.response().slot()));
        byte[][] hashes = responses.stream().map(ReadResponse::contentSha256).toArray(byte[][]::new);
        statement.setArray(5, statement.getConnection().createArrayOf("bytea", hashes));
    }

    static <T> void setArray(
            PreparedStatement statement, int index, String type, List<T> items, Function<T, @Nullable Object> column)
            throws SQLException {
        Object[] values = items.stream().map(column).toArray();
        statement.setArray(index, statement.getConnection().createArrayOf(type, values));
    }

    /** A row to be, and the answer that it belongs to. */
    private record Row(long responseId, Balance balance) {
        static Stream<Row> of(ReadResponse read) {
            return read.snapshot().balances().stream()
                    .map(balance -> new Row(read.response().id(), balance));
        }
    }
}
