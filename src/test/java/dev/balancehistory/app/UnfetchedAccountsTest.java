package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Misbehaviour;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The history has the reason why a run could not fetch an account that it knows. */
class UnfetchedAccountsTest {
    private static final String WRONG = "configured wrongly: 'balance-history doctor' names the setting";

    private final Workbench bench = new Workbench();

    @BeforeEach
    void recordTwoAccounts() {
        bench.account("first", Holdings.moving(1)).account("second", Holdings.moving(1));
        // So short that every later run lies in a gap.
        bench.option("--recorder.accounts.second.interval=1ms");
        assertThat(bench.run("record").code()).isZero();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void anAccountThatIsConfiguredWrongly() {
        bench.option("--recorder.accounts.second.api-secret=");

        assertThat(bench.run("record").code()).isEqualTo(78);

        assertThat(accounts(2)).containsExactly("first 0 DONE -", "second 78 CONFIGURATION " + WRONG);
        assertThat(texts("select exit_code || ' ' || message from run_history where exit_code > 0"))
                .containsExactly("78 accounts configured wrongly: 1; second: " + WRONG);
        assertThat(causeOfTheGap()).isEqualTo("1 x " + WRONG);
        assertThat(texts("select last_run_exit_code::text from account_status where account = 'second'"))
                .containsExactly("78");
    }

    @Test
    void aSecretInTheNameOfASettingIsNotStored() {
        bench.option("--recorder.accounts.second.CANARY=x");

        assertThat(bench.run("record").code()).isEqualTo(78);

        assertThat(accounts(2)).contains("second 78 CONFIGURATION " + WRONG);
        assertThat(bench.database.everything())
                .noneMatch(row -> row.toLowerCase(Locale.ROOT).contains("canary"));
    }

    @Test
    void anAccountThatChangedItsExchange() {
        bench.option("--recorder.accounts.second.exchange=upbit");

        assertThat(bench.run("record").code()).isEqualTo(78);

        String problem = "the account is recorded from bitfront; recorder.accounts.second.exchange can't become upbit:"
                + " give it a new name";
        assertThat(accounts(2)).containsExactly("first 0 DONE -", "second 78 CONFIGURATION " + problem);
        assertThat(texts("select message from run_history where exit_code > 0")).containsExactly("second: " + problem);
    }

    @Test
    void eachProblemIsReportedWhenNoAccountCanBeFetched() {
        bench.option("--recorder.accounts.first.api-secret=");
        bench.option("--recorder.accounts.second.exchange=upbit");

        Workbench.Ended run = bench.run("record");

        assertThat(run.code()).as(run.err()).isEqualTo(78);
        assertThat(run.err())
                .hasLineCount(1)
                .contains("recorder.accounts.first.api-secret is empty", "exchange can't become upbit");
    }

    /** Either account may come first. */
    @Test
    void anAccountWhoseTurnCameAfterTheDeadline() {
        CountDownLatch never = new CountDownLatch(1);
        bench.exchange.always("key-first", Misbehaviour.held(never));
        bench.exchange.always("key-second", Misbehaviour.held(never));

        Workbench.Ended run = bench.run("record", "--recorder.concurrency=1", "--recorder.deadline=3s");
        never.countDown();

        assertThat(run.code()).as(run.err()).isEqualTo(69);
        assertThat(accounts(2))
                .hasSize(2)
                .areAtLeastOne(new Condition<>(
                        row -> row.endsWith(" 69 UNREACHABLE no request sent: the run's deadline"
                                + " (recorder.deadline) had passed"),
                        "without a request"));
    }

    /** The settings of the second run are the same, so that it restarts the first one. */
    @Test
    void aRepeatedSlotStoresTheReasonAgain() {
        bench.option("--recorder.accounts.second.api-secret=");

        assertThat(bench.run("record", "--slot=2026-01-01T00:00:00Z").code()).isEqualTo(78);
        assertThat(bench.run("record", "--slot=2026-01-01T00:00:00Z").code()).isEqualTo(78);

        assertThat(accounts(2)).containsExactly("first 0 DONE -", "second 78 CONFIGURATION " + WRONG);
        assertThat(accounts(3)).containsExactly("second 78 CONFIGURATION " + WRONG);
        assertThat(bench.exchange.requests("key-first")).isEqualTo(2);
    }

    private List<String> accounts(long run) {
        return texts("select account || ' ' || exit_code || ' ' || outcome || ' ' || coalesce(problem, '-')"
                + " from recorded_account_run where job_execution_id = " + run + " order by account");
    }

    private String causeOfTheGap() {
        return String.join("; ", texts("select cause from snapshot_gap where account = 'second'"));
    }

    private List<String> texts(String query) {
        return bench.database.sql().queryForList(query, String.class);
    }
}
