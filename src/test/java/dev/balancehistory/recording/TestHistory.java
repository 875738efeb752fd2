package dev.balancehistory.recording;

import com.zaxxer.hikari.HikariDataSource;
import dev.balancehistory.archive.AccountRegistry.Registration;
import dev.balancehistory.archive.Archive;
import dev.balancehistory.archive.FinishedResponse;
import dev.balancehistory.archive.PendingResponse;
import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.Balance;
import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.balance.ResponseBody;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Sha256;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.balance.TimeSource;
import dev.balancehistory.database.Database;
import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.recording.SnapshotStore.ReadResponse;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A history with nothing in it, and short ways to fill it. Tests that share one take accounts of their own. */
public final class TestHistory implements AutoCloseable {
    public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    public final TestDatabase database = TestDatabase.migrated();
    public final HikariDataSource pool = Database.open(
            // A slow machine is no fault.
            new Database.Settings(
                    database.url() + "?options=-c%20lock_timeout=10min", database.user(), database.password()));
    public final Archive archive = archive(pool);
    final SnapshotStore snapshots = snapshots(pool);

    private static final AtomicInteger ACCOUNTS = new AtomicInteger();

    /** Adds an account. */
    public Account account() {
        return archive.accounts()
                .register(List.of(new Registration("account-" + ACCOUNTS.incrementAndGet(), "bitfront", null)))
                .accounts()
                .get(0);
    }

    public static Balance balance(String currency, String total, String available) {
        return new Balance("spot", currency, new BigDecimal(total), new BigDecimal(available));
    }

    public static RawResponse response(Instant time, byte[] body) {
        return response(time, "1000", "SUCCESS", body, ResponseState.RECEIVED, null);
    }

    /** A response with its own time; without a time, a request without a response. */
    public static RawResponse response(
            Instant time, String status, String message, byte[] body, ResponseState state, String reason) {
        return new RawResponse(
                NOON,
                time == null ? NOON : time,
                time,
                time == null ? null : TimeSource.BODY,
                status,
                message,
                "bitfront/1",
                body == null ? null : ResponseBody.of(body),
                state,
                reason);
    }

    /** Adds a response to the inbox and reads its balances, as a run does. */
    ReadResponse read(Account account, Slot slot, Instant time, Balance... balances) {
        return read(archive, account, slot, time, balances);
    }

    static ReadResponse read(Archive archive, Account account, Slot slot, Instant time, Balance... balances) {
        byte[] body = List.of(balances).toString().getBytes(StandardCharsets.UTF_8);
        long id = archive.inbox().add(account, slot, 1, response(time, body));
        PendingResponse pending = new PendingResponse(
                id,
                account.id(),
                account.name(),
                account.exchange(),
                slot == null ? null : slot.instant(),
                time,
                time,
                "body",
                "bitfront/1",
                ResponseBody.of(body),
                Sha256.of(body));
        return ReadResponse.of(pending, new Snapshot(time, List.of(balances)));
    }

    /** Records a snapshot; returns its response. */
    public ReadResponse record(Account account, Slot slot, Instant time, Balance... balances) {
        ReadResponse read = read(account, slot, time, balances);
        write(read);
        return read;
    }

    /** Writes in a transaction. */
    List<FinishedResponse> write(ReadResponse... responses) {
        return write(pool, responses);
    }

    static List<FinishedResponse> write(DataSource dataSource, ReadResponse... responses) {
        return Objects.requireNonNull(new TransactionTemplate(new JdbcTransactionManager(dataSource))
                .execute(status -> snapshots(dataSource).write(List.of(responses))));
    }

    public static Archive archive(DataSource dataSource) {
        return Archive.in(dataSource, new JdbcTransactionManager(dataSource));
    }

    private static SnapshotStore snapshots(DataSource dataSource) {
        return new SnapshotStore(new JdbcTemplate(dataSource));
    }

    @Override
    public void close() {
        pool.close();
        database.close();
    }
}
