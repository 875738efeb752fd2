package dev.balancehistory.history;

import com.zaxxer.hikari.HikariDataSource;
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
import dev.balancehistory.history.AccountRegistry.Registration;
import dev.balancehistory.history.SnapshotStore.ReadResponse;
import dev.balancehistory.postgres.TestDatabase;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.transaction.support.TransactionTemplate;

/** A history with nothing in it, and short ways to fill it. Tests that share one take accounts of their own. */
final class TestHistory implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    final TestDatabase database = TestDatabase.migrated();
    final HikariDataSource pool =
            Database.open(new Database.Settings(database.url(), database.user(), database.password()));
    final History history = History.in(pool);

    private static final AtomicInteger ACCOUNTS = new AtomicInteger();

    /** Adds an account. */
    Account account() {
        return history.accounts()
                .register(List.of(new Registration("account-" + ACCOUNTS.incrementAndGet(), "bitfront", null)))
                .get(0);
    }

    static Balance balance(String currency, String total, String available) {
        return new Balance("spot", currency, new BigDecimal(total), new BigDecimal(available));
    }

    static RawResponse response(Instant time, byte[] body) {
        return response(time, "1000", "SUCCESS", body, ResponseState.RECEIVED, null);
    }

    /** A response that says when it was sent; of null, one that was not received. */
    static RawResponse response(
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

    /** Puts an answer into the inbox and says what it holds, as a run does. */
    ReadResponse read(Account account, Slot slot, Instant time, Balance... balances) {
        return read(history, account, slot, time, balances);
    }

    static ReadResponse read(History history, Account account, Slot slot, Instant time, Balance... balances) {
        byte[] body = List.of(balances).toString().getBytes(StandardCharsets.UTF_8);
        long id = history.inbox().add(account, slot, 1, response(time, body));
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

    /** Writes in a transaction. */
    List<FinishedResponse> write(ReadResponse... responses) {
        return write(history, responses);
    }

    static List<FinishedResponse> write(History history, ReadResponse... responses) {
        return Objects.requireNonNull(new TransactionTemplate(history.transactionManager())
                .execute(status -> history.snapshots().write(List.of(responses))));
    }

    @Override
    public void close() {
        pool.close();
        database.close();
    }
}
