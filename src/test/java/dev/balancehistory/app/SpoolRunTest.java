package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.Sha256;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.Served;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.postgres.OwnPostgres;
import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** A response that the database cannot store waits in the spool, and a later run records it under its own time. */
class SpoolRunTest {
    private static final String SLOT = "--slot=2026-01-01T00:00:00Z";

    private Workbench bench;
    private JdbcTemplate sql;

    @BeforeEach
    void open() {
        bench = new Workbench(Settings.strict().withoutRateLimits()).account("main", Holdings.seed());
        sql = bench.database.sql();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    @Tag("D2")
    @Tag("I10")
    void theNextRunRecordsTheResponseIfTheDatabaseStopsAfterTheFetch(@TempDir Path folder) throws Exception {
        try (OwnPostgres postgres = OwnPostgres.in(folder)) {
            postgres.options().forEach(bench::option);
            sql = postgres.sql();
            assertThat(bench.run("migrate").code()).isZero();
            Workbench.Ended run = whileRequested(postgres::stop, SLOT);

            assertThat(run.code()).as(run.err()).isEqualTo(69);
            assertThat(run.err().lines()).allMatch(line -> line.startsWith("balance-history: "));
            assertThat(run.err())
                    .contains("account main: the database is out of reach")
                    .contains("the response is stored in " + bench.spooled().get(0) + ", and the next run archives it");
            assertThat(bench.run("record", SLOT).code()).as("still down").isEqualTo(69);

            postgres.start();
            sql = postgres.sql();
            recordsTheSpooledResponse(bench.run("record", SLOT));
            assertThat(texts("select slot::text from snapshot")).containsExactly("2026-01-01 00:00:00+00");
            assertThat(bench.exchange.requests("key-main"))
                    .as("none for a slot with a response")
                    .isEqualTo(1);
        }
    }

    @Test
    @Tag("D7")
    void theNextRunRecordsTheResponseIfTheDatabaseBecomesReadOnly() throws Exception {
        Workbench.Ended run = whileRequested(() -> {
            sql.execute("alter database " + bench.database.name() + " set default_transaction_read_only = on");
            sql.queryForList("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = current_database() and pid <> pg_backend_pid()");
        });

        assertThat(run.code()).as(run.err()).isEqualTo(69);
        assertThat(run.err()).contains("is read-only").contains("the response is stored in");

        new JdbcTemplate(bench.database.dataSource())
                .execute("begin; set transaction read write; alter database " + bench.database.name()
                        + " reset default_transaction_read_only; commit");
        recordsTheSpooledResponse(bench.run("record"));
    }

    @Test
    @Tag("D7")
    void theNextRunRecordsTheResponseIfTheDatabaseHasTooManyConnections() throws Exception {
        sql.execute(Files.readString(Path.of("db/roles.sql")));
        TestDatabase.Login login = bench.database.login("balance_recorder");
        bench.option("--spring.datasource.username=" + login.user())
                .option("--spring.datasource.password=" + login.password())
                .option("--spring.flyway.enabled=false");
        Workbench.Ended run = whileRequested(() -> {
            sql.execute("alter database " + bench.database.name() + " connection limit 0");
            sql.queryForList("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
                    + " and usename = '" + login.user() + "'");
        });

        assertThat(run.code()).as(run.err()).isEqualTo(69);
        assertThat(run.err()).contains("too many connections").contains("the response is stored in");

        sql.execute("alter database " + bench.database.name() + " connection limit -1");
        recordsTheSpooledResponse(bench.run("record"));
    }

    @Test
    @Tag("D7")
    void theNextRunRecordsTheResponseIfTheDiskOfTheDatabaseIsFull() throws Exception {
        reject("true", "53100");

        Workbench.Ended run = bench.run("record");

        assertThat(run.code()).as(run.err()).isEqualTo(69);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err())
                .contains("account main: the database is not available")
                .contains("the response is stored in");
        assertThat(texts("select status || ' ' || exit_code from batch.batch_job_execution"))
                .containsExactly("FAILED UNREACHABLE");
        takeAgain();
        recordsTheSpooledResponse(bench.run("record"));
    }

    /** Nothing that could end the wait does, of the server's or the driver's. */
    @Test
    @Tag("D8")
    void theNextRunRecordsTheResponseIfTheDatabaseHangs() throws Exception {
        bench.option(
                "--spring.datasource.url=" + bench.database.url() + "?socketTimeout=0&options=-c%20lock_timeout=0");
        Workbench.Ended run;
        try (Connection gate = bench.database.dataSource().getConnection()) {
            gate.setAutoCommit(false);
            gate.createStatement().execute("lock table balance_response in exclusive mode");

            run = bench.run("record");
        }

        assertThat(run.code()).as(run.err()).isEqualTo(69);
        assertThat(run.err())
                .contains("did not store the result within 10 seconds")
                .contains("the response is stored in");
        recordsTheSpooledResponse(bench.run("record"));
    }

    @Test
    @Tag("F6")
    void aCrashBetweenTheInsertAndTheDeletionOfTheFileRecordsNothingTwice() throws Exception {
        spoolOne();
        Path file = bench.spooled().get(0);
        byte[] content = Files.readAllBytes(file);
        takeAgain();
        recordsTheSpooledResponse(bench.run("record"));

        Files.write(file, content);
        Workbench.Ended again = bench.run("record");

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.err()).isEmpty();
        assertThat(bench.spooled()).isEmpty();
        assertThat(texts("select origin || ' ' || state from balance_response order by 1"))
                .containsExactly("observed recorded", "observed recorded", "spooled recorded");
        assertThat(texts("select read_count || ' ' || write_count from batch.batch_step_execution"
                        + " where step_name = 'takeInSpool' order by step_execution_id"))
                .as("of the run that spooled it, the one that took it in, and the one after the crash")
                .containsExactly("0 0", "1 1", "1 0");
    }

    /** The insert was committed, and only its acknowledgement was lost. */
    @Test
    @Tag("D5")
    void aResponseWithALostCommitAcknowledgementIsNotInsertedAgain() throws Exception {
        spoolOne();
        Path file = bench.spooled().get(0);
        byte[] content = Files.readAllBytes(file);
        takeAgain();
        assertThat(bench.run("record").code()).isZero();
        sql.execute("alter table balance_response disable trigger all");
        sql.execute("update balance_response set origin = 'observed'");
        sql.execute("alter table balance_response enable trigger all");

        Files.write(file, content);
        assertThat(bench.run("record").code()).isZero();

        assertThat(texts("select count(*)::text from balance_response where origin = 'spooled'"))
                .containsExactly("0");
        assertThat(bench.spooled()).isEmpty();
    }

    @Test
    @Tag("F6")
    void aCorruptFileFailsOneRunAndBlocksNothing() throws Exception {
        spoolOne();
        spoolOne();
        Path corrupt = bench.spooled().get(0);
        Files.write(corrupt, new byte[] {1, 2, 3});
        takeAgain();

        Workbench.Ended run = bench.run("record");

        assertThat(run.code()).as(run.err()).isEqualTo(65);
        assertThat(run.err())
                .containsOnlyOnce("spool: " + corrupt + " is corrupt")
                .containsPattern("response \\d+ of another run is recorded");
        assertThat(run.out()).contains("1 of 1 accounts recorded");
        assertThat(texts("select origin from balance_response order by 1")).containsExactly("observed", "spooled");
        assertThat(texts("select exit_code from batch.batch_job_execution order by job_execution_id desc limit 1"))
                .containsExactly("DATA_ERROR");
        assertThat(bench.spooled()).containsExactly(Path.of(corrupt + ".corrupt"));
        assertThat(bench.run("record").code()).as("once").isZero();
        assertThat(bench.spooled()).hasSize(1);
    }

    @Test
    void aResponseOfAnAccountOutsideTheRunStaysInTheSpool() throws Exception {
        spoolOne();
        takeAgain();
        bench.account("other", Holdings.seed());

        assertThat(bench.run("record", "--account=other").code()).isZero();
        assertThat(bench.spooled()).hasSize(1);
        recordsTheSpooledResponse(bench.run("record", "--account=main"));
    }

    @Test
    @Tag("F6")
    void aResponseOfAnotherExchangeStaysInTheSpool() throws Exception {
        spoolOne();
        takeAgain();
        Path file = bench.spooled().get(0);
        String whole = Files.readString(file, StandardCharsets.ISO_8859_1);
        String content = whole.substring(whole.indexOf('\n') + 1).replace("exchange=bitfront", "exchange=bitfr0nt");
        byte[] hash = Sha256.of(content.getBytes(StandardCharsets.ISO_8859_1));
        Files.writeString(
                file,
                "balance-history-response 1 sha256=" + HexFormat.of().formatHex(hash) + "\n" + content,
                StandardCharsets.ISO_8859_1);

        Workbench.Ended run = bench.run("record");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(bench.spooled()).containsExactly(file);
        assertThat(texts("select origin from balance_response")).containsExactly("observed");
    }

    @Test
    void aResponseOfALockedAccountStaysInTheSpool() throws Exception {
        spoolOne();
        takeAgain();
        bench.account("other", Holdings.seed());
        try (Connection holder = bench.database.dataSource().getConnection()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("select 1 from account_name where name = 'main' for no key update");

            assertThat(bench.run("record").code()).isEqualTo(75);
        }
        assertThat(bench.spooled()).hasSize(1);
    }

    @Test
    void aSpooledResponseBlocksNoOtherAccount() {
        bench.account("other", Holdings.seed());
        assertThat(bench.run("record").code()).isZero();
        reject("new.account_id = (select account_id from account where name = 'main')", "53100");

        Workbench.Ended run = bench.run("record");

        assertThat(run.code()).as(run.err()).isEqualTo(69);
        assertThat(run.out())
                .contains("other  ")
                .contains("1 of 2 accounts recorded")
                .doesNotContain("main  ");
        assertThat(bench.spooled()).hasSize(1);
    }

    @Test
    void aRejectedResponseIsSpooledAndAnErrorIsNot() {
        reject("true", "53100");
        bench.exchange.next("key-main", Misbehaviour.large(8L << 20), Misbehaviour.statusCode(6003, "NOT_ALLOWED_IP"));
        assertThat(bench.run("record").err())
                .contains("the response is larger than")
                .contains("the response is stored in");
        assertThat(bench.spooled()).hasSize(1);

        Workbench.Ended error = bench.run("record");

        assertThat(error.code()).isEqualTo(69);
        assertThat(error.err()).contains("the exchange reports 6003").contains("the database is not available");
        assertThat(bench.spooled()).hasSize(1);
        takeAgain();
        Workbench.Ended next = bench.run("record");
        assertThat(next.code()).as(next.err()).isEqualTo(65);
        assertThat(next.err()).containsPattern("response \\d+ of another run is rejected: the response is larger");
        assertThat(texts("select origin || ' ' || state || ' ' || octet_length(body) from balance_response order by 1"))
                .contains("spooled rejected 65536");
    }

    @Test
    @Tag("F6")
    void aSpoolThatCanNotBeWrittenIsReportedWithTheDatabasesProblem() throws IOException {
        Files.createFile(bench.spool);
        reject("true", "53100");

        Workbench.Ended run = bench.run("record");

        assertThat(run.code()).as(run.err()).isEqualTo(69);
        assertThat(run.err().lines()).allMatch(line -> line.startsWith("balance-history: "));
        assertThat(run.err())
                .contains("account main: the database is not available")
                .contains("the response is lost, since the spool failed too: spool: " + bench.spool
                        + " can't be written (a file with that name exists");
        takeAgain();
        assertThat(bench.run("record").code())
                .as("its contents are unknown, and the next response would be lost too")
                .isEqualTo(74);
        assertThat(texts("select state from balance_response")).containsExactly("recorded");
    }

    @Test
    void aResponseThatTheDatabaseRejectsPermanentlyStaysAndBlocksNothing() throws Exception {
        spoolOne();
        takeAgain();
        reject("new.origin = 'spooled'", "23514");

        Workbench.Ended run = bench.run("record");

        assertThat(run.code()).as(run.err()).isEqualTo(78);
        assertThat(run.err())
                .contains("spool: " + bench.spooled().get(0)
                        + " can't be archived: a check or a trigger of the database");
        assertThat(texts("select state from balance_response")).containsExactly("recorded");
        takeAgain();
        recordsTheSpooledResponse(bench.run("record"));
    }

    @Test
    @Tag("F6")
    void twoRunsInsertEachFileOnce() throws Exception {
        bench.account("other", Holdings.seed());
        for (int i = 0; i < 4; i++) {
            spoolOne();
        }
        takeAgain();

        CompletableFuture<Workbench.Ended> one = CompletableFuture.supplyAsync(() -> bench.run("record"));
        CompletableFuture<Workbench.Ended> other = CompletableFuture.supplyAsync(() -> bench.run("record"));

        assertThat(List.of(one.get().code(), other.get().code()))
                .as(one.get().err() + other.get().err())
                .isSubsetOf(0, 75);
        assertThat(bench.spooled()).isEmpty();
        assertThat(texts("select count(*) || ' ' || count(distinct (account_id, received_at)) from balance_response"
                        + " where origin = 'spooled'"))
                .containsExactly("8 8");
    }

    @Test
    void aRunWithoutASpoolCreatesNoFolder() {
        assertThat(bench.run("record").code()).isZero();

        assertThat(bench.spool).doesNotExist();
        assertThat(texts("select read_count || ' ' || write_count from batch.batch_step_execution"
                        + " where step_name = 'takeInSpool'"))
                .containsExactly("0 0");
    }

    /** Runs {@code record}, and calls this between the request and the response. */
    private Workbench.Ended whileRequested(Happening happening, String... options) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        bench.exchange.next("key-main", Misbehaviour.held(gate));
        String[] command =
                Stream.concat(Stream.of("record"), Stream.of(options)).toArray(String[]::new);
        CompletableFuture<Workbench.Ended> run = CompletableFuture.supplyAsync(() -> bench.run(command));
        assertThat(bench.exchange.awaitRequests("key-main", 1, Patience.LIMIT)).isTrue();
        happening.come();
        gate.countDown();
        return run.get();
    }

    private interface Happening {
        void come() throws Exception;
    }

    /** Leaves a response of each account in the spool. */
    private void spoolOne() {
        int before = bench.spooled().size();
        reject("true", "53100");
        assertThat(bench.run("record").code()).isEqualTo(69);
        assertThat(bench.spooled()).hasSizeGreaterThan(before);
    }

    /** Makes the database reject the responses that fit the condition. */
    private void reject(String condition, String sqlState) {
        sql.execute("create or replace function reject() returns trigger language plpgsql as $$ begin if " + condition
                + " then raise exception 'no room' using errcode = '" + sqlState + "'; end if; return new; end $$");
        sql.execute("create or replace trigger reject before insert on balance_response"
                + " for each row execute function reject()");
    }

    private void takeAgain() {
        sql.execute("drop trigger reject on balance_response");
    }

    /** Checks that the first response is stored once, byte for byte, under its own time. */
    private void recordsTheSpooledResponse(Workbench.Ended run) {
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err())
                .containsPattern("response \\d+ of another run is recorded")
                .doesNotContain("\tat ");
        Served first = bench.exchange.served("key-main").get(0);
        assertThat(texts("select encode(body_sha256, 'hex') || ' ' || encode(sha256(body), 'hex') || ' ' || state"
                        + " from balance_response where origin = 'spooled'"))
                .containsExactly(first.bodySha256() + " " + first.bodySha256() + " recorded");
        assertThat(texts("select format || ' ' || r.time_source || ' ' || s.time_source || ' ' || length(s.seal)"
                        + " from balance_response r join snapshot s using (account_id, response_id)"
                        + " where origin = 'spooled'"))
                .containsExactly("bitfront/1 body body 32");
        assertThat(texts("select to_char(response_time, 'YYYY-MM-DD\"T\"HH24:MI:SS.MS') || 'Z ' || currency || ' '"
                        + " || balance || ' ' || available_balance from balance_history where origin = 'spooled'"))
                .containsExactlyInAnyOrderElementsOf(first.holdings().stream()
                        .map(h -> first.responseTime() + " " + h.currency() + " " + h.balance() + " "
                                + h.availableBalance())
                        .toList());
        assertThat(bench.spooled()).isEmpty();
    }

    private List<String> texts(String query) {
        return sql.queryForList(query, String.class);
    }
}
