package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Misbehaviour;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The metrics of a run: what is published, and that nothing of it harms the run. */
class MetricsTest {
    private static final String LAST_SUCCESS = "balance_history_last_success_timestamp_seconds";

    @TempDir
    private Path folder;

    private Workbench bench;
    private Path file;

    @BeforeEach
    void open() {
        bench = new Workbench().account("main", Holdings.moving(1));
        file = folder.resolve("balances.prom");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void theFileHasTheResultOfARun() throws Exception {
        bench.account("wrong", Holdings.seed())
                .option("--recorder.accounts.wrong.api-secret=other")
                .option("--recorder.accounts.main.interval=5m");
        Instant before = Instant.now();

        assertThat(bench.run("record", "--metrics-file", file.toString()).code())
                .isEqualTo(77);

        Map<String, Double> metrics = metrics();
        assertThat(metrics)
                .containsEntry("balance_history_run_exit_code", 77.0)
                .containsEntry("balance_history_run_accounts{outcome=\"done\"}", 1.0)
                .containsEntry("balance_history_run_accounts{outcome=\"credentials\"}", 1.0)
                .containsEntry("balance_history_run_accounts{outcome=\"data-error\"}", 0.0)
                .containsEntry("balance_history_run_accounts{outcome=\"cannot-write\"}", 0.0)
                .containsEntry("balance_history_expected_interval_seconds{account=\"main\"}", 300.0)
                .containsEntry("balance_history_open_gap_snapshots{account=\"main\"}", 0.0)
                .containsEntry("balance_history_spool_files", 0.0)
                .containsEntry("balance_history_spool_bytes", 0.0)
                .containsEntry("balance_history_spool_limit_bytes", 1024.0 * 1024 * 1024)
                .containsEntry(
                        "balance_history_run_balances",
                        bench.database.value("select count(*)::float8 from balance", Double.class))
                .containsEntry(
                        LAST_SUCCESS + "{account=\"main\"}",
                        bench.database.value(
                                "select extract(epoch from response_time)::float8 from snapshot", Double.class))
                .doesNotContainKey(LAST_SUCCESS + "{account=\"wrong\"}")
                .doesNotContainKey("balance_history_snapshot_age_seconds{account=\"main\"}");
        assertThat(metrics.get("balance_history_run_timestamp_seconds"))
                .isBetween(before.toEpochMilli() / 1e3, Instant.now().toEpochMilli() / 1e3);
        assertThat(metrics.get("balance_history_exchange_latency_seconds{account=\"main\"}"))
                .isNotNegative();
        assertThat(metrics.get("balance_history_run_duration_seconds")).isPositive();
        assertThat(Files.readString(file))
                .contains("# HELP balance_history_run_exit_code ")
                .contains("# TYPE balance_history_run_exit_code gauge\n");
    }

    @Test
    void theFileIsReadableAndNoTemporaryFileRemains() throws Exception {
        Files.writeString(file, "balance_history_old 1\n");

        assertThat(bench.run("record", "--metrics-file", file.toString()).code())
                .isZero();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
        assertThat(Files.readString(file)).doesNotContain("balance_history_old");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void onlyConfiguredAccountsArePublished() throws Exception {
        bench.account("former", Holdings.seed());
        assertThat(bench.run("record").code()).isZero();
        bench.withoutAccount("former");

        assertThat(bench.run("record", "--metrics-file", file.toString()).code())
                .isZero();

        assertThat(metrics()).containsKey(LAST_SUCCESS + "{account=\"main\"}");
        assertThat(Files.readString(file)).doesNotContain("former");
    }

    /** An alert for an old history must not end because its age is unknown. */
    @Test
    @Tag("D1")
    void theFileHasTheLastKnownHistoryWhileTheDatabaseIsDown() throws Exception {
        assertThat(bench.run("record", "--metrics-file", file.toString()).code())
                .isZero();
        Map<String, Double> before = metrics();
        bench.option("--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + closedPort() + "/none");

        assertThat(bench.run("record", "--metrics-file", file.toString()).code())
                .isEqualTo(69);

        String lastSuccess = LAST_SUCCESS + "{account=\"main\"}";
        assertThat(metrics())
                .containsEntry("balance_history_run_exit_code", 69.0)
                .containsEntry("balance_history_run_accounts{outcome=\"done\"}", 0.0)
                .containsEntry("balance_history_run_accounts{outcome=\"unreachable\"}", 1.0)
                .containsEntry("balance_history_spool_files", 1.0)
                .containsEntry("balance_history_spool_bytes", (double)
                        Files.size(bench.spooled().get(0)))
                .containsKey("balance_history_exchange_latency_seconds{account=\"main\"}")
                .containsEntry(lastSuccess, before.get(lastSuccess))
                .containsKey("balance_history_run_duration_seconds");
        assertThat(metrics().get("balance_history_run_timestamp_seconds"))
                .isGreaterThan(before.get("balance_history_run_timestamp_seconds"));
        assertThat(Files.readString(file).lines().filter(line -> line.startsWith("# TYPE")))
                .doesNotHaveDuplicates();
    }

    @Test
    @Tag("S2")
    void aMissingGatewayOrFileDoesNotFailTheRun() throws Exception {
        bench.option("--recorder.metrics.pushgateway=http://127.0.0.1:" + closedPort());

        Workbench.Ended run = bench.run(
                "record", "--metrics-file", folder.resolve("none/x.prom").toString());

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(bench.database.count("select from snapshot")).isEqualTo(1);
    }

    @Test
    @Tag("S2")
    void theGatewayGetsTheMetricsThoughTheFileCanNotBeWritten() throws Exception {
        List<String> requests = Collections.synchronizedList(new ArrayList<>());
        HttpServer gateway = gateway(exchange -> {
            requests.add(exchange.getRequestMethod());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        try {
            assertThat(bench.run(
                                    "record",
                                    "--metrics-file",
                                    folder.resolve("none/x.prom").toString())
                            .code())
                    .isZero();
        } finally {
            gateway.stop(0);
        }

        assertThat(requests).containsExactly("PUT");
    }

    /** It accepts the connection and sends nothing, or starts a response that never ends. */
    @Test
    @Tag("S2")
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aGatewayThatHangsDoesNotFailTheRun() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            bench.option("--recorder.metrics.pushgateway=http://127.0.0.1:" + silent.getLocalPort());

            assertThat(bench.run("record").code()).isZero();
        }
        CountDownLatch over = new CountDownLatch(1);
        HttpServer endless = gateway(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
            over.await();
        });
        try {
            assertThat(bench.run("record").code()).isZero();
        } finally {
            over.countDown();
            endless.stop(0);
        }
    }

    @Test
    void aRunReplacesTheGroupAndOneWithoutADatabaseOnlyItsOwnMetrics() throws Exception {
        List<String> requests = Collections.synchronizedList(new ArrayList<>());
        HttpServer gateway = gateway(exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\n" + body);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        try {
            bench.option("--recorder.metrics.instance=host-1");
            assertThat(bench.run("record").code()).isZero();
            bench.option("--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + closedPort() + "/none");
            assertThat(bench.run("record").code()).isEqualTo(69);
        } finally {
            gateway.stop(0);
        }

        assertThat(requests).hasSize(2);
        assertThat(requests.get(0))
                .startsWith("PUT /metrics/job/balance_history/instance/host-1\n")
                .contains("\n" + LAST_SUCCESS + "{account=\"main\"}")
                .endsWith("\n");
        assertThat(requests.get(1))
                .startsWith("POST /metrics/job/balance_history/instance/host-1\n")
                .contains("balance_history_run_exit_code 69.0\n")
                .doesNotContain(LAST_SUCCESS);
    }

    @Test
    @Tag("S2")
    void aMalformedTargetOfTheMetricsIsReportedByDoctorAndCostsNoSnapshot() {
        bench.option("--recorder.metrics.pushgateway=ftp://push.example.com");

        assertThat(bench.run("record").code()).isZero();
        Workbench.Ended doctor = bench.run("doctor");

        assertThat(doctor.code()).isZero();
        assertThat(doctor.out()).contains("warn  metrics: recorder.metrics.pushgateway must begin with https://");
    }

    @ParameterizedTest
    @CsvSource({
        "file=/nowhere/x.prom, warn  metrics: there is no folder /nowhere",
        "file=/dev/null/x.prom, warn  metrics: there is no folder /dev/null",
        "pushgateway=http://127.0.0.1:1, warn  metrics: 127.0.0.1:1 is out of reach: java.net.ConnectException",
        "pushgateway=http://nowhere.invalid, warn  metrics: nowhere.invalid is out of reach: java.net.ConnectException"
    })
    @Tag("S2")
    void doctorTriesTheTargets(String target, String line) {
        Workbench.Ended doctor = bench.option("--recorder.metrics." + target).run("doctor");

        assertThat(doctor.code()).as(doctor.out()).isZero();
        assertThat(doctor.out()).contains(line);
    }

    @Test
    @Tag("S2")
    void doctorChangesNothingAtTheGateway() throws Exception {
        try (PushTarget target = new PushTarget()) {
            Workbench.Ended doctor = bench.option("--recorder.metrics.pushgateway=" + target.url())
                    .option("--recorder.metrics.file=" + file)
                    .run("doctor");

            assertThat(doctor.out()).contains("ok    metrics: the targets are within reach");
            assertThat(target.groups()).containsExactly("/-/ready");
            assertThat(file).doesNotExist();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--recorder.deadline=soon",
                "--recorder.deadlin=5s",
                "--recorder.accounts.main.api-secrt=x",
                "--recorder.accounts.main.api-secret=",
                "--spring.datasource.urrl=x",
                "--spring.datasource.url=postgresql://localhost/x"
            })
    @Tag("S2")
    void aMistakeInTheConfigurationIsPublished(String mistake) throws Exception {
        Workbench.Ended run = bench.run("record", mistake, "--metrics-file", file.toString());

        assertThat(run.code()).isEqualTo(78);
        assertThat(run.err()).hasLineCount(1);
        assertThat(metrics()).containsEntry("balance_history_run_exit_code", 78.0);
    }

    @Test
    void aRejectedResponseIsCounted() throws Exception {
        bench.exchange.next("key-main", Misbehaviour.large(8L << 20));

        assertThat(bench.run("record", "--metrics-file", file.toString()).code())
                .isEqualTo(65);

        assertThat(metrics())
                .containsEntry("balance_history_run_accounts{outcome=\"data-error\"}", 1.0)
                .containsEntry("balance_history_run_balances", 0.0);
    }

    /** No alert rests on a metric that there is not. */
    @Test
    void everyMetricOfTheAlertsIsPublished() throws Exception {
        assertThat(bench.run("record", "--metrics-file", file.toString(), "--recorder.accounts.main.interval=1m")
                        .code())
                .isZero();
        String alerts = Files.readString(Path.of("deploy/prometheus/alerts.yml"));

        List<String> named = Pattern.compile("\\bbalance_history_\\w+")
                .matcher(alerts)
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
        List<String> published = Pattern.compile("(?m)^# TYPE (\\w+) gauge$")
                .matcher(Files.readString(file))
                .results()
                .map(type -> type.group(1))
                .toList();
        assertThat(named).hasSizeGreaterThan(5);
        assertThat(published).containsAll(named);
    }

    private interface Response {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    /** Starts a gateway with these responses, and configures it. */
    private HttpServer gateway(Response response) throws IOException {
        HttpServer gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            try {
                response.to(exchange);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        gateway.start();
        bench.option("--recorder.metrics.pushgateway=http://127.0.0.1:"
                + gateway.getAddress().getPort() + "/");
        return gateway;
    }

    /** Returns the values by series. */
    private Map<String, Double> metrics() throws IOException {
        Map<String, Double> metrics = new TreeMap<>();
        Files.readAllLines(file).stream().filter(line -> !line.startsWith("#")).forEach(line -> {
            int space = line.lastIndexOf(' ');
            assertThat(metrics.put(line.substring(0, space), Double.valueOf(line.substring(space + 1))))
                    .as(line)
                    .isNull();
        });
        return metrics;
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
