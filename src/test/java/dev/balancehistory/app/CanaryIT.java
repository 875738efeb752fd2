package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.localexchange.WireFault;
import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No output contains a secret, whatever the command, the fault and the log level. The tests search outputs, log files,
 * recordings of the JVM, metrics, exports, the spool and every row of every table. Secrets come from files, as
 * recommended. A new output is added here.
 */
@Tag("I9")
class CanaryIT {
    private static final String KEY = "CANARY/key+main=1";
    private static final String SECRET = "CANARY+secret/%\"'\\main&2";
    private static final String NO_ROOM = """
            create function no_room() returns trigger language plpgsql
                as $$ begin raise 'no room' using errcode = '53100'; end $$;
            create trigger no_room before insert on balance_response for each statement execute function no_room()
            """;

    @TempDir
    private Path written;

    @TempDir
    private Path hidden;

    private Workbench bench;
    private PingReceiver receiver;
    private Canaries canaries;
    private int runs;

    @BeforeEach
    void open() throws IOException {
        receiver = new PingReceiver();
        // Empty: a migration has logs too.
        bench = new Workbench(Settings.strict().withoutRateLimits(), TestDatabase.create())
                .account("main", Holdings.moving(1));
        bench.exchange.addAccount(KEY, SECRET, Holdings.moving(1));
        TestDatabase.Login login = bench.database.login();
        bench.database.sql().execute("alter role " + login.user() + " superuser");
        bench.option("--recorder.accounts.main.api-key=" + KEY)
                .option("--recorder.accounts.main.api-secret=" + SECRET)
                .option("--spring.datasource.username=" + login.user())
                .option("--spring.datasource.password=" + login.password())
                .option("--recorder.spool-dir=" + written.resolve("spool"))
                .option("--recorder.ping.url=" + receiver.url() + "/CANARY-ping")
                .option("--recorder.ping.format=healthchecks")
                .option("--recorder.notify.command=env; cat")
                .option("--logging.level.root=trace")
                // The program sets levels of its own for these and for what is below them.
                .option("--logging.level.dev.balancehistory=trace")
                .option("--logging.level.com.zaxxer.hikari=trace")
                .option("--logging.level.org.flywaydb=trace")
                .option("--logging.level.org.postgresql=trace")
                .option("--logging.level.org.springframework=trace")
                .option("--logging.level.org.springframework.batch.core=trace")
                .option("--logging.level.org.springframework.boot=trace")
                .option("--logging.level.org.springframework.jdbc.support=trace")
                .option("--logging.level.org.springframework.transaction.support=trace")
                .option("--logging.file.name=" + written.resolve("program.log"));
    }

    /** To be called when all accounts are there. */
    private void hideSecrets() throws IOException {
        canaries = Canaries.of(bench.secrets());
        for (Map.Entry<String, String> secret : bench.secretOptions().entrySet()) {
            Files.writeString(hidden.resolve(secret.getKey()), secret.getValue() + "\n");
            bench.without(secret.getKey());
        }
        bench.option("--spring.config.import=configtree:" + hidden + "/");
    }

    @AfterEach
    void close() {
        receiver.close();
        bench.close();
    }

    @Test
    void noSecretIsWrittenWhateverTheExchangeReturns() throws Exception {
        Misbehaviour[] bad = {
            Misbehaviour.statusCode(6001, "Unregistered API KEY key-bad0"),
            Misbehaviour.statusCode(5000, "try again, key-bad1"),
            Misbehaviour.httpStatus(500, "text/html; of=key-bad2", "<html>X-API-KEY: key-bad2"),
            Misbehaviour.httpStatus(403, "text/plain", "key-bad3".getBytes(), Map.of("X-Echo", "key-bad3")),
            Misbehaviour.redirect(URI.create("https://nowhere.invalid/?key=key-bad4"), 302),
            Misbehaviour.body("{\"X-API-KEY\": \"key-bad5\""),
            Misbehaviour.gzip("{\"X-API-KEY\": \"key-bad6\"}".getBytes()),
            Misbehaviour.encoding("key-bad7", "key-bad7".getBytes()),
            Misbehaviour.large(8L << 20),
            WireFault.truncated(100),
            WireFault.reset(),
            WireFault.garbage("key-bad11 speaks no HTTP".getBytes())
        };
        for (int i = 0; i < bad.length; i++) {
            bench.account("bad" + i, Holdings.seed());
            bench.exchange.always("key-bad" + i, bad[i]);
        }
        bench.account("wrong", Holdings.seed()).option("--recorder.accounts.wrong.api-secret=CANARYwrong");
        hideSecrets();
        String figures = "--metrics-file=" + written.resolve("figures.prom");

        Workbench.Ended run = ended(
                // Without the JDK's own exceptions, whose messages may repeat what a server has sent.
                "-Djdk.httpclient.HttpClient.log=all -XX:StartFlightRecording=settings=profile,"
                        + "jdk.JavaExceptionThrow#enabled=false,filename=" + written.resolve("run.jfr"),
                "record",
                figures,
                "--recorder.http.max-attempts=2");

        assertThat(run.code()).as(output(run)).isIn(69, 70, 77);
        assertThat(bench.database.value("select count(distinct account_id)::int from balance_response", Integer.class))
                .isEqualTo(bad.length + 2);
        assertThat(bench.database.count("select from snapshot")).isOne();
        assertThat(Canaries.of(List.of("recorder.spool-dir")).inFiles(written))
                .as("logs and recordings are looked into")
                .anyMatch(line -> line.contains("run.jfr"));
        assertThat(written.resolve("figures.prom")).isNotEmptyFile();
        nothingSecretIsWritten();
    }

    @Test
    void noSecretIsWrittenWhileAResponseIsPending() throws Exception {
        hideSecrets();
        endsWith(0, "migrate");
        bench.database.sql().execute(NO_ROOM);
        bench.exchange.next(KEY, Misbehaviour.none(), Misbehaviour.body("{\"X-API-KEY\": \"" + KEY + "\"}"));
        endsWith(69, "record");
        endsWith(69, "record");
        nothingSecretIsWritten();
        List<Path> waiting = files(".response");
        assertThat(waiting).hasSize(2);

        bench.database.sql().execute("drop function no_room cascade");
        Files.writeString(waiting.get(0), "no response");
        endsWith(65, "record");

        assertThat(files(".corrupt")).hasSize(1);
        nothingSecretIsWritten();
    }

    @Test
    void noSecretIsWrittenByTheOtherCommands() throws Exception {
        bench.account("wrong", Holdings.seed()).option("--recorder.accounts.wrong.api-secret=CANARYwrong");
        hideSecrets();
        endsWith(77, "record", "--slot=2026-01-01T00:00:00Z");
        endsWith(
                0,
                "export",
                "history",
                "--output",
                written.resolve("history.csv").toString());
        endsWith(0, "export", "runs", "--output", written.resolve("runs.csv.gz").toString());
        endsWith(0, "export", "latest");
        endsWith(75, "statement", "--period=last-month", "--output=" + written);
        endsWith(65, "import", written.resolve("history.csv").toString(), bad("responses.ndjson"), "--account=main");
        endsWith(0, "verify");
        endsWith(75, "status", "--max-age=PT0.001S");
        endsWith(77, "doctor");
        endsWith(0, "prune", "--recorder.retention.bodies=1d");
        endsWith(77, "train");
        Workbench.Ended collected = ended("", "record", "--logging.structured.format.console=ecs");
        assertThat(collected.code()).as(output(collected)).isEqualTo(77);
        try (Child child = bench.start(written, "", "schedule", "--cron=* * * * * *")) {
            Patience.until("a tick", () -> !child.isAlive() || child.err().contains(" accounts ok"));
            child.terminate();
            Workbench.Ended run = child.ended();
            assertThat(run.code()).as(output(run)).isEqualTo(143);
        }
        nothingSecretIsWritten();
    }

    private String bad(String name) throws IOException {
        return Files.writeString(written.resolve(name), "{\"no\": \"response\"}\n")
                .toString();
    }

    @Test
    void noSecretIsWrittenWhenTheDatabaseRejectsTheConnection() throws Exception {
        bench.option("--spring.datasource.password=CANARYnot it");
        hideSecrets();
        endsWith(77, "record");
        endsWith(77, "doctor");
        endsWith(78, "record", "--spring.datasource.url=jdbc:postgresql://u:CANARYnot it@localhost/x");
        endsWith(69, "record", "--spring.datasource.url=jdbc:postgresql://localhost:1/x?password=CANARYnot it");
        nothingSecretIsWritten();
    }

    private void endsWith(int code, String... command) throws Exception {
        Workbench.Ended run = ended("-Djdk.httpclient.HttpClient.log=all", command);
        assertThat(run.code()).as("%s: %s", List.of(command), output(run)).isEqualTo(code);
        assertThat(run.err().contains(" TRACE ")).as("the logs are on").isTrue();
    }

    /** Without the logs. */
    private static String output(Workbench.Ended run) {
        return run.err()
                .lines()
                .filter(line -> line.startsWith("balance-history: "))
                .collect(Collectors.joining("\n"));
    }

    private Workbench.Ended ended(String javaOptions, String... command) throws Exception {
        runs++;
        try (Child child = bench.start(written, javaOptions, command)) {
            return child.ended();
        }
    }

    private void nothingSecretIsWritten() throws IOException {
        assertThat(files(".txt").size())
                .as("both outputs of each run are among the files")
                .isGreaterThanOrEqualTo(2 * runs);
        List<String> found = new ArrayList<>(canaries.inFiles(written));
        receiver.received().forEach(ping -> found.addAll(canaries.in("a ping", ping.body())));
        found.addAll(canaries.in("the database", String.join("\n", bench.database.everything())));
        assertThat(found).isEmpty();
    }

    private List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(written)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
