package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.Served;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;

/** A run whose database is not usable fetches all the same, and the next run records its responses. */
class OutageTest {
    private static final String URL = "--spring.datasource.url=";

    private Workbench bench;
    private Socket unused;

    @BeforeEach
    void open() throws IOException {
        bench = new Workbench(Settings.strict().withoutRateLimits()).account("main", Holdings.moving(1));
        // Bound and not listening, so that no other server gets its port.
        unused = new Socket();
        unused.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void close() throws IOException {
        unused.close();
        bench.close();
    }

    @Test
    @Tag("D1")
    @Tag("D12")
    void eachTickOfAnOutageBecomesOneSnapshotInOrder() {
        bench.account("other", Holdings.moving(2));
        stopDatabase();
        for (int tick = 1; tick <= 3; tick++) {
            Workbench.Ended run = bench.run("record", slot(tick));

            assertThat(run.code()).as(run.err()).isEqualTo(69);
            assertThat(run.err().lines())
                    .hasSize(3)
                    .first()
                    .asString()
                    .startsWith("balance-history: jdbc:postgresql://localhost:" + unused.getLocalPort()
                            + "/balances: the database is out of reach: ");
            assertThat(bench.spooled()).hasSize(2 * tick);
            assertThat(run.err())
                    .contains("account main: the response is stored in " + bench.spool)
                    .contains("account other: the response is stored in " + bench.spool);
        }
        startDatabase();

        Workbench.Ended next = bench.run("record", slot(4));

        assertThat(next.code()).as(next.err()).isZero();
        assertThat(next.err().lines())
                .containsExactly(
                        "balance-history: account main: 3 responses of other runs are recorded",
                        "balance-history: account other: 3 responses of other runs are recorded");
        assertThat(bench.spooled()).isEmpty();
        for (String account : List.of("main", "other")) {
            assertThat(texts("select to_char(s.slot, 'MI') || ' ' || s.sequence || ' ' || r.origin"
                            + " || ' ' || r.job_execution_id from snapshot s"
                            + " join balance_response r using (account_id, response_id) join account using (account_id)"
                            + " where name = '" + account + "' order by s.response_time"))
                    .containsExactly("01 1 spooled 1", "02 2 spooled 1", "03 3 spooled 1", "04 4 observed 1");
            assertThat(texts("select (extract(epoch from response_time) * 1000)::bigint::text from snapshot"
                            + " join account using (account_id) where name = '" + account + "' order by 1"))
                    .containsExactlyElementsOf(bench.exchange.served("key-" + account).stream()
                            .map(served -> String.valueOf(served.responseTime().toEpochMilli()))
                            .toList());
        }
        assertThat(texts("select count(*)::text from account_run")).containsExactly("2");
        assertThat(bench.run("verify").code()).isZero();
    }

    @Test
    @Tag("D1")
    void oneLineCountsTheResponsesOfManyAccounts() {
        for (int i = 0; i < 10; i++) {
            bench.account("other" + i, Holdings.moving(2));
        }
        stopDatabase();
        assertThat(bench.run("record", slot(1)).code()).isEqualTo(69);
        startDatabase();

        Workbench.Ended next = bench.run("record", slot(2));

        assertThat(next.code()).as(next.err()).isZero();
        assertThat(next.err().lines())
                .containsExactly("balance-history: 11 responses of other runs, of 11 accounts, are recorded");
    }

    @Test
    @Tag("D1")
    void theBalancesOfTheResponseArePrinted() {
        stopDatabase();

        Workbench.Ended run = bench.run("record");

        Served served = bench.exchange.served("key-main").get(0);
        assertThat(run.out().lines())
                .hasSize(served.holdings().size() + 4)
                .startsWith("main  " + served.responseTime() + "  in the spool")
                .endsWith("", "Without the database: the responses of 1 of 1 accounts are stored in " + bench.spool);
        assertThat(served.holdings())
                .isNotEmpty()
                .allSatisfy(holding -> assertThat(run.out())
                        .containsPattern("(?m)^  " + holding.currency() + " +" + holding.balance() + " +"
                                + holding.availableBalance() + " "));
        assertThat(run.out()).doesNotContain("seal");
        assertThat(bench.run("record", "--quiet").out().lines()).hasSize(1);
    }

    @Test
    @Tag("D12")
    void aSlotIsNotFetchedAgainWhileItsResponseWaits() {
        stopDatabase();
        bench.exchange.next("key-main", Misbehaviour.body("<html>Login</html>"));

        Workbench.Ended rejected = bench.run("record", slot(1));
        assertThat(rejected.code()).as(rejected.err()).isEqualTo(69);
        assertThat(rejected.err()).contains("account main: the response is malformed: ", "; the response is stored in");
        assertThat(bench.run("record", slot(1)).code()).isEqualTo(69);
        assertThat(bench.exchange.requests("key-main"))
                .as("a rejected response does not serve its slot")
                .isEqualTo(2);

        Workbench.Ended again = bench.run("record", slot(1));

        assertThat(again.code()).as(again.err()).isEqualTo(69);
        assertThat(again.err())
                .contains("account main: the response is stored in "
                        + bench.spooled().get(1));
        assertThat(again.out()).contains("  in the spool", "the responses of 1 of 1 accounts");
        assertThat(bench.exchange.requests("key-main")).isEqualTo(2);
        startDatabase();
        assertThat(bench.run("record", slot(1)).code()).isEqualTo(65);
        assertThat(texts("select state from balance_response order by 1")).containsExactly("recorded", "rejected");
        assertThat(bench.exchange.requests("key-main")).isEqualTo(2);
    }

    @Test
    @Tag("D12")
    void eachRunWithoutASlotIsASnapshot() {
        stopDatabase();
        assertThat(bench.run("record").code()).isEqualTo(69);
        assertThat(bench.run("record").code()).isEqualTo(69);
        startDatabase();

        assertThat(bench.run("record").code()).isZero();

        assertThat(texts("select origin from balance_response order by response_id"))
                .containsExactly("spooled", "spooled", "observed");
        assertThat(bench.database.count("select from snapshot where slot is null"))
                .isEqualTo(3);
    }

    /** Nothing but the key distinguishes it from the other attempts to insert it. */
    @Test
    @Tag("F6")
    void aFileThatReappearsIsRecordedOnce() throws Exception {
        stopDatabase();
        assertThat(bench.run("record").code()).isEqualTo(69);
        startDatabase();
        Path file = bench.spooled().get(0);
        byte[] content = Files.readAllBytes(file);
        assertThat(bench.run("record").code()).isZero();

        Files.write(file, content);
        Workbench.Ended again = bench.run("record");

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(bench.spooled()).isEmpty();
        assertThat(bench.database.count("select from balance_response where origin = 'spooled'"))
                .isOne();
    }

    @Test
    @Tag("S3")
    void aFailedAccountHasItsOwnProblemAndBlocksNoOther() {
        bench.account("wrong", Holdings.seed()).option("--recorder.accounts.wrong.api-secret=CANARY");
        bench.option("--recorder.accounts.broken.api-key=CANARY");
        stopDatabase();

        Workbench.Ended run = bench.run("record");

        assertThat(run.code()).as(run.err()).isEqualTo(69);
        assertThat(run.err().lines()).hasSize(4);
        assertThat(run.err())
                .contains("account wrong: the exchange reports 4003", "account broken: ")
                .doesNotContain("CANARY");
        assertThat(run.out()).contains("the responses of 1 of 3 accounts are stored");
        assertThat(bench.spooled()).hasSize(1);
    }

    @Test
    @Tag("D10")
    void aDatabaseThatRejectsTheProgramCostsNoSnapshot() {
        TestDatabase.Login login = bench.database.login();
        String url = bench.database.url();
        keepsItsCode(77, "--spring.datasource.username=" + login.user(), "--spring.datasource.password=CANARY");
        keepsItsCode(78, URL + url + "_not");
        keepsItsCode(
                77, "--spring.datasource.username=" + login.user(), "--spring.datasource.password=" + login.password());

        assertThat(bench.run("record", slot(9)).code()).isZero();
        assertThat(bench.database.count("select from snapshot")).isEqualTo(4);
    }

    @Test
    @Tag("D9")
    void aDatabaseOfAnotherVersionCostsNoSnapshot() {
        bench.database
                .sql()
                .execute("insert into flyway_schema_history select 1000, '1000', 'later', type, script, checksum,"
                        + " installed_by, installed_on, execution_time, success from flyway_schema_history"
                        + " where installed_rank = 2");
        keepsItsCode(78);
        keepsItsCode(78, "--spring.flyway.enabled=false");
        bench.database.sql().execute("delete from flyway_schema_history where version = '1000'");

        assertThat(bench.run("record", slot(9)).code()).isZero();
        assertThat(bench.database.count("select from snapshot")).isEqualTo(3);
    }

    private void keepsItsCode(int code, String... options) {
        List<String> command =
                new ArrayList<>(List.of("record", slot(bench.spooled().size())));
        command.addAll(List.of(options));
        int before = bench.spooled().size();

        Workbench.Ended run = bench.run(command.toArray(String[]::new));

        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(run.err().lines()).hasSize(2);
        assertThat(run.err()).doesNotContain("CANARY");
        assertThat(bench.spooled()).hasSize(before + 1);
    }

    /** The connection is there, and a statement before the first request fails. */
    @ParameterizedTest
    @ValueSource(strings = {"account_name", "account", "batch.batch_job_instance", "batch.batch_step_execution"})
    @Tag("D1")
    void aDatabaseThatFailsBeforeTheFirstRequestCostsNoSnapshot(String table) {
        assertThat(bench.run("record", "--account=main").code()).isZero();
        bench.account("other", Holdings.moving(2));
        bench.database
                .sql()
                .execute("create function reject() returns trigger language plpgsql as"
                        + " $$ begin raise 'no room' using errcode = '53100'; end $$");
        bench.database
                .sql()
                .execute("create trigger reject before insert on " + table + " for each row execute function reject()");

        Workbench.Ended run = bench.run("record", slot(1));

        assertThat(run.code()).as(run.err()).isEqualTo(69);
        assertThat(run.err().lines()).hasSize(3);
        assertThat(run.err()).contains("the database is not available (no room)");
        assertThat(bench.spooled()).hasSize(2);
        bench.database.sql().execute("drop function reject cascade");
        assertThat(bench.run("record", slot(2)).code()).isZero();
        assertThat(texts("select name || to_char(slot, ' MI') from snapshot join account using (account_id)"
                        + " where slot is not null order by 1"))
                .containsExactly("main 01", "main 02", "other 01", "other 02");
        assertThat(texts("select status from batch.batch_job_execution where end_time is null"))
                .isEmpty();
    }

    @Test
    @Tag("D6")
    void aLockThatIsHeldTooLongCostsNoSnapshot() throws Exception {
        try (var holder = bench.database.dataSource().getConnection()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("lock table account_name in access exclusive mode");

            Workbench.Ended run = bench.run("record");

            assertThat(run.code()).as(run.err()).isEqualTo(75);
            assertThat(run.err()).contains("a lock or statement timeout expired", "the response is stored in");
        }
        assertThat(bench.run("record").code()).isZero();
        assertThat(bench.database.count("select from snapshot")).isEqualTo(2);
    }

    /** The system accepts the connections, and no server reads from them. */
    @Test
    @Tag("D8")
    void aServerThatHangsCostsNoSnapshot() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            bench.option(URL + "jdbc:postgresql://localhost:" + silent.getLocalPort() + "/balances");

            Workbench.Ended run = bench.run("record", slot(1));

            assertThat(run.code()).as(run.err()).isEqualTo(69);
            assertThat(run.err()).contains("the database is out of reach");
        }
        startDatabase();
        assertThat(bench.run("record", slot(1)).code()).isZero();
        assertThat(bench.exchange.requests("key-main")).isOne();
    }

    @Test
    @Tag("O7")
    void anAccountThatAnotherRunFetchesIsSkipped() throws Exception {
        bench.account("other", Holdings.seed());
        stopDatabase();
        CountDownLatch gate = new CountDownLatch(1);
        bench.exchange.next("key-main", Misbehaviour.held(gate));
        CompletableFuture<Workbench.Ended> first =
                CompletableFuture.supplyAsync(() -> bench.run("record", "--account=main"));
        assertThat(bench.exchange.awaitRequests("key-main", 1, Patience.LIMIT)).isTrue();

        Workbench.Ended same = bench.run("record", "--account=main");
        Workbench.Ended both = bench.run("record");
        gate.countDown();

        assertThat(same.code()).as(same.err()).isEqualTo(75);
        assertThat(both.code()).as(both.err()).isEqualTo(69);
        assertThat(both.err()).contains("account main: another run holds the account: try again");
        assertThat(first.get().code()).isEqualTo(69);
        assertThat(bench.spooled()).hasSize(2);
        assertThat(bench.exchange.requests("key-main")).isOne();
    }

    @Test
    @Tag("D12")
    void aResponseOfAnAccountThatIsNoLongerConfiguredIsRecorded() {
        bench.account("former", Holdings.moving(2));
        stopDatabase();
        assertThat(bench.run("record", slot(1)).code()).isEqualTo(69);
        startDatabase();
        bench.withoutAccount("former");

        Workbench.Ended run = bench.run("record", slot(1));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("main  ").doesNotContain("former");
        assertThat(bench.spooled()).isEmpty();
        assertThat(texts("select name from snapshot join account using (account_id) order by 1"))
                .containsExactly("former", "main");
        assertThat(bench.run("verify").code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDamagedFileDoesNotHideThoseOfOtherFormerAccounts(boolean known) throws Exception {
        bench.account("former-a", Holdings.moving(2)).account("former-b", Holdings.moving(2));
        if (known) {
            assertThat(bench.run("record").code()).isZero();
        }
        stopDatabase();
        assertThat(bench.run("record", "--account=former-a", slot(1)).code()).isEqualTo(69);
        assertThat(bench.run("record", "--account=former-b", slot(1)).code()).isEqualTo(69);
        startDatabase();
        bench.withoutAccount("former-a").withoutAccount("former-b");
        Files.writeString(bench.spooled().get(0), "x", StandardOpenOption.APPEND);

        Workbench.Ended run = bench.run("record", slot(1));

        assertThat(run.code()).as(run.err()).isEqualTo(65);
        assertThat(run.err())
                .contains("its checksum does not match its content", ".corrupt: nothing of it was recorded");
        assertThat(bench.spooled()).singleElement().asString().contains("former-a");
        assertThat(texts("select name from snapshot join account using (account_id) where slot is not null order by 1"))
                .containsExactly("former-b", "main");
    }

    @Test
    @Tag("F7")
    void aFullSpoolIsReportedWithTheLostResponse() {
        bench.account("other", Holdings.seed());
        stopDatabase();
        assertThat(bench.run("record", "--account=other").code()).isEqualTo(69);

        Workbench.Ended run = bench.run("record", "--account=main", "--recorder.spool-limit=1KB");

        assertThat(run.code()).as(run.err()).isEqualTo(69);
        assertThat(run.err().lines())
                .hasSize(2)
                .last()
                .asString()
                .isEqualTo("balance-history: account main: the response is lost, since the spool failed too: spool: "
                        + bench.spool
                        + " is full (recorder.spool-limit). Bring the database back, or raise the limit");
        assertThat(run.out()).contains("the responses of 0 of 1 accounts are stored");
        assertThat(bench.spooled()).hasSize(1);
    }

    /** A file, and file systems that take no files; the last one also if this user may do everything. */
    @ParameterizedTest
    @ValueSource(strings = {"/dev/null", "/dev/null/spool", "/proc/spool"})
    @Tag("F7")
    void aSpoolThatCanNotBeWrittenIsReportedInOneLine(String folder) {
        stopDatabase();

        Workbench.Ended run = bench.run("record", "--recorder.spool-dir=" + folder);

        assertThat(run.code()).as(run.err()).isEqualTo(69);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .contains("the database is out of reach")
                .contains(
                        "nothing was fetched, since no response can be stored: spool: " + folder + " can't be written");
        assertThat(bench.exchange.requests("key-main")).isZero();
    }

    @Test
    @Tag("F7")
    void aSpoolOnAnotherFileSystemIsUsed(@TempDir Path here) throws Exception {
        Path memory = Path.of("/dev/shm");
        assumeFalse(
                !Files.isDirectory(memory) || Files.getFileStore(memory).equals(Files.getFileStore(here)),
                "there is no other file system");
        Path folder = Files.createTempDirectory(memory, "spool");
        Path link = Files.createSymbolicLink(here.resolve("spool"), folder);
        try {
            stopDatabase();
            assertThat(bench.run("record", "--recorder.spool-dir=" + link).code())
                    .isEqualTo(69);
            startDatabase();

            Workbench.Ended run = bench.run("record", "--recorder.spool-dir=" + link);

            assertThat(run.code()).as(run.err()).isZero();
            assertThat(bench.database.count("select from snapshot")).isEqualTo(2);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    @Test
    void aMistakeInTheSettingsOfTheDatabaseEndsTheRunBeforeItsFirstRequest() {
        for (String wrong : List.of(
                "--spring.datasource.url=postgres:/nowhere",
                "--spring.datasource.hikari.maximum-pool-size=1",
                "--spring.flyway.enabled=perhaps",
                "--spring.flyway.url=nowhere",
                "--spring.datasource.driver=x")) {
            Workbench.Ended run = bench.run("record", wrong);

            assertThat(run.code()).as(run.err()).isEqualTo(78);
            assertThat(run.err().lines()).hasSize(1);
        }
        assertThat(bench.exchange.served()).isEmpty();
        assertThat(bench.spool).doesNotExist();
    }

    private void stopDatabase() {
        bench.option(URL + "jdbc:postgresql://localhost:" + unused.getLocalPort() + "/balances");
    }

    private void startDatabase() {
        bench.option(URL + bench.database.url());
    }

    private static String slot(int minute) {
        return "--slot=2026-01-01T00:0" + minute + ":00Z";
    }

    private List<String> texts(String query) {
        return bench.database.sql().queryForList(query, String.class);
    }
}
