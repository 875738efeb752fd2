package dev.balancehistory.archive;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.balance.ResponseBody;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.database.Storable;
import dev.balancehistory.database.Timestamps;
import dev.balancehistory.process.TextResource;
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
    private static final String ADD = TextResource.of(ResponseInbox.class, "response-inbox-add.sql");

    // The first one is always included, whatever its size.
    public static final String PENDING = TextResource.of(ResponseInbox.class, "response-inbox-pending.sql");

    private static final String FINISHED = TextResource.of(ResponseInbox.class, "response-inbox-finished.sql");

    public static final String SERVED = TextResource.of(ResponseInbox.class, "response-inbox-served.sql");

    private static final String OF_RUN = TextResource.of(ResponseInbox.class, "response-inbox-of-run.sql");

    // A pending response, one that is not recorded, and one that is: each is found by an index.
    public static final String KNOWN = TextResource.of(ResponseInbox.class, "response-inbox-known.sql");

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
     * @param without the keys of accounts whose responses are left out
     * @param formats the formats that this program reads
     */
    public List<PendingResponse> pending(
            Collection<Integer> without, int most, long mostBytes, Collection<String> formats) {
        return jdbc.query(
                PENDING,
                (row, number) -> pendingResponse(row),
                without.toArray(Integer[]::new),
                formats.toArray(String[]::new),
                most,
                mostBytes);
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
