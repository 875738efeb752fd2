package dev.balancehistory.archive;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.balance.ResponseBody;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.database.Storable;
import dev.balancehistory.database.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** The archive of all responses as received, and the queue of those that are not yet recorded. */
public final class ResponseInbox {
    private static final String ADD = """
            insert into balance_response (account_id, slot, origin, requested_at, received_at, response_time,
                                          time_source, status, status_message, format, body, part_lengths,
                                          body_sha256, state, state_reason, job_execution_id)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::integer[], ?, ?, ?, ?)
            returning response_id
            """;

    // The first one is always included, whatever its size.
    public static final String PENDING = """
            select response_id, account_id, name, exchange, slot, received_at, response_time, time_source, format, body,
                   part_lengths, body_sha256
              from (select next.*,
                           row_number() over (order by response_id) as place,
                           sum(octet_length(body)) over (order by response_id) as bytes
                      from (select r.response_id, r.account_id, a.name, a.exchange, r.slot, r.received_at,
                                   r.response_time, r.time_source, r.format, r.body, r.part_lengths, r.body_sha256
                              from balance_response r
                              join account a on a.account_id = r.account_id
                             where r.state = 'received' and r.format = any (?)
                             order by r.response_id
                             limit ?) next) page
             where place = 1 or bytes <= ?
             order by response_id
            """;

    private static final String FINISHED = """
            select response_id, state, state_reason
              from balance_response
             where response_id = any (?) and state <> 'received'
            """;

    public static final String SERVED = """
            select account_id
              from balance_response
             where account_id = any (?) and slot = ? and state in ('received', 'recorded', 'duplicate')
            """;

    private static final String OF_RUN = """
            select response_id
              from balance_response
             where job_execution_id = ? and account_id = ? and origin = 'observed'
             order by response_id
            """;

    // A pending response, one that is not recorded, and one that is: each is found by an index.
    public static final String KNOWN = """
            select response_id
              from balance_response
             where account_id = ? and received_at = ? and body_sha256 is not distinct from ? and state = 'received'
             union all
            select response_id
              from balance_response
             where account_id = ? and received_at = ? and body_sha256 is not distinct from ?
               and state in ('duplicate', 'conflict', 'rejected', 'failed') and origin <> 'imported'
             union all
            select r.response_id
              from snapshot s
              join balance_response r on r.response_id = s.response_id and r.account_id = s.account_id
             where s.account_id = ? and s.response_time = ?
               and r.received_at = ? and r.body_sha256 is not distinct from ?
            """;

    private final JdbcOperations jdbc;

    public ResponseInbox(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Stores a response that a run received; returns its key. */
    public long add(Account account, @Nullable Slot slot, long jobExecutionId, RawResponse response) {
        return add(account, slot, "observed", jobExecutionId, response);
    }

    /**
     * Stores a response from the spool. To be called in a transaction.
     *
     * @param jobExecutionId the run that received it, or that takes it in if that run is unknown
     * @return its key; empty if it is stored already, by the run that received it or from the spool
     */
    public Optional<Long> addSpooled(Account account, @Nullable Slot slot, long jobExecutionId, RawResponse response) {
        return isKnown(account, response)
                ? Optional.empty()
                : Optional.of(add(account, slot, "spooled", jobExecutionId, response));
    }

    private boolean isKnown(Account account, RawResponse response) {
        int id = account.id();
        OffsetDateTime received = Timestamps.of(response.receivedAt());
        byte[] hash = sha256(response);
        OffsetDateTime time = Timestamps.ofNullable(response.responseTime());
        return !jdbc.queryForList(KNOWN, Long.class, id, received, hash, id, received, hash, id, time, received, hash)
                .isEmpty();
    }

    private long add(Account account, @Nullable Slot slot, String origin, long jobExecutionId, RawResponse response) {
        Long id = jdbc.queryForObject(
                ADD,
                Long.class,
                account.id(),
                Timestamps.ofNullable(slot == null ? null : slot.instant()),
                origin,
                Timestamps.of(response.requestedAt()),
                Timestamps.of(response.receivedAt()),
                Timestamps.ofNullable(response.responseTime()),
                response.timeSource() == null ? null : response.timeSource().code(),
                Storable.text(response.status()),
                Storable.text(response.statusMessage()),
                response.format(),
                response.body() == null ? null : response.body().bytes(),
                response.body() == null ? null : PartLengths.of(response.body().partLengths()),
                sha256(response),
                response.state().code(),
                Storable.text(response.reason()),
                jobExecutionId);
        return Objects.requireNonNull(id);
    }

    private static byte @Nullable [] sha256(RawResponse response) {
        return response.body() == null ? null : response.body().sha256();
    }

    /**
     * Returns the next pending responses in order of arrival: at most {@code most}, with at most {@code mostBytes} in
     * total unless the first one alone is larger.
     *
     * @param formats the formats that this program reads
     */
    public List<PendingResponse> pending(int most, long mostBytes, Collection<String> formats) {
        return jdbc.query(
                PENDING, (row, number) -> pendingResponse(row), formats.toArray(String[]::new), most, mostBytes);
    }

    /** Returns those of the responses that are in a final state. */
    public List<FinishedResponse> finished(Collection<Long> ids) {
        return jdbc.query(
                FINISHED,
                (row, number) -> new FinishedResponse(
                        row.getLong("response_id"),
                        ResponseState.of(row.getString("state")),
                        row.getString("state_reason")),
                (Object) ids.toArray(Long[]::new));
    }

    /** Returns those of the accounts that have a response for the slot and need no other. */
    public Set<Integer> servedAccounts(Collection<Account> accounts, Slot slot) {
        Integer[] ids = accounts.stream().map(Account::id).toArray(Integer[]::new);
        return jdbc.queryForList(SERVED, Integer.class, ids, Timestamps.of(slot.instant())).stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the keys of the responses that a run has stored for an account. */
    public List<Long> ofRun(long jobExecutionId, Account account) {
        return jdbc.query(OF_RUN, (row, number) -> row.getLong(1), jobExecutionId, account.id());
    }

    private static PendingResponse pendingResponse(ResultSet row) throws SQLException {
        return new PendingResponse(
                row.getLong("response_id"),
                row.getInt("account_id"),
                row.getString("name"),
                row.getString("exchange"),
                Timestamps.getNullable(row, "slot"),
                Timestamps.get(row, "received_at"),
                Timestamps.getNullable(row, "response_time"),
                row.getString("time_source"),
                row.getString("format"),
                new ResponseBody(row.getBytes("body"), PartLengths.get(row)),
                row.getBytes("body_sha256"));
    }
}
