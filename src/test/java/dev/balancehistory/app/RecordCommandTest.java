package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.balancehistory.localexchange.Holding;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows that a run records, and its messages. */
class RecordCommandTest {
    private static final String SLOT = "--slot=2026-01-01T00:00:00Z";

    private static final String REJECTED =
            "account main: response \\d+ can't be recorded: a check or a trigger of the database";

    private Workbench bench;

    @BeforeEach
    void open() {
        // Other tests cover the rate limits.
        bench = new Workbench(Settings.strict().withoutRateLimits());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aSnapshotThatTheDatabaseRejectsBlocksNoOtherAccount() {
        bench.account("main", Holdings.moving(1)).account("other", Holdings.moving(1));
        assertThat(bench.run("record").code()).isZero();
        bench.database.sql().execute("""
                create function reject() returns trigger language plpgsql as $$ begin
                    if new.account_id = (select account_id from account where name = 'main') then
                        raise exception 'no' using errcode = '23514';
                    end if;
                    return new;
                end $$;
                create trigger reject before insert on snapshot for each row execute function reject()""");

        for (int i = 0; i < 2; i++) {
            Workbench.Ended run = bench.run("record");
            assertThat(run.code()).as(run.err()).isEqualTo(78);
            assertThat(run.err()).containsPattern(REJECTED).doesNotContain("\tat ");
            assertThat(run.out()).contains("1 of 2 accounts recorded");
        }
        assertThat(bench.database.count("select from recorded_snapshot where account = 'other'"))
                .isEqualTo(3);
        assertThat(bench.database.value(
                        "select message from run_history order by started_at desc limit 1", String.class))
                .containsPattern("^" + REJECTED);

        bench.database.sql().execute("drop trigger reject on snapshot");
        assertThat(bench.run("record").code()).isZero();
        assertThat(bench.database.count("select from recorded_snapshot where account = 'main'"))
                .isEqualTo(4);
        assertThat(bench.run("verify").code()).isZero();
    }

    /** One that waits for the network holds up the end of the process by 300 ms. */
    @Test
    void noThreadOutlivesTheRun() throws InterruptedException {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        bench.account("main", Holdings.seed());

        assertThat(bench.run("record").code()).isZero();

        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!before.contains(thread) && thread.getName().matches("(HttpClient.*Selector|balance-history:).*")) {
                thread.join(30_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    @Test
    @Tag("I3")
    void thePublishedExampleIsRecordedDigitForDigit() {
        bench.account("main", Holdings.seed());
        bench.exchange.next("key-main", Misbehaviour.responseTime(Instant.ofEpochMilli(1525239801363L)));

        Workbench.Ended run = bench.run("record");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(texts("select currency || ' ' || balance || ' ' || available_balance || ' ' || locked_balance"
                        + " from balance_history order by currency"))
                .containsExactly(
                        "BCH 1000000000 1000000000 0",
                        "BTC 3999974992.35615 3999970806.72614 4185.63001",
                        "ETH 1000107794.9999858 1000107794.9999858 0.0000000",
                        "USDT 1000000000 999998671.673 1328.327",
                        "XRP 1000003043.7 1000002063.7 980.0");
        assertThat(texts("select distinct response_time::text from balance_history"))
                .containsExactly("2018-05-02 05:43:21.363+00");
        assertThat(texts("select origin from balance_history")).containsOnly("observed");
    }

    @Test
    void theTableShowsAmountsAndTheChangeSinceTheSnapshotBefore() {
        bench.account("main", Holdings.fixed(new Holding("BTC", "1.50", "1.25"), new Holding("XRP", "7", "7")));
        Workbench.Ended first = bench.run("record");
        bench.exchange.next(
                "key-main",
                Misbehaviour.holdings(
                        Holdings.fixed(new Holding("BTC", "1.25", "1.25"), new Holding("ETH", "2", "0"))));
        Workbench.Ended second = bench.run("record");

        assertThat(first.out()).containsPattern("BTC +1\\.50 +1\\.25 +0\\.25 +first snapshot");
        assertThat(second.out())
                .containsPattern("BTC +1\\.25 +1\\.25 +0\\.00 +-0\\.25")
                .containsPattern("ETH +2 +0 +2 +new")
                .containsPattern("XRP +not reported")
                .contains("change since ")
                .contains("Run 2: 1 of 1 accounts recorded in jdbc:postgresql://");
    }

    @Test
    void theLastLineHasTheStartThatTheReportOfTheRunsLists() {
        bench.account("main", Holdings.seed());

        String last = bench.run("record").out().lines().reduce("", (before, line) -> line);

        assertThat(bench.run("export", "runs").out())
                .contains("recordBalances," + last.substring(last.lastIndexOf(' ') + 1) + ",");
    }

    @Test
    void eachTableEndsWithTheNewestSealOfItsAccount() {
        bench.account("main", Holdings.moving(1)).account("other", Holdings.moving(2));
        assertThat(bench.run("record", "--account=main").out())
                .contains("\n  newest seal: 1 " + seal("main", 1) + "\n\nRun 1: ");

        Workbench.Ended second = bench.run("record");

        assertThat(second.out().lines().filter(line -> line.contains("newest seal: ")))
                .containsExactly("  newest seal: 2 " + seal("main", 2), "  newest seal: 1 " + seal("other", 1));
        assertThat(bench.run("export", "seals").out()).contains(seal("main", 2));
        assertThat(bench.run("record", "--quiet").out()).doesNotContain("seal");
    }

    /** Also where another snapshot is newer than the one shown. */
    @Test
    void aDuplicateIsShownWithTheNewestSeal() {
        bench.account("main", Holdings.moving(1));
        assertThat(bench.run("record", SLOT).code()).isZero();
        assertThat(bench.run("record", "--slot=2026-01-01T00:01:00Z").code()).isZero();

        Workbench.Ended again = bench.run("record", SLOT);

        assertThat(again.out()).contains("recorded already").contains("\n  newest seal: 2 " + seal("main", 2) + "\n");
    }

    private String seal(String account, int sequence) {
        return bench.database.value(
                "select left(encode(seal, 'hex'), 16) from snapshot join account using (account_id) where name = '"
                        + account + "' and sequence = " + sequence,
                String.class);
    }

    @Test
    void currenciesOfSeveralWalletsAreShownWithTheirWallet() {
        bench.account("main", Holdings.fixed(new Holding("BTC", "1.50", "1.25"), new Holding("XRP", "7", "7")));
        assertThat(bench.run("record", SLOT).out())
                .containsPattern("\n  BTC +1\\.50 ")
                .doesNotContain("spot");
        bench.database
                .sql()
                .execute(
                        "insert into balance select account_id, response_time, 'funding', currency, 3, 2.5 from balance"
                                + " where currency = 'BTC'");

        Workbench.Ended again = bench.run("record", SLOT);

        assertThat(again.out().lines().map(String::strip).filter(line -> line.contains("(")))
                .hasSize(3)
                .anyMatch(line -> line.matches("BTC \\(funding\\) +3 +2\\.5 +0\\.5 +first snapshot"))
                .anyMatch(line -> line.matches("BTC \\(spot\\) +1\\.50 +1\\.25 +0\\.25 +first snapshot"))
                .anyMatch(line -> line.matches("XRP \\(spot\\) +7 +7 +0 +first snapshot"));
    }

    @Test
    @Tag("I2")
    void theSameSlotIsRecordedOnce() {
        bench.account("main", Holdings.moving(1));
        assertThat(bench.run("record", SLOT).code()).isZero();

        Workbench.Ended again = bench.run("record", SLOT);

        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("recorded already").contains("No run was needed");
        assertThat(bench.exchange.requests("key-main")).isEqualTo(1);
        assertThat(texts("select slot::text from snapshot")).containsExactly("2026-01-01 00:00:00+00");
        assertThat(texts("select parameter_value from batch.batch_job_execution_params where parameter_name = 'slot'"))
                .containsExactly("2026-01-01T00:00:00Z");
    }

    @Test
    void anAccountAddedLaterIsRecordedForTheSlot() {
        bench.account("main", Holdings.moving(1));
        bench.run("record", SLOT);
        bench.account("second", Holdings.moving(2));

        assertThat(bench.run("record", SLOT).code()).isZero();

        assertThat(bench.exchange.requests("key-main")).isEqualTo(1);
        assertThat(texts("select name from account join snapshot using (account_id) order by name"))
                .containsExactly("main", "second");
    }

    @Test
    @Tag("T2")
    void aRepeatedResponseIsADuplicateAndNoFailure() {
        bench.account("main", Holdings.seed());
        bench.exchange.always("key-main", Misbehaviour.responseTime(Instant.parse("2026-01-01T00:00:00.123Z")));
        bench.run("record");

        Workbench.Ended again = bench.run("record");

        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("recorded already");
        assertThat(texts("select state from balance_response order by response_id"))
                .containsExactly("recorded", "duplicate");
        assertThat(texts("select count(*)::text from balance")).containsExactly("5");
    }

    @Test
    @Tag("T3")
    void otherNumbersForTheSameTimeAreAConflictAndOverwriteNothing() {
        bench.account("main", Holdings.seed());
        Instant time = Instant.parse("2026-01-01T00:00:00.123Z");
        bench.exchange.next(
                "key-main",
                Misbehaviour.responseTime(time),
                Misbehaviour.success(time, Holdings.fixed(new Holding("BTC", "1", "1"))));
        bench.run("record");

        Workbench.Ended second = bench.run("record");

        assertThat(second.code()).isEqualTo(65);
        assertThat(second.err())
                .contains("account main")
                .contains("response 1")
                .contains("other balances for the same response time");
        assertThat(texts("select state from balance_response order by response_id"))
                .containsExactly("recorded", "conflict");
        assertThat(texts("select convert_from(body, 'UTF8') from balance_response where state = 'conflict'"))
                .singleElement()
                .asString()
                .contains("\"BTC\"");
        assertThat(texts("select balance::text from balance where currency = 'BTC'"))
                .containsExactly("3999974992.35615");
    }

    @Test
    @Tag("S3")
    void aFailingAccountBlocksNoOtherAndARestartFetchesItAlone() {
        bench.account("good", Holdings.moving(1)).account("bad", Holdings.moving(2));
        bench.exchange.next("key-bad", Misbehaviour.statusCode(6003, "NOT_ALLOWED_IP"));

        Workbench.Ended run = bench.run("record", SLOT);

        assertThat(run.code()).isEqualTo(77);
        assertThat(run.err()).contains("account bad").contains("6003").contains("IP address");
        assertThat(run.out()).contains("good  ").contains("1 of 2 accounts recorded");
        assertThat(texts("select step_name || ' ' || status from batch.batch_step_execution order by 1"))
                .as("one account's failure is none of a step")
                .containsExactly("fetchResponses COMPLETED", "takeInSpool COMPLETED", "writeSnapshots COMPLETED");
        assertThat(texts("select name || ' ' || outcome || ' ' || exit_code || ' ' || coalesce(problem, '-')"
                        + " from account_run join account using (account_id) order by name"))
                .hasSize(2)
                .element(0, STRING)
                .startsWith("bad CREDENTIALS 77 ")
                .contains("6003");
        assertThat(texts("select name || ' ' || outcome || ' ' || exit_code from account_run"
                        + " join account using (account_id) where problem is null"))
                .containsExactly("good DONE 0");

        assertThat(bench.run("record", SLOT).code()).isZero();

        assertThat(bench.exchange.requests("key-good")).isEqualTo(1);
        assertThat(bench.exchange.requests("key-bad")).isEqualTo(2);
        assertThat(texts("select i.job_instance_id || ' ' || status || ' ' || exit_code from batch.batch_job_execution"
                        + " join batch.batch_job_instance i using (job_instance_id) order by job_execution_id"))
                .containsExactly("1 FAILED CREDENTIALS", "1 COMPLETED COMPLETED");
        assertThat(texts("select job_execution_id || ' ' || name || ' ' || outcome from account_run"
                        + " join account using (account_id) order by job_execution_id, name"))
                .containsExactly("1 bad CREDENTIALS", "1 good DONE", "2 bad DONE");
    }

    @Test
    @Tag("H5")
    void aRejectedResponseIsStoredWithItsReasonAndTheSlotIsFetchedAgain() {
        bench.account("main", Holdings.moving(1));
        bench.exchange.next("key-main", Misbehaviour.body("<html>Login</html>"));

        Workbench.Ended rejected = bench.run("record", SLOT);
        Workbench.Ended again = bench.run("record", SLOT);

        assertThat(rejected.code()).isEqualTo(65);
        assertThat(rejected.err())
                .contains("not valid JSON")
                .contains("<html>Login</html>")
                .doesNotContain("\tat ");
        assertThat(again.code()).isZero();
        assertThat(
                        texts(
                                "select state || ' ' || convert_from(body, 'UTF8') from balance_response where response_id = 1"))
                .containsExactly("rejected <html>Login</html>");
        assertThat(texts("select count(*)::text from snapshot")).containsExactly("1");
    }

    @Test
    @Tag("H10")
    void anEmptyListIsASnapshotWithoutRowsAndAWarning() {
        bench.account("main", Holdings.seed());
        bench.run("record");
        bench.exchange.next("key-main", Misbehaviour.holdings(Holdings.fixed()));

        Workbench.Ended run = bench.run("record");

        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("warning").contains("lists no currency");
        assertThat(texts("select currency_count::text from snapshot order by response_time"))
                .containsExactly("5", "0");
    }

    @Test
    @Tag("H11")
    void oddAmountsAreRecordedAsSentWithAWarningWhenTheyBegin() {
        bench.account("main", Holdings.fixed(new Holding("BTC", "-1.5", "-1.5"), new Holding("XRP", "1", "2")));

        Workbench.Ended run = bench.run("record");

        assertThat(run.code()).isZero();
        assertThat(run.err())
                .contains("BTC (spot) has a negative balance")
                .contains("XRP (spot) has a larger available part");
        assertThat(texts("select balance::text from balance order by currency")).containsExactly("-1.5", "1");

        Workbench.Ended next = bench.run("record");

        assertThat(next.err()).isEmpty();
        assertThat(next.out()).contains("-1.5");
    }

    @Test
    @Tag("T5")
    void anOldResponseIsRecordedWithAWarningAndOneFromTheFutureIsRejected() {
        bench.account("main", Holdings.seed());
        bench.exchange.next(
                "key-main",
                Misbehaviour.responseTime(Instant.parse("2018-05-02T05:43:21.363Z")),
                Misbehaviour.responseTime(Instant.now().plusSeconds(2 * 86_400)));

        assertThat(bench.run("record").err()).contains("warning").contains("seconds old");
        Workbench.Ended future = bench.run("record");

        assertThat(future.code()).isEqualTo(65);
        assertThat(future.err()).contains("more than a day ahead");
        assertThat(texts("select count(*)::text from snapshot")).containsExactly("1");
    }

    @Test
    void accountsThatShareAKeyAreRecordedWithAWarning() {
        bench.account("main", Holdings.seed())
                .option("--recorder.accounts.copy.api-key=" + Workbench.key("main"))
                .option("--recorder.accounts.copy.api-secret=secret-main")
                .option("--recorder.accounts.copy.base-url=" + bench.exchange.baseUrl())
                .option("--recorder.accounts.copy.exchange=bitfront");

        Workbench.Ended run = bench.run("record");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err())
                .isEqualTo("balance-history: warning: the accounts copy, main have the same API key:"
                        + " give each account its own\n");
    }

    @Test
    @Tag("O1")
    void aRunLeavesOutALockedAccount() throws Exception {
        bench.account("main", Holdings.seed()).account("other", Holdings.seed());
        bench.run("record", "--account=main");
        try (var holder = bench.database.dataSource().getConnection()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("select 1 from account_name where name = 'main' for no key update");

            Workbench.Ended run = bench.run("record");

            assertThat(run.code()).isEqualTo(75);
            assertThat(run.err()).contains("account main: another run holds the account");
            assertThat(run.out()).contains("other  ");
            assertThat(bench.run("record", "--account=main").out())
                    .startsWith("No run was started: 0 of 1 accounts recorded in");
        }
        assertThat(bench.exchange.requests("key-main")).isEqualTo(1);
    }

    @Test
    @Tag("D7")
    void theRunFailsIfTheDatabaseRejectsAResponseOfAnEarlierRun() {
        bench.account("main", Holdings.moving(1)).account("other", Holdings.moving(1));
        assertThat(bench.run("record", SLOT, "--account=main").code()).isZero();
        assertThat(bench.run("record", SLOT, "--account=other").code()).isZero();
        bench.database
                .sql()
                .execute("insert into balance_response (account_id, origin, received_at, response_time, time_source,"
                        + " format, body, body_sha256, state)"
                        + " select account_id, 'observed', now(), response_time + interval '1 s', time_source,"
                        + " format, body, body_sha256, 'received' from balance_response limit 1;"
                        + " create function no_room() returns trigger language plpgsql"
                        + " as $$ begin raise 'no room' using errcode = '53100'; end $$;"
                        + " create trigger no_room before insert on snapshot"
                        + " for each statement execute function no_room()");

        Workbench.Ended run = bench.run("record", SLOT);

        assertThat(run.code()).as(run.err()).isEqualTo(69);
        assertThat(run.err())
                .contains("the database is not available (no room)")
                .hasLineCount(1);
    }

    @Test
    @Tag("O5")
    void aRunIsNotMarkedAsFailedWhileOneOfItsAccountsIsLocked() throws Exception {
        bench.account("good", Holdings.moving(1)).account("bad", Holdings.moving(2));
        bench.exchange.next("key-bad", Misbehaviour.statusCode(6003, "NOT_ALLOWED_IP"));
        assertThat(bench.run("record", SLOT).code()).isEqualTo(77);
        bench.database
                .sql()
                .execute("update batch.batch_job_execution set status = 'STARTED', exit_code = 'UNKNOWN',"
                        + " end_time = null");
        try (var living = bench.database.dataSource().getConnection()) {
            living.setAutoCommit(false);
            living.createStatement().execute("select pg_advisory_xact_lock_shared(x'62616c616e636573'::bigint)");
            living.createStatement().execute("select 1 from account_name where name = 'good' for no key update");

            Workbench.Ended run = bench.run("record", SLOT);

            assertThat(run.code()).isEqualTo(75);
            assertThat(run.err())
                    .contains("the run can't start: run 1 for the same slot")
                    .hasLineCount(1);
        }
        assertThat(texts("select status from batch.batch_job_execution")).containsExactly("STARTED");
    }

    /** Starts a run whose response is held back, and waits until its request has arrived. */
    private CompletableFuture<Workbench.Ended> runThatWaitsFor(CountDownLatch gate) throws Exception {
        bench.account("main", Holdings.seed());
        bench.exchange.next("key-main", Misbehaviour.held(gate));
        CompletableFuture<Workbench.Ended> run = CompletableFuture.supplyAsync(() -> bench.run("record"));
        assertThat(bench.exchange.awaitRequests("key-main", 1, Patience.LIMIT)).isTrue();
        return run;
    }

    @Test
    @Tag("D6")
    void aResponseIsRecordedThoughThePoolsConnectionsWereLost() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CompletableFuture<Workbench.Ended> run = runThatWaitsFor(gate);

        bench.database
                .sql()
                .queryForList("select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where datname = current_database() and pid <> pg_backend_pid()");
        gate.countDown();

        assertThat(run.get().code()).as(run.get().err()).isZero();
        assertThat(texts("select count(*)::text from balance")).containsExactly("5");
    }

    /** The run was frozen until another one marked it as dead. */
    @Test
    @Tag("O3")
    void aResponseIsStoredThoughTheJobMetadataOfTheRunIsLost() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CompletableFuture<Workbench.Ended> run = runThatWaitsFor(gate);

        bench.database
                .sql()
                .execute("update batch.batch_step_execution set status = 'FAILED', end_time = now(), version ="
                        + " version + 1");
        gate.countDown();

        assertThat(run.get().code()).as(run.get().err()).isEqualTo(75);
        assertThat(run.get().err()).contains("another run recovered this one").hasLineCount(1);
        assertThat(texts("select count(*)::text from balance_response where body is not null"))
                .containsExactly("1");
        assertThat(bench.run("record").code()).isZero();
        assertThat(texts("select state from balance_response")).containsOnly("recorded");
        assertThat(texts("select count(*)::text from snapshot")).containsExactly("2");
    }

    @Test
    void settingsAreReadFromMountedFiles(@TempDir Path secrets) throws IOException {
        bench.account("main", Holdings.seed());
        Files.writeString(secrets.resolve("recorder.accounts.main.api-key"), "key-main\n");
        Files.writeString(secrets.resolve("recorder.accounts.main.api-secret"), "secret-main\n");

        Workbench.Ended run = bench.without("recorder.accounts.main.api-key")
                .without("recorder.accounts.main.api-secret")
                .run("record", "--spring.config.import=configtree:" + secrets + "/");

        assertThat(run.code()).as(run.err()).isZero();
    }

    @Test
    void theSharesOfTheAccountsAreDisjointAndComplete() {
        bench.account("hedge", Holdings.seed()).account("main", Holdings.seed()).account("otc", Holdings.seed());

        for (int index = 0; index < 4; index++) {
            Workbench.Ended run = bench.run("record", "--quiet", SLOT, "--shard=" + index + "/4");
            assertThat(run.code()).as(run.err()).isZero();
        }

        assertThat(texts("select name || ' ' || count(*) from account join balance_response using (account_id)"
                        + " group by name order by name"))
                .containsExactly("hedge 1", "main 1", "otc 1");
        assertThat(texts("select parameter_value from batch.batch_job_execution_params"
                        + " where parameter_name = 'accounts' order by job_execution_id"))
                .containsExactly("hedge", "main", "otc");
    }

    @Test
    void aShareWithoutAccountsIsDoneAndReported() {
        bench.account("main", Holdings.seed());

        Workbench.Ended run = bench.run("record", "--shard=0/4");

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEqualTo("balance-history: share 0/4 has none of the accounts\n");
        assertThat(bench.exchange.requests("key-main")).isZero();
    }

    @Test
    void concurrentSharesRecordTheirOwnAccounts() throws Exception {
        bench.account("hedge", Holdings.seed()).account("main", Holdings.seed());
        CountDownLatch gate = new CountDownLatch(1);
        bench.exchange.next("key-main", Misbehaviour.held(gate));
        CompletableFuture<Workbench.Ended> held =
                CompletableFuture.supplyAsync(() -> bench.run("record", SLOT, "--shard=1/4"));
        assertThat(bench.exchange.awaitRequests("key-main", 1, Patience.LIMIT)).isTrue();

        Workbench.Ended other = bench.run("record", SLOT, "--shard=0/4");
        gate.countDown();

        assertThat(other.code()).as(other.err()).isZero();
        assertThat(held.get().code()).as(held.get().err()).isZero();
        assertThat(texts("select name from account join snapshot using (account_id) order by name"))
                .containsExactly("hedge", "main");
    }

    @Test
    void aRestartedShareIsTheSameRunAndFetchesOnlyTheMissingAccounts() {
        bench.account("second", Holdings.seed()).account("hedge", Holdings.seed());
        bench.exchange.next("key-second", Misbehaviour.body("<html>Login</html>"));

        assertThat(bench.run("record", SLOT, "--shard=0/4").code()).isEqualTo(65);
        assertThat(bench.run("record", SLOT, "--shard=0/4").code()).isZero();

        assertThat(bench.exchange.requests("key-hedge")).isEqualTo(1);
        assertThat(texts("select job_instance_id || ' ' || status from batch.batch_job_execution"
                        + " order by job_execution_id"))
                .containsExactly("1 FAILED", "1 COMPLETED");
    }

    @Test
    void everyAttemptOfAJobRecordsTheSameSlot() {
        bench.account("main", Holdings.moving(1));
        assertThat(bench.run("record", "--slot-of-job=balance-history-29712965").code())
                .isZero();

        Workbench.Ended again = bench.run("record", "--slot-of-job=balance-history-29712965");

        assertThat(again.out()).contains("recorded already");
        assertThat(texts("select slot::text from snapshot")).containsExactly("2026-06-30 00:05:00+00");
        assertThat(bench.run("record", "--slot=2026-06-30T00:05:00Z").out()).contains("recorded already");
    }

    @Test
    void quietShowsALineForEachAccountOnly() {
        bench.account("main", Holdings.seed());

        assertThat(bench.run("record", "--quiet").out().lines()).hasSize(2);
    }

    @Test
    void jobMetadataIsComplete() {
        bench.account("main", Holdings.seed());
        bench.run("record");

        assertThat(texts("select job_name || ' ' || status || ' ' || exit_code from batch.batch_job_execution"
                        + " join batch.batch_job_instance using (job_instance_id)"))
                .containsExactly("recordBalances COMPLETED COMPLETED");
        assertThat(texts("select step_name || ' ' || status || ' ' || read_count || ' ' || write_count"
                        + " from batch.batch_step_execution order by step_execution_id"))
                .containsExactly(
                        "takeInSpool COMPLETED 0 0", "fetchResponses COMPLETED 1 0", "writeSnapshots COMPLETED 1 1");
        assertThat(texts("select job_execution_id::text from balance_response")).containsExactly("1");
        assertThat(texts("select count(*)::text from batch.batch_step_execution where end_time is null"
                        + " or start_time is null"))
                .containsExactly("0");
    }

    private List<String> texts(String query) {
        return bench.database.sql().queryForList(query, String.class);
    }
}
