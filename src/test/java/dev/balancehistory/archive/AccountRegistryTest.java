package dev.balancehistory.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.balancehistory.archive.AccountRegistry.Registered;
import dev.balancehistory.archive.AccountRegistry.Registration;
import dev.balancehistory.balance.Account;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.recording.TestHistory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How configured accounts get into the history, and that they stay what they were. */
class AccountRegistryTest {
    private final TestHistory test = new TestHistory();
    private final AccountRegistry registry = test.archive.accounts();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void newAccountsAreAddedAndTheirKeysStay() {
        List<Account> first = register(account("b", null), account("a", null));
        List<Account> second = register(account("a", null), account("c", null), account("b", null));

        assertThat(first).extracting(Account::name).containsExactly("a", "b");
        assertThat(second).extracting(Account::name).containsExactly("a", "b", "c");
        assertThat(second).containsAll(first);
        assertThat(register(account("b", null))).containsExactly(first.get(1));
    }

    @Test
    void namesAreOrderedAsJavaOrdersThem() {
        assertThat(register(account("b-1", null), account("B", null), account("a_1", null), account("a.1", null)))
                .extracting(Account::name)
                .isSorted();
    }

    @Test
    void aRunThatChangesNothingUsesUpNoKeys() {
        for (int i = 0; i < 5; i++) {
            register(account("a", null));
        }

        assertThat(register(account("b", null)).get(0).id())
                .isEqualTo(register(account("a", null)).get(0).id() + 1);
    }

    @Test
    void theIntervalFollowsTheConfiguration() {
        register(account("a", null));
        assertThat(interval()).isNull();
        register(account("a", Duration.ofMinutes(1)));
        assertThat(interval()).isEqualTo("00:01:00");
        register(account("a", Duration.ofMillis(1500)));
        assertThat(interval()).isEqualTo("00:00:01.5");
        register(account("a", null));
        assertThat(interval()).isNull();
    }

    @Test
    void aLockedAccountIsReadAndChanged() throws SQLException {
        register(account("a", null));
        try (Connection run = test.database.dataSource().getConnection()) {
            run.setAutoCommit(false);
            run.createStatement().execute("select from account_name where name = 'a' for no key update");

            assertThat(register(account("a", Duration.ofMinutes(1)))).hasSize(1);
            assertThat(interval()).isEqualTo("00:01:00");
        }
    }

    @Test
    void anAccountOfAnotherExchangeIsRejectedAndTheOthersAreRegistered() {
        register(account("a", null));

        Registered registered = registry.register(List.of(new Registration("a", "other", null), account("b", null)));

        assertThat(registered.accounts()).extracting(Account::name).containsExactly("b");
        assertThat(registered.rejected()).containsOnlyKeys("a");
        Problem problem = registered.rejected().get("a");
        assertThat(problem)
                .hasMessageContaining("recorded from bitfront")
                .hasMessageContaining("recorder.accounts.a.exchange");
        assertThat(problem.outcome()).isEqualTo(Outcome.CONFIGURATION);
        assertThat(test.database.value("select exchange from account where name = 'a'", String.class))
                .isEqualTo("bitfront");
    }

    @Test
    void accountsWithSwappedNamesAreRejectedAndTheOthersAreRegistered() {
        register(account("a", null), account("b", null), account("c", null));
        test.database
                .sql()
                .update("update account set name = case name when 'a' then 'b' else 'a' end where name in ('a', 'b')");

        Registered registered = registry.register(List.of(account("a", null), account("b", null), account("c", null)));

        assertThat(registered.accounts()).extracting(Account::name).containsExactly("c");
        assertThat(registered.rejected()).containsOnlyKeys("a", "b");
        assertThat(registered.rejected().get("a"))
                .hasMessageContaining("different numbers for the account a")
                .extracting(Problem::outcome)
                .isEqualTo(Outcome.DATA_ERROR);
        assertThat(registry.find("b")).isNull();
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> registry.findOrAdd("b", "bitfront"))
                .withMessageContaining("different numbers for the account b");
    }

    @Test
    void aRunWaitsForAnAccountThatAnotherRunIsAdding() throws Exception {
        ExecutorService worker = Executors.newSingleThreadExecutor();
        try (Connection run = test.database.dataSource().getConnection()) {
            run.setAutoCommit(false);
            run.createStatement().execute("insert into account_name (name) values ('a')");
            Future<List<Account>> accounts = worker.submit(() -> register(account("a", null)));
            test.database.awaitWaiting();
            run.commit();

            assertThat(accounts.get()).extracting(Account::name).containsExactly("a");
        } finally {
            worker.shutdown();
        }
    }

    @Test
    @Tag("D6")
    void runsThatAddTheSameAccountsInAnotherOrderDoNotLockEachOtherOut() throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(2);
        try (Connection third = test.database.dataSource().getConnection()) {
            third.setAutoCommit(false);
            third.createStatement().execute("insert into account_name (name) values ('m')");
            Future<List<Account>> one =
                    workers.submit(() -> register(account("a", null), account("m", null), account("z", null)));
            test.database.awaitWaiting();
            Future<List<Account>> two = workers.submit(() -> register(account("z", null), account("a", null)));
            test.database.awaitWaiting(2);
            third.rollback();

            assertThat(one.get()).hasSize(3).containsAll(two.get());
        } finally {
            workers.shutdown();
        }
    }

    @Test
    void twoRunsAtOnceSeeTheSameAccounts() throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(2);
        CyclicBarrier start = new CyclicBarrier(2);
        for (int round = 0; round < 20; round++) {
            Registration[] wanted = {account("x" + round, null), account("y" + round, null)};
            Registration[] reversed = {wanted[1], wanted[0]};
            List<Future<List<Account>>> both = new ArrayList<>();
            for (Registration[] order : List.of(wanted, reversed)) {
                both.add(workers.submit(() -> {
                    start.await();
                    return register(order);
                }));
            }
            assertThat(both.get(0).get()).hasSize(2).isEqualTo(both.get(1).get());
        }
        workers.shutdown();
    }

    private static Registration account(String name, @Nullable Duration interval) {
        return new Registration(name, "bitfront", interval);
    }

    private List<Account> register(Registration... registrations) {
        return registry.register(List.of(registrations)).accounts();
    }

    private @Nullable String interval() {
        return test.database.value("select expected_interval::text from account where name = 'a'", String.class);
    }
}
