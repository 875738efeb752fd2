package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JSON lines that a log collector gets of a run that cron, systemd or Kubernetes starts. */
class RecordLogIT {
    private static final String SLOT = "2026-01-01T00:00:00Z";

    @TempDir
    private Path folder;

    private Workbench bench;

    @BeforeEach
    void open() {
        bench = new Workbench().account("main", Holdings.moving(1));
        bench.option("--logging.structured.format.console=ecs");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aRunIsOneEvent() throws Exception {
        Workbench.Ended run = record("record", "--quiet", "--slot=" + SLOT);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).singleElement().satisfies(Json::requireObject);
        assertThat(run.err())
                .contains("\"level\":\"INFO\"")
                .contains("\"message\":\"slot " + SLOT + ": 1 of 1 accounts ok\"");
    }

    @Test
    void aFailedAccountIsAnEventOfItsOwn() throws Exception {
        bench.account("wrong", Holdings.seed()).option("--recorder.accounts.wrong.api-secret=CANARYSECRET1");

        Workbench.Ended run = record("record", "--quiet");

        assertThat(run.code()).as(run.err()).isEqualTo(77);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .hasSize(2)
                .allSatisfy(Json::requireObject)
                .allMatch(line -> line.contains("\"level\":\"WARN\""));
        assertThat(run.err())
                .contains("\"message\":\"account wrong: ")
                .contains("\"message\":\"1 of 2 accounts ok, credentials: account wrong: ")
                .doesNotContain("CANARY")
                .doesNotContain("key-main")
                .doesNotContain("secret-main");
    }

    @Test
    void aRunThatCannotStartIsOneEvent() throws Exception {
        bench.option("--spring.datasource.url=jdbc:postgresql://localhost:1/none")
                .option("--recorder.spool-dir=/dev/null/spool");

        Workbench.Ended run = record("record", "--slot=" + SLOT);

        assertThat(run.code()).as(run.err()).isEqualTo(69);
        assertThat(run.err().lines()).singleElement().satisfies(Json::requireObject);
        assertThat(run.err()).contains("\"message\":\"slot " + SLOT + ": not run, unreachable: ");
    }

    @Test
    void aRunWithoutDatabaseIsLoggedInEvents() throws Exception {
        bench.option("--spring.datasource.url=jdbc:postgresql://localhost:1/none");

        Workbench.Ended run = record("record", "--slot=" + SLOT);

        assertThat(run.code()).as(run.err()).isEqualTo(69);
        assertThat(run.err().lines()).isNotEmpty().allSatisfy(Json::requireObject);
        assertThat(run.err()).contains("\"message\":\"slot " + SLOT + ": 0 of 1 accounts ok, unreachable: ");
    }

    @Test
    void theTablesArePrintedBesideTheEvents() throws Exception {
        Workbench.Ended run = record("record");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("first snapshot").contains("1 of 1 accounts recorded in ");
        assertThat(run.err().lines()).singleElement().satisfies(Json::requireObject);
    }

    private Workbench.Ended record(String... command) throws Exception {
        try (Child child = bench.start(folder, "", command)) {
            return child.ended();
        }
    }
}
