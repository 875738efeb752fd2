package dev.balancehistory.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes a history by SQL, without fetching from an exchange. */
public final class HistoryWriter {
    private final JdbcTemplate writer;

    public HistoryWriter(JdbcTemplate writer) {
        this.writer = writer;
    }

    static Object at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static Object at(String instant) {
        return at(Instant.parse(instant));
    }

    /**
     * Adds an account.
     *
     * @param interval how often a snapshot is expected; null if not configured
     */
    public void account(String name, @Nullable String interval, String createdAt) {
        writer.update("""
                with added as (
                    insert into account_name (name) values (?) returning account_id, name
                )
                insert into account (account_id, name, exchange, expected_interval, created_at)
                select account_id, name, 'bitfront', ?::interval, ? from added
                """, name, interval, at(createdAt));
    }

    /** Records a snapshot; each balance is like {@code BTC 2.5 2} or, with its wallet, {@code trading BTC 2.5 2}. */
    public void snapshot(String account, Instant time, String... balances) {
        snapshot(account, time, 0, balances);
    }

    /** Records a snapshot that a run fetched. */
    public void snapshot(String account, Instant time, long run, String... balances) {
        snapshot(account, time, "observed", "bitfront/1", run, balances);
    }

    /** Records a snapshot that was imported, or made from an exported history. */
    public void imported(String account, Instant time, boolean exported, String... balances) {
        snapshot(account, time, "imported", exported ? "balance-history/1" : "bitfront/1", 0, balances);
    }

    private void snapshot(String account, Instant time, String origin, String format, long run, String... balances) {
        writer.update("""
                with response as (
                    insert into balance_response (account_id, origin, received_at, response_time, time_source, status,
                                                  status_message, format, body, body_sha256, state, job_execution_id)
                    select account_id, ?, ?, ?, 'body', '1000', 'SUCCESS', ?,
                           convert_to(?, 'UTF8'), sha256(convert_to(?, 'UTF8')), 'recorded', nullif(?, 0)
                      from account where name = ?
                    returning *
                ), header as (
                    insert into snapshot (account_id, response_time, response_id, time_source, currency_count,
                                          content_sha256, sequence, seal)
                    select r.account_id, r.response_time, r.response_id, r.time_source, ?, r.body_sha256,
                           coalesce(last.sequence, 0) + 1, sha256(coalesce(last.seal, '') || r.body_sha256)
                      from response r
                      left join lateral (select s.sequence, s.seal
                                           from snapshot s
                                          where s.account_id = r.account_id
                                          order by s.sequence desc
                                          limit 1) last on true
                )
                insert into balance (account_id, response_time, wallet, currency, balance, available_balance)
                select account_id, response_time, split_part(line, ' ', 1), split_part(line, ' ', 2),
                       split_part(line, ' ', 3)::numeric, split_part(line, ' ', 4)::numeric
                  from response, unnest(?) line
                """, statement -> {
            String body = String.join(", ", balances);
            int i = 0;
            statement.setString(++i, origin);
            statement.setObject(++i, at(time));
            statement.setObject(++i, at(time));
            statement.setString(++i, format);
            statement.setString(++i, body);
            statement.setString(++i, body);
            statement.setLong(++i, run);
            statement.setString(++i, account);
            statement.setInt(++i, balances.length);
            Object[] lines = Stream.of(balances).map(HistoryWriter::withWallet).toArray();
            statement.setArray(++i, statement.getConnection().createArrayOf("text", lines));
        });
    }

    private static String withWallet(String balance) {
        return balance.split(" ").length == 3 ? "spot " + balance : balance;
    }

    /** Adds a request that gave no snapshot. */
    public void unrecorded(
            String account, String receivedAt, String state, @Nullable Integer code, @Nullable String words, long run) {
        writer.update("""
                insert into balance_response (account_id, origin, received_at, status, status_message, format, body,
                                              body_sha256, state, state_reason, job_execution_id)
                select account_id, 'observed', ?, ?, ?, 'bitfront/1', '{}', sha256('{}'), ?, 'because ' || ?,
                       nullif(?, 0)
                  from account where name = ?
                """, at(receivedAt), code == null ? null : code.toString(), words, state, words, run, account);
    }

    /** Adds a run of these accounts as Spring Batch does; returns its number. */
    public long run(
            String startedAt,
            @Nullable String endedAt,
            String status,
            String exitCode,
            String message,
            String accounts) {
        // From the same sequences as the program's own runs, which may follow.
        long run = next("batch.batch_job_execution_seq");
        long instance = next("batch.batch_job_instance_seq");
        writer.update(
                "insert into batch.batch_job_instance values (?, 0, 'recordBalances', md5(?::text))", instance, run);
        writer.update("""
                insert into batch.batch_job_execution (job_execution_id, version, job_instance_id, create_time,
                    start_time, end_time, status, exit_code, exit_message)
                values (?, 1, ?, ?::timestamp, ?::timestamp, ?::timestamp, ?, ?, ?)
                """, run, instance, utc(startedAt), utc(startedAt), utc(endedAt), status, exitCode, message);
        writer.update(
                "insert into batch.batch_job_execution_params values (?, 'accounts', 'java.lang.String', ?, 'Y')",
                run,
                accounts);
        return run;
    }

    private long next(String sequence) {
        return Objects.requireNonNull(writer.queryForObject("select nextval(?::regclass)", Long.class, sequence));
    }

    /** Adds a step of a run. */
    public void step(long run, String name, String status, String exitCode, String message) {
        writer.update("""
                insert into batch.batch_step_execution (step_execution_id, version, step_name, job_execution_id,
                    create_time, status, exit_code, exit_message)
                values (nextval('batch.batch_step_execution_seq'), 1, ?, ?, now(), ?, ?, ?)
                """, name, run, status, exitCode, message);
    }

    /** Adds an account that a run fetched. */
    public void accountRun(long run, String account, String outcome, int exitCode, @Nullable String problem) {
        writer.update("""
                insert into account_run
                select ?, account_id, ?, ?, ?, now(), now() from account where name = ?
                """, run, outcome, exitCode, problem, account);
    }

    private static @Nullable String utc(@Nullable String instant) {
        return instant == null ? null : instant.replace("Z", "");
    }
}
