package dev.balancehistory.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.LocalExchange;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.Served;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.localexchange.WireFault;
import dev.balancehistory.support.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process: killed, stopped, short of memory, and with all its logs on. */
class ProcessIT {
    /**
     * Migrations of a current schema, responses of an empty spool, YAML without a YAML file, the templates of a
     * statement. The flight recorder, JMX, servlets, proxies of beans.
     */
    private static final Pattern NEVER_LOADED = Pattern.compile(
            " (org.flywaydb.core.Flyway|dev.balancehistory.recording.(SpooledResponse(?!\\$)|AtomicFile)|org.yaml|jdk.jfr.internal.MetadataRepository|sun.management|com.sun.jmx"
                    + "|gg.jte|jakarta|tools.jackson.databind|io.micrometer.(core|prometheusmetrics)|io.prometheus"
                    + "|org.springframework.(web|jmx|cglib|scheduling|boot.autoconfigure)"
                    + "|org.springframework.aop.framework.JdkDynamicAopProxy|org.springframework.transaction.interceptor.TransactionInterceptor)\\b");

    private static final String SLOT = "--slot=2026-01-01T00:00:00Z";

    @TempDir
    private Path folder;

    private Workbench bench;

    @BeforeEach
    void open() {
        bench = new Workbench(Settings.strict().withoutRateLimits());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    @Tag("D10")
    void aRemoteDatabaseGetsNoPasswordBeforeItHasShownACertificate() throws Exception {
        Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 db.example\n");
        String url = bench.database.url().replaceFirst("//[^:]+", "//db.example");

        String[] ends = new String[2];
        for (int i = 0; i < ends.length; i++) {
            String parameters = i == 0 ? "" : "?sslmode=disable";
            try (Child child = bench.start(
                    folder, "-Djdk.net.hosts.file=" + hosts, "status", "--spring.datasource.url=" + url + parameters)) {
                Workbench.Ended run = child.ended();
                ends[i] = run.code() + " " + run.err();
            }
        }

        assertThat(ends[0])
                .startsWith("78 ")
                .contains("parameters of .url, such as sslmode (The server does not support SSL.)");
        assertThat(ends[1]).as("fetched, and nothing is recorded yet").isEqualTo("75 ");
    }

    @Test
    @Tag("T4")
    @Tag("K1")
    void theNextRunRecordsTheResponseOfAKilledRunUnderItsOwnTime() throws Exception {
        bench.account("main", Holdings.moving(1));
        try (Connection gate = bench.database.dataSource().getConnection()) {
            gate.setAutoCommit(false);
            gate.createStatement().execute("lock table snapshot in exclusive mode");
            try (Child child = bench.start(folder, "", "record", SLOT)) {
                await("exists (select from pg_locks where relation = 'snapshot'::regclass and not granted)");
                child.killed();
            }
        }
        assertThat(texts("select state from balance_response")).containsExactly("received");
        assertThat(texts("select status from batch.batch_job_execution")).containsExactly("STARTED");

        Workbench.Ended next = bench.run("record");

        assertThat(next.code()).as(next.err()).isZero();
        assertThat(next.err()).contains("response 1 of another run is recorded");
        List<Served> served = bench.exchange.served("key-main");
        assertThat(texts("select to_char(response_time, 'YYYY-MM-DD\"T\"HH24:MI:SS.MS') from snapshot order by 1"))
                .containsExactly(
                        served.get(0).responseTime().toString().replace("Z", ""),
                        served.get(1).responseTime().toString().replace("Z", ""));
        assertThat(texts("select slot::text from snapshot where response_id = 1"))
                .containsExactly("2026-01-01 00:00:00+00");
        assertThat(texts("select status from batch.batch_job_execution order by job_execution_id"))
                .containsExactly("FAILED", "COMPLETED");
        assertThat(texts(
                        "select step_name || ' ' || status from batch.batch_step_execution where job_execution_id = 1"))
                .containsExactlyInAnyOrder(
                        "takeInSpool COMPLETED", "fetchResponses COMPLETED", "writeSnapshots FAILED");

        assertThat(bench.run("record", SLOT).code()).isZero();
        assertThat(bench.exchange.requests("key-main"))
                .as("the slot is not fetched again")
                .isEqualTo(2);
    }

    @Test
    @Tag("D6")
    void aLockThatOutlastsALostConnectionIsReportedInOneLine() throws Exception {
        bench.account("main", Holdings.moving(1));
        Workbench.Ended run;
        try (Connection gate = bench.database.dataSource().getConnection()) {
            gate.setAutoCommit(false);
            gate.createStatement().execute("lock table snapshot in exclusive mode");
            try (Child child = bench.start(folder, "", "record", SLOT)) {
                String waiting = "from pg_locks where relation = 'snapshot'::regclass and not granted";
                await("exists (select " + waiting + ")");
                bench.database.sql().queryForList("select pg_terminate_backend(pid) " + waiting);
                run = child.ended();
            }
        }

        assertThat(run.code()).as(run.err()).isEqualTo(75);
        assertThat(run.err().lines()).allMatch(line -> line.startsWith("balance-history: "));
        assertThat(texts("select state from balance_response")).containsExactly("received");
        assertThat(texts("select step_name || ' ' || status from batch.batch_step_execution"))
                .contains("writeSnapshots FAILED");
        assertThat(bench.run("record", SLOT).code()).isZero();
        assertThat(bench.exchange.requests("key-main")).isEqualTo(1);
    }

    @Test
    @Tag("K3")
    void aStoppedRunStoresItsResponsesAndReportsTheShutdown() throws Exception {
        bench.account("main", Holdings.moving(1));
        CountDownLatch gate = new CountDownLatch(1);
        bench.exchange.next("key-main", Misbehaviour.held(gate));
        Workbench.Ended run;
        try (Child child = bench.start(folder, "", "record", SLOT)) {
            assertThat(bench.exchange.awaitRequests("key-main", 1, Patience.LIMIT))
                    .isTrue();
            child.terminateKnowingly();
            gate.countDown();
            run = child.ended();
        }

        assertThat(run.code()).as(run.err()).isEqualTo(143);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .contains("account main: response 1 is stored and not recorded yet");
        assertThat(texts("select status from batch.batch_job_execution")).containsExactly("STOPPED");
        assertThat(texts("select state from balance_response")).containsExactly("received");

        assertThat(bench.run("record", SLOT).code()).isZero();
        assertThat(texts("select state from balance_response")).containsExactly("recorded");
        assertThat(bench.exchange.requests("key-main")).isEqualTo(1);
    }

    @Test
    @Tag("H2")
    @Tag("H4")
    @Tag("H8")
    void oversizedAndSlowResponsesAreRejectedWithinTheDeadlineAndLittleMemory() throws Exception {
        try (LocalExchange elsewhere = LocalExchange.start()) {
            bench.account("bomb", Holdings.seed())
                    .account("drip", Holdings.seed())
                    .account("good", Holdings.seed())
                    .account("large", Holdings.seed())
                    .account("redirect", Holdings.seed())
                    .account("truncated", Holdings.seed());
            bench.exchange.always("key-bomb", Misbehaviour.gzipBomb(200L << 20));
            bench.exchange.always("key-drip", WireFault.drip(Duration.ofMillis(200)));
            bench.exchange.always("key-large", Misbehaviour.large(8L << 20));
            bench.exchange.always("key-redirect", Misbehaviour.redirect(elsewhere.baseUrl(), 302));
            bench.exchange.always("key-truncated", WireFault.truncated(100));

            Workbench.Ended run;
            try (Child child = bench.start(
                    folder,
                    "-Xmx64m",
                    "record",
                    "--recorder.http.read-timeout=20s",
                    "--recorder.http.max-attempts=1")) {
                run = child.ended();
            }

            assertThat(run.code()).as(run.err()).isEqualTo(69);
            assertThat(run.err())
                    .contains("account bomb: the response is larger than 4194304 bytes")
                    .contains("account large: the response is larger than 4194304 bytes")
                    .contains("account drip: no response from 127.0.0.1")
                    .contains("account truncated: no response from 127.0.0.1")
                    .contains("account redirect: HTTP 302 (a redirect, which is not followed)")
                    .doesNotContain("\tat ")
                    .doesNotContain("OutOfMemory");
            assertThat(texts("select a.name || ' ' || state from account a join balance_response using (account_id)"
                            + " group by a.name, state order by a.name"))
                    .containsExactly(
                            "bomb rejected",
                            "drip failed",
                            "good recorded",
                            "large rejected",
                            "redirect failed",
                            "truncated failed");
            assertThat(texts("select max(octet_length(body))::text from balance_response"))
                    .containsExactly("65536");
            assertThat(elsewhere.served()).isEmpty();
        }
    }

    @Test
    @Tag("I9")
    void noSecretIsShownOrStoredEvenWithAllLogsOn() throws Exception {
        String key = "CANARYKEYa1b2c3";
        String secret = "CANARYSECRETd4e5f6";
        bench.account("main", Holdings.seed()).account("wrong", Holdings.seed());
        bench.exchange.addAccount(key, secret, Holdings.seed());
        bench.option("--recorder.accounts.main.api-key=" + key)
                .option("--recorder.accounts.main.api-secret=" + secret)
                .option("--recorder.accounts.wrong.api-secret=" + secret + "x");

        Workbench.Ended run;
        try (Child child = bench.start(
                folder,
                "-Djdk.httpclient.HttpClient.log=all",
                "record",
                "--logging.level.root=trace",
                "--logging.level.dev.balancehistory=trace",
                "--logging.level.com.zaxxer.hikari=trace",
                "--logging.level.org.springframework=trace")) {
            run = child.ended();
        }

        assertThat(run.code()).isEqualTo(77);
        assertThat(run.err().contains(" TRACE ")).as("the logs are on").isTrue();
        List<String> stored = bench.database.everything();
        assertThat(stored).as("the dump is whole").anyMatch(row -> row.contains("CREDENTIALS"));
        List<String> shown = Stream.of(run.out().lines(), run.err().lines(), stored.stream())
                .flatMap(lines -> lines)
                .filter(line -> Stream.of(key, secret, "key-wrong")
                        .flatMap(canary -> forms(canary).stream())
                        .anyMatch(line::contains))
                .toList();
        assertThat(shown).isEmpty();
    }

    /** The cost of a start is that of the classes it loads: see docs/makers/start.md. */
    @Test
    void anEverydayRunLoadsNoUnneededClass() throws Exception {
        bench.account("main", Holdings.moving(1));
        assertThat(bench.run("record").code()).isZero();
        Path log = folder.resolve("classes.txt");

        // Without an archive: JDK 25 loads all classes of an archive at once, used or not.
        String withoutArchive = "BALANCE_HISTORY_ARCHIVES=. exec \"$@\"";
        try (Child child = bench.startIn(withoutArchive, folder, "-Xlog:class+load:file=" + log, "record")) {
            Workbench.Ended run = child.ended();
            assertThat(run.code()).as(run.err()).isZero();
        }

        List<String> loaded = Files.readAllLines(log);
        assertThat(loaded).anyMatch(line -> line.contains(" dev.balancehistory.recording.WriteSnapshots "));
        assertThat(loaded.stream().filter(line -> NEVER_LOADED.matcher(line).find()))
                .isEmpty();
    }

    private static List<String> forms(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return List.of(
                text,
                HexFormat.of().formatHex(bytes),
                Base64.getEncoder().withoutPadding().encodeToString(bytes));
    }

    private void await(String condition) {
        Patience.until(condition, () -> bench.database.value("select " + condition, Boolean.class));
    }

    private List<String> texts(String query) {
        return bench.database.sql().queryForList(query, String.class);
    }
}
